import { openapi } from "quintet/api";
import type { App } from "quintet/app";
import { tasksApi } from "./api.ts";

export interface Endpoint {
  readonly method: string;
  /** As it is asked for: `/api/tasks/:id`. */
  readonly path: string;
  readonly summary: string;
}

/** The endpoints of a version, by what they are about: `"tasks"`, `"users"`. */
export type Areas = ReadonlyMap<string, readonly Endpoint[]>;

/** Read from the document of the app, so the list is never out of date. */
export function endpointsOf(app: App, version: "v1" | "v2"): Areas {
  const { paths } = openapi(app, { include: ({ layers }) => layers.includes(tasksApi.options) });
  const prefix = `/api/${version}/`;
  // The default version needs no name in the path.
  const shown = version === "v1" ? "/api/" : prefix;
  const endpoints = Object.entries(paths)
    .filter(([path]) => path.startsWith(prefix))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { summary }]) => ({
        method: method.toUpperCase(),
        path: path.replace(prefix, shown).replaceAll(/\{\w+\}/g, ":id"),
        summary,
      })),
    );
  return Map.groupBy(endpoints, ({ path }) => path.slice(shown.length).split("/")[0]!);
}
