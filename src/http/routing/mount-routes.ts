import type { App } from "../../app/index.ts";
import { milliseconds } from "../../core/index.ts";
import type { HttpSettings } from "../server/http-options.ts";
import { findRouteProblems } from "./check-routes.ts";
import { mount, type MountDefaults, type Mounted } from "./mount.ts";

const known = new WeakMap<App, { readonly settings: HttpSettings; readonly mounted: Mounted }>();

/**
 * Puts the routes of an app in their places, and finds all that is wrong with them. Once: checks, documents,
 * pages and the server all ask for them.
 */
export function mountRoutes(app: App, settings: HttpSettings): Mounted {
  const before = known.get(app);
  if (before?.settings === settings) return before.mounted;
  const inPlace = mount(app.contributions("routes"), defaultsOf(app, settings));
  const problems = findRouteProblems(inPlace, app.contributions("routeOptions"));
  const mounted = { ...inPlace, problems };
  known.set(app, { settings, mounted });
  return mounted;
}

/** What holds for a route of the app that says nothing else. */
export function defaultsOf(app: App, settings: HttpSettings): MountDefaults {
  const { timeout, slow, bodyLimit, unknownQuery, naming, bodyTimeout } = settings;
  return {
    limits: { timeout, slow, bodyLimit, unknownQuery, naming },
    bodyTimeoutMs: milliseconds(bodyTimeout),
    errorMappers: app.contributions("errorMappers"),
  };
}
