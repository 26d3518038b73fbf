import type { FastifyInstance } from "fastify";
import {
  type App,
  type AppComponent,
  currentApp,
  type Module,
  module,
  type Problem,
} from "../../app/index.ts";
import { type Binding, milliseconds, slot } from "../../core/index.ts";
import { checkApiMap } from "../routing/check-api-map.ts";
import { mountRoutes } from "../routing/mount-routes.ts";
import { checkFiles, defaultBindings } from "../handling/default-stack.ts";
import { checkNamedRoutes } from "../html/check-named-routes.ts";
import type { ErrorMapper } from "../answers/error-mapper.ts";
import { NO_SERVER } from "../errors.ts";
import type { Group } from "../routing/group.ts";
import { settingsOf, type HttpOptions, type HttpSettings } from "./http-options.ts";
import { currentServer, HttpServer, type Place } from "./http-server.ts";
import type { Middleware } from "../handling/middleware.ts";
import type { MountedRoute } from "../routing/mount.ts";
import { isRoute, type Route } from "../routing/route.ts";
import { addresses } from "../routing/url.ts";

declare module "../../app/index.ts" {
  interface ModuleParts {
    /** Routes and groups of this module. */
    readonly routes?: readonly (Route | Group)[];
    /** What http() was given, with its defaults. */
    readonly httpSettings?: readonly HttpSettings[];
    /** For every request to the app, inside of those of http() and of earlier modules. */
    readonly middleware?: readonly Middleware[];
    /** For every route of the app. */
    readonly errorMappers?: readonly ErrorMapper[];
    /** Names of options that this module reads from routes. */
    readonly routeOptions?: readonly string[];
    /** Says whom a route is for, in a few words, where this module guards routes. */
    readonly routeAudience?: readonly ((route: MountedRoute) => string)[];
    /** For what needs the server itself, such as sockets; called before it listens. */
    readonly serverPlugins?: readonly ((
      server: FastifyInstance,
      app: App,
    ) => void | Promise<void>)[];
  }
}

const LINGER_MS = 1_000;

/** How apps that start here listen: `false` not at all, their server answers in process only. */
const listening = slot<Partial<Place> | false>("httpListening");

/**
 * The module that serves the routes of all modules.
 *
 * It starts after everything else and stops before it, so that no request finds half an app.
 *
 * @throws `HTTP_OPTION_UNKNOWN`, `CORE_BAD_DURATION` at once; from the start of the app
 * `APP_CHECK_FAILED` with all that is wrong with the routes, `HTTP_PORT_BUSY`, `HTTP_LISTEN_FAILED`
 * @example
 * app({ modules: [http({ port: 3000 }), module("blog", { routes: [showPost] })] })
 */
export function http(options: HttpOptions = {}): Module {
  const settings = settingsOf(options);
  return module("http", {
    httpSettings: [settings],
    checks: [
      (app) => checkRoutes(app, settings),
      (app) => checkFiles(app, settings),
      (app) => checkNamedRoutes(app, settings),
    ],
    components: [(app) => httpComponent(app, settings)],
  });
}

/**
 * The server of an app that is started, or that of the context.
 *
 * @throws `HTTP_NO_SERVER`
 */
export function serverOf(app: App | undefined = currentApp.get()): HttpServer {
  const server = app?.isRunning ? app.run(() => currentServer.get()) : currentServer.get();
  if (server === undefined) throw NO_SERVER("serverOf()");
  return server;
}

/**
 * Starts an app whose server opens no port: `serverOf(app).fetch(request)` answers. For tests and scripts.
 *
 * @throws as `app.start`
 */
export async function startInProcess(app: App): Promise<HttpServer> {
  await withoutListening(() => app.start());
  return serverOf(app);
}

/** Runs `fn`; apps that start in it open no port, whether they have a server or not. */
export function withoutListening<T>(fn: () => T): T {
  return listening.run(false, fn);
}

/**
 * Starts an app to be served: it may listen elsewhere than its options say, and loses no request when it
 * stops, for which it takes up to a second longer; not in development.
 *
 * @throws as `app.start`; `HTTP_NO_SERVER` where the app has no `http()`
 */
export async function startListening(app: App, place: Partial<Place> = {}): Promise<HttpServer> {
  const [settings] = app.contributions("httpSettings");
  if (settings === undefined) throw NO_SERVER("Serving");
  const lingerMs = settings.development ? 0 : LINGER_MS;
  await listening.run({ lingerMs, ...place }, () => app.start());
  return serverOf(app);
}

/** The routes of an app in their places, whether it is started or not; those that are wrong are left out. */
export function routesOf(app: App): readonly MountedRoute[] {
  const [settings = settingsOf({})] = app.contributions("httpSettings");
  return mountRoutes(app, settings).routes;
}

function checkRoutes(app: App, settings: HttpSettings): Problem[] {
  const found = mountRoutes(app, settings).problems.map((message): Problem => ({
    id: "http.route",
    level: "error",
    message,
    hint: "Correct it where the route is declared.",
  }));
  return [...found, ...checkGroups(app.contributions("routes"), app), ...checkApiMap(app)];
}

function checkGroups(members: readonly (Route | Group)[], app: App): Problem[] {
  return members.flatMap((member) =>
    isRoute(member) ? [] : [...(member.check?.(app) ?? []), ...checkGroups(member.members, app)],
  );
}

function httpComponent(app: App, settings: HttpSettings): AppComponent {
  let server: HttpServer | undefined;
  let bindings: readonly Binding[] = [];
  return {
    name: "http",
    startsLast: true,
    stopTimeout: `${2 * milliseconds(settings.stopTimeout) + 1_000}ms`,
    async start() {
      server = new HttpServer(app, settings);
      // Whatever can fail does so before it listens: a start that fails leaves no open port behind.
      bindings = [
        currentServer.as(server),
        addresses.as(server),
        ...defaultBindings(app, settings),
      ];
      await server.open();
      const place = listening.get();
      if (place !== false) await server.listen({ ...settings, ...place });
    },
    provides: () => bindings,
    stop: () => server?.close(),
  };
}
