import { nearest } from "../core/index.ts";
import { namesOf, type DeclaredSettings } from "./declared-settings.ts";
import type { Layer } from "./env-layers.ts";
import { PROFILE_NAMES, type Given } from "./profile.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** Kubernetes tells each container about the services of its namespace: BLOG_PORT_80_TCP_ADDR. */
const SERVICE_LINK = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP|SCTP)(?:_\w+)?)$/;
const SERVICE_ADDRESS = /^(?:tcp|udp|sctp):\/\//;

/**
 * Names that set nothing and were meant to: an error where they begin with the prefix of the app, a
 * warning where a `.env` file has one that is nearly that of a setting.
 */
export function unknownNames(
  { prefix, settings }: DeclaredSettings,
  layers: readonly Layer[],
): SettingProblem[] {
  const known = new Set([...namesOf(settings), ...PROFILE_NAMES]);
  const names = [...settings.map(({ name }) => name), ...PROFILE_NAMES];
  return layers.flatMap((layer) =>
    [...layer.entries].flatMap(([name, given]) => {
      if (known.has(name) || isServiceLink(name, given, layer)) return [];
      const hasPrefix = name.toUpperCase().startsWith(prefix);
      const near = nearest(name, names);
      const isMeant = hasPrefix || given.source.startsWith("--set");
      if (!isMeant && (near === undefined || !layer.isOfApp)) return [];
      return [unknownName(name, given.source, near, isMeant ? "error" : "warning")];
    }),
  );
}

function isServiceLink(name: string, { text }: Given, { isOfApp }: Layer): boolean {
  if (isOfApp) return false;
  return SERVICE_LINK.test(name) || (name.endsWith("_PORT") && SERVICE_ADDRESS.test(text));
}

function unknownName(
  name: string,
  source: string,
  near: string | undefined,
  level: "error" | "warning",
): SettingProblem {
  const hint = near === undefined ? {} : { hint: `Did you mean "${near}"?` };
  return { level, name, code: "unknown", message: "is no setting", source, ...hint };
}
