import { METHOD_REFUSED, REQUEST_INVALID, ROUTE_NOT_FOUND } from "../errors.ts";
import { HttpError } from "../answers/http-error.ts";
import { HttpResponse, respond } from "../answers/response.ts";
import type { BaseInput } from "../input/handler-input.ts";
import type { CompiledRoute } from "./compile-routes.ts";
import type { Group } from "./group.ts";
import { type Mounted, NO_GROUPS } from "./mount.ts";
import { route, type Route } from "./route.ts";
import type { Params } from "./router.ts";

/** Compiles a route of this framework's own in the place of some groups. */
type CompileIn = (route: Route, groups: readonly Group[]) => CompiledRoute;

interface Place {
  readonly groups: readonly Group[];
  readonly params: Params;
}

const OUTSIDE: Place = { groups: NO_GROUPS, params: {} };

/**
 * What answers where no route does: another method is 405 with Allow, OPTIONS tells them, the rest is 404. It
 * stands where the route would: behind the middleware of its groups, and with their form of problems.
 */
export class Fallbacks {
  readonly #mounted: Mounted;
  readonly #compileIn: CompileIn;
  readonly #compiled = new Map<readonly Group[], CompiledRoute>();

  constructor(mounted: Mounted, compileIn: CompileIn) {
    this.#mounted = mounted;
    this.#compileIn = compileIn;
  }

  /** @param path As sent, without the query. */
  find(path: string): { readonly route: CompiledRoute; readonly params: Params } {
    const { groups, params } = this.#placeOf(path);
    let compiled = this.#compiled.get(groups);
    if (compiled === undefined) {
      compiled = this.#compileIn(fallbackRoute(this.#mounted, groups), groups);
      this.#compiled.set(groups, compiled);
    }
    return { route: compiled, params };
  }

  /** Of a route that stands there for other methods; else of the nearest group. */
  #placeOf(path: string): Place {
    const { routes, areas } = this.#mounted;
    const decoded = decodedPath(path);
    for (const { pattern, groups } of decoded === undefined ? [] : routes) {
      const params = pattern.match(decoded!);
      if (params) return { groups, params };
    }
    for (const { groups, match } of areas) {
      const params = match(decoded ?? path);
      if (params) return { groups, params };
    }
    return OUTSIDE;
  }
}

function fallbackRoute({ routes }: Mounted, groups: readonly Group[]): Route {
  const notFound = groups.findLast(({ options }) => options.notFound)?.options.notFound;
  return route("GET")("/:rest(*)", (input: BaseInput) => {
    const { method, path } = input.request;
    const decoded = decodedPath(path);
    if (decoded === undefined) {
      throw REQUEST_INVALID("its address is not encoded as an address is");
    }
    const there = routes.filter(({ pattern }) => pattern.match(decoded) !== undefined);
    const methods = new Set(there.flatMap((one) => one.methods));
    if (methods.size > 0) return otherMethods(methods, method);
    if (!notFound) throw ROUTE_NOT_FOUND();
    const answer = notFound(input);
    return answer instanceof Promise ? answer.then(missing) : missing(answer);
  });
}

function otherMethods(methods: Set<string>, method: string): HttpResponse {
  const allowed = [...methods.add("OPTIONS")].toSorted();
  const allow = allowed.join(", ");
  if (method === "OPTIONS") return new HttpResponse(204, undefined, { allow });
  const { code, status, message } = METHOD_REFUSED(method, allowed);
  throw new HttpError(code, status, message, { allow });
}

/** An answer that says nothing of its status is 404 all the same. */
function missing(answer: unknown): HttpResponse {
  return answer instanceof HttpResponse ? answer : respond(answer, { status: 404 });
}

/** Undefined for an address that is not encoded as one. */
function decodedPath(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
}
