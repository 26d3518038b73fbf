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

interface Versions {
  readonly v1: Areas;
  readonly v2: Areas;
}

/** Routes do not change while an app runs. */
const known = new WeakMap<App, Versions>();

/** Read from the document of the app, so the list is never out of date. */
export function endpointsOf(app: App): Versions {
  let versions = known.get(app);
  if (versions === undefined) {
    const { paths } = openapi(app, { include: ({ layers }) => layers.includes(tasksApi.options) });
    // The default version needs no name in the path.
    versions = { v1: below("/api/v1/", "/api/", paths), v2: below("/api/v2/", "/api/v2/", paths) };
    known.set(app, versions);
  }
  return versions;
}

function below(prefix: string, shown: string, paths: ReturnType<typeof openapi>["paths"]): Areas {
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
