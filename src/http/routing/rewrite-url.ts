import type { IncomingMessage } from "node:http";
import { isBelow, type Mounted, type MountedRoute } from "./mount.ts";

/** The address that is looked up for one that came in. */
export type RewriteUrl = (raw: IncomingMessage) => string;

/** Undefined where no group rewrites addresses. */
export function rewriterOf({ rewrites, routes }: Mounted): RewriteUrl | undefined {
  if (rewrites.length === 0) return undefined;
  const all = rewrites.map(({ prefix, rewrite, options }) => ({
    prefix,
    rewrite,
    isOfOthers: strangersBelow(
      prefix,
      routes.filter(({ layers }) => !layers.includes(options)),
    ),
  }));
  return ({ url = "/", headers }) => {
    const mark = url.indexOf("?");
    const path = mark === -1 ? url : url.slice(0, mark);
    const own = all.find(({ prefix }) => isBelow(prefix, path));
    if (own === undefined || own.isOfOthers(path)) return url;
    return own.rewrite(path, headers) + url.slice(path.length);
  };
}

/** Whether a route of others stands at a path: two modules may share the prefix `/api`. */
function strangersBelow(
  prefix: string,
  routes: readonly MountedRoute[],
): (path: string) => boolean {
  const depth = prefix.split("/").length;
  const below = routes.filter(({ path }) => path.startsWith(`${prefix}/`));
  // By the first segment below the prefix, so that the paths of the group itself cost one look-up.
  const byFirst = Map.groupBy(below, ({ pattern }) => pattern.segments[depth - 1]?.text);
  const anywhere = byFirst.get(undefined) ?? [];
  return (path) => {
    const candidates = byFirst.get(path.split("/", depth + 1)[depth] ?? "") ?? [];
    return [candidates, anywhere].some((some) =>
      some.some(({ pattern }) => pattern.match(path) !== undefined),
    );
  };
}
