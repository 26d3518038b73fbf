import type { App } from "../../app/index.ts";
import { QuintetError } from "../../core/index.ts";
import { bytesReader, formReader, jsonReader, textReader } from "../input/body-reader.ts";
import { defaultReaders, defaultStack } from "../handling/default-stack.ts";
import type { ErrorPage, RenderProblem } from "../answers/error-answer.ts";
import { defaultProblemPage } from "../answers/default-problem-page.ts";
import { developmentPage } from "../answers/development-page.ts";
import { forPeople } from "../answers/problem-page.ts";
import { ROUTES_INVALID } from "../errors.ts";
import { Fallbacks } from "./fallbacks.ts";
import { compileHandler } from "../handling/handler-call.ts";
import type { HttpSettings } from "../server/http-options.ts";
import { maintenance } from "../handling/maintenance.ts";
import { type MountedRoute, mountRoute } from "./mount.ts";
import { defaultsOf, mountRoutes } from "./mount-routes.ts";
import { parsePath, type PathPattern } from "./path.ts";
import { compileOnion, type Onion } from "../handling/onion.ts";
import { type RewriteUrl, rewriterOf } from "./rewrite-url.ts";
import type { Route } from "./route.ts";

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

/** @throws `HTTP_ROUTES_INVALID` */
export function compileRoutes(app: App, settings: HttpSettings): CompiledRoutes {
  const mounted = mountRoutes(app, settings);
  if (mounted.problems.length > 0) throw ROUTES_INVALID(mounted.problems);
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

function compilerOf(app: App, settings: HttpSettings): (mounted: MountedRoute) => CompiledRoute {
  const readers = [jsonReader, formReader, textReader, bytesReader, ...defaultReaders(settings)];
  const outer = [
    ...defaultStack(settings),
    ...settings.middleware,
    ...app.contributions("middleware"),
    ...(settings.maintenance ? [maintenance(settings.maintenance)] : []),
  ];
  const page = causePage(settings);
  const usual = usualProblem(settings);
  return (mounted) => {
    const answers = { render: mounted.renderProblem ?? usual, page };
    const call = compileHandler(mounted, readers);
    const layers = [...outer, ...mounted.middleware];
    return { mounted, onion: compileOnion(call, layers, answers) };
  };
}

/** An app that gives its problems a form of its own has it for browsers too, unless it has a page for them. */
function usualProblem({ problemPage, renderProblem }: HttpSettings): RenderProblem {
  if (problemPage === undefined && renderProblem !== undefined) return renderProblem;
  return forPeople(problemPage ?? defaultProblemPage, renderProblem);
}

/** In development the cause is shown; of what is refused on purpose, the page of the app says all there is. */
function causePage({ development, problemPage }: HttpSettings): ErrorPage | undefined {
  if (!development || problemPage === undefined) return development ? developmentPage : undefined;
  return (error, request) =>
    error instanceof QuintetError && error.status < 500
      ? undefined
      : developmentPage(error, request);
}

/** In logs and metrics, what no route answered has no route. */
function nameless(mounted: MountedRoute): MountedRoute {
  return { ...mounted, path: "" };
}
