import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { HTTPMethod } from "find-my-way";
import type { CompiledRoute, CompiledRoutes } from "./compile-routes.ts";
import { routerPlaces } from "./router-places.ts";

export type Params = Readonly<Record<string, string>>;

/** Answers a request by the route that was found for it. */
export type Serve = (
  route: CompiledRoute,
  raw: IncomingMessage,
  rawResponse: ServerResponse,
  params: Params,
) => void;

const NO_QUERY = Object.freeze({});

/**
 * Makes what finds the route of each request. It is Fastify's router without Fastify around it: its request,
 * reply and hooks, of which nothing here is used, took 2 µs a request.
 *
 * @param longest Of a parameter, in characters.
 */
export async function openRouter(
  { routes, rewriteUrl, fallbacks }: CompiledRoutes,
  serve: Serve,
  longest: number,
): Promise<RequestListener> {
  const { default: findMyWay } = await import("find-my-way");
  const fallback: Answer = (raw, rawResponse) => {
    const { route, params } = fallbacks.find(pathOf(raw));
    serve(route, raw, rawResponse, params);
  };
  const router = findMyWay({
    maxParamLength: longest,
    // Nothing of the query is read before a route asks for it.
    querystringParser: () => NO_QUERY,
    onBadUrl: (_path, raw, rawResponse) => fallback(raw, rawResponse),
    defaultRoute: fallback,
  });
  const add = (methods: readonly string[], path: string, find: Finder): void =>
    router.on(methods as HTTPMethod[], path, (raw, rawResponse, params) =>
      find(raw, rawResponse, params as Params),
    );
  for (const { routes: some, routerPath, methods } of routerPlaces(routes)) {
    add(methods, routerPath, finderOf(some, fallback, serve));
  }
  return (raw, rawResponse) => {
    if (!raw.url!.startsWith("/")) toOriginForm(raw);
    if (rewriteUrl !== undefined) raw.url = rewriteUrl(raw);
    router.lookup(raw, rawResponse);
  };
}

const ABSOLUTE = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)(.*)$/i;

/** RFC 9112, 3.2.2: of `GET http://host/path` that host counts, and what the `Host` header says does not. */
function toOriginForm(raw: IncomingMessage): void {
  if (raw.url === "*") return;
  const [, host = "", rest = ""] = ABSOLUTE.exec(raw.url!) ?? [];
  raw.headers.host = host;
  raw.url = rest.startsWith("/") ? rest : `/${rest}`;
}

type Answer = (raw: IncomingMessage, rawResponse: ServerResponse) => void;
type Finder = (raw: IncomingMessage, rawResponse: ServerResponse, params: Params) => void;

/** Patterns that compete for one place: the first that the path is of answers. */
function finderOf(some: readonly CompiledRoute[], fallback: Answer, serve: Serve): Finder {
  const [only] = some;
  if (some.length === 1) {
    return (raw, rawResponse, params) => serve(only!, raw, rawResponse, params);
  }
  return (raw, rawResponse) => {
    const path = decodeURIComponent(pathOf(raw));
    for (const route of some) {
      const params = route.mounted.pattern.match(path);
      if (params) return serve(route, raw, rawResponse, params);
    }
    fallback(raw, rawResponse);
  };
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?", 1)[0]!;
}
