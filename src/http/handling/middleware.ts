import type { HttpRequest, RequestRoute } from "../input/request.ts";
import type { HttpResponse } from "../answers/response.ts";

type MaybePromise<T> = T | Promise<T>;

/** Goes on inwards. It never throws: an error inside has become an answer, with `response.error` set. */
export type Next = () => MaybePromise<HttpResponse>;

/** A layer of the onion. */
export interface Middleware {
  readonly name: string;
  handle(request: HttpRequest, next: Next): MaybePromise<HttpResponse>;
  /** Statuses of the problems with which it may refuse requests of a route, for documents. */
  readonly refuses?: (route: RequestRoute, method: string) => readonly number[];
}

/**
 * Makes a middleware.
 *
 * Those of http() are the outer ones, then those of modules in the order of the modules, of groups from the
 * outer to the inner, and of the route; each list from its first to its last. What they throw is
 * answered as what a handler throws. Not calling `next` keeps the request from going further.
 *
 * @example
 * const timing = middleware("timing", async (request, next) => {
 *   const response = await next();
 *   return response.header("x-greeting", "hello");
 * });
 */
export function middleware(
  name: string,
  handle: (request: HttpRequest, next: Next) => MaybePromise<HttpResponse>,
): Middleware {
  return { name, handle };
}

/**
 * A middleware that only looks at requests on their way in. What it returns, if anything, is the answer.
 *
 * @example
 * before("no-robots", (request) => isRobot(request) ? respond("no", { status: 403 }) : undefined)
 */
export function before(
  name: string,
  look: (request: HttpRequest) => MaybePromise<HttpResponse | undefined | void>,
): Middleware {
  return {
    name,
    handle(request, next) {
      const early = look(request);
      return early instanceof Promise ? earlyOr(early, next) : (early ?? next());
    },
  };
}

async function earlyOr(
  early: Promise<HttpResponse | undefined | void>,
  next: Next,
): Promise<HttpResponse> {
  return (await early) ?? next();
}

/**
 * A middleware that only looks at answers on their way out, errors included. What it returns, if
 * anything, is sent instead.
 *
 * @example
 * afterwards("powered-by", (request, response) => void response.header("x-powered-by", "patience"))
 */
export function afterwards(
  name: string,
  look: (
    request: HttpRequest,
    response: HttpResponse,
  ) => MaybePromise<HttpResponse | undefined | void>,
): Middleware {
  return {
    name,
    handle(request, next) {
      const response = next();
      return response instanceof Promise
        ? response.then(async (late) => (await look(request, late)) ?? late)
        : looked(request, response);
    },
  };
  function looked(request: HttpRequest, response: HttpResponse): MaybePromise<HttpResponse> {
    const other = look(request, response);
    if (other instanceof Promise) return other.then((late) => late ?? response);
    return other ?? response;
  }
}
