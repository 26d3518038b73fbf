import type { IncomingMessage } from "node:http";
import type { App } from "../../app/index.ts";
import { QuintetError } from "../../core/index.ts";
import { bytesReader, formReader, jsonReader, textReader } from "../input/body-reader.ts";
import { findRouteProblems } from "./check-routes.ts";
import { defaultReaders, defaultStack } from "../handling/default-stack.ts";
import type { ErrorPage } from "../answers/error-answer.ts";
import { developmentPage } from "../answers/development-page.ts";
import { forPeople } from "../answers/problem-page.ts";
import { ROUTES_INVALID } from "../errors.ts";
import { Fallbacks } from "./fallbacks.ts";
import { compileHandler } from "../handling/handler-call.ts";
import type { HttpSettings } from "../server/http-options.ts";
import { maintenance } from "../handling/maintenance.ts";
import {
  isBelow,
  mount,
  type MountDefaults,
  type Mounted,
  type MountedRoute,
  mountRoute,
} from "./mount.ts";
import { parsePath, type PathPattern } from "./path.ts";
import { compileOnion, type Onion } from "../handling/onion.ts";
import type { Route } from "./route.ts";
import { milliseconds } from "../../core/index.ts";

export interface CompiledRoute {
  readonly mounted: MountedRoute;
  readonly onion: Onion;
}

export interface CompiledRoutes {
  readonly routes: readonly CompiledRoute[];
  /** By the route and by its name. */
  readonly places: ReadonlyMap<Route | string, MountedRoute>;
  /** The address that is looked up for one that came in; undefined where that is always the same. */
  readonly rewriteUrl: RewriteUrl | undefined;
  /** Answer where no route does. */
  readonly fallbacks: Fallbacks;
}

/** Routes in their places, and all that is wrong with them. */
type MountedRoutes = Mounted & { readonly all: readonly string[] };

const known = new WeakMap<
  App,
  { readonly settings: HttpSettings; readonly mounted: MountedRoutes }
>();

/** Puts the routes of an app in their places, once: checks, documents, pages and the server all ask for them. */
export function mountRoutes(app: App, settings: HttpSettings): MountedRoutes {
  const before = known.get(app);
  if (before?.settings === settings) return before.mounted;
  const inPlace = mount(app.contributions("routes"), defaultsOf(app, settings));
  const all = findRouteProblems(inPlace, app.contributions("routeOptions"));
  const mounted = { ...inPlace, all };
  known.set(app, { settings, mounted });
  return mounted;
}

/** @throws `HTTP_ROUTES_INVALID` */
export function compileRoutes(app: App, settings: HttpSettings): CompiledRoutes {
  const mounted = mountRoutes(app, settings);
  if (mounted.all.length > 0) throw ROUTES_INVALID(mounted.all);
  const compile = compilerOf(app, settings);
  const defaults = defaultsOf(app, settings);
  const places = mounted.routes.flatMap((place) => [
    [place.route, place] as const,
    ...(place.name === undefined ? [] : [[place.name, place] as const]),
  ]);
  return {
    routes: mounted.routes.map(compile),
    places: new Map<Route | string, MountedRoute>(places),
    rewriteUrl: rewriterOf(mounted),
    fallbacks: new Fallbacks(mounted, (route, groups) => {
      const anywhere = parsePath(route.path) as PathPattern;
      return compile(nameless(mountRoute(route, anywhere, groups, defaults)));
    }),
  };
}

export type RewriteUrl = (raw: IncomingMessage) => string;

function rewriterOf({ rewrites, routes }: Mounted): RewriteUrl | undefined {
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

function compilerOf(app: App, settings: HttpSettings): (mounted: MountedRoute) => CompiledRoute {
  const readers = [jsonReader, formReader, textReader, bytesReader, ...defaultReaders(settings)];
  const outer = [
    ...defaultStack(settings),
    ...settings.middleware,
    ...app.contributions("middleware"),
    ...(settings.maintenance ? [maintenance(settings.maintenance)] : []),
  ];
  const page = causePage(settings);
  const { problemPage, renderProblem } = settings;
  const usual = problemPage ? forPeople(problemPage, renderProblem) : renderProblem;
  return (mounted) => {
    const answers = { render: mounted.renderProblem ?? usual, page };
    const call = compileHandler(mounted, readers);
    const layers = [...outer, ...mounted.middleware];
    return { mounted, onion: compileOnion(call, layers, answers) };
  };
}

/** In development the cause is shown; of what is refused on purpose, the page of the app says all there is. */
function causePage({ development, problemPage }: HttpSettings): ErrorPage | undefined {
  if (!development || problemPage === undefined) return development ? developmentPage : undefined;
  return (error, request) =>
    error instanceof QuintetError && error.status < 500
      ? undefined
      : developmentPage(error, request);
}

function defaultsOf(app: App, settings: HttpSettings): MountDefaults {
  const { timeout, slow, bodyLimit, unknownQuery, naming, bodyTimeout } = settings;
  return {
    limits: { timeout, slow, bodyLimit, unknownQuery, naming },
    bodyTimeoutMs: milliseconds(bodyTimeout),
    errorMappers: app.contributions("errorMappers"),
  };
}

/** In logs and metrics, what no route answered has no route. */
function nameless(mounted: MountedRoute): MountedRoute {
  return { ...mounted, path: "" };
}
