import type { HandlerInput, ValueOf } from "../input/handler-input.ts";
import type { HttpResponse, Respondable } from "../answers/response.ts";
import type { Method, Route, RouteOptions } from "./route.ts";

// Written out for each method: a type parameter around the signatures costs every route 96 instantiations
// more (bench/types/routes.ts: 633 instead of 537, of 600).

/** Makes routes of one method; see `get`. */
export interface GetMaker {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, "GET">;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, "GET">;
}

/** Makes routes of one method; see `post`. */
export interface PostMaker {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, "POST">;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, "POST">;
}

/** Makes routes of one method; see `put`. */
export interface PutMaker {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, "PUT">;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, "PUT">;
}

/** Makes routes of one method; see `patch`. */
export interface PatchMaker {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, "PATCH">;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, "PATCH">;
}

/** Makes routes of one method; see `del`. */
export interface DeleteMaker {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, "DELETE">;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, "DELETE">;
}

/** Makes routes of any methods; see `route`. */
export interface RouteMaker<M extends Method = Method> {
  <const P extends string, R>(
    path: P,
    handler: (input: HandlerInput<P, {}, {}, {}, {}, undefined, {}>) => R,
  ): Route<P, {}, {}, undefined, Awaited<R>, M>;
  <
    const P extends string,
    A = {},
    Q = {},
    H = {},
    C = {},
    B = undefined,
    U = {},
    S = unknown,
    R extends Returned<S> = Returned<S>,
  >(
    path: P,
    options: RouteOptions<A, Q, H, C, B, U, S>,
    handler: (input: HandlerInput<P, A, Q, H, C, B, U>) => R,
  ): Route<P, A, Q, B, Answer<S, R>, M>;
}

/** What a handler may return where `response` is declared. */
type Returned<S> = [unknown] extends [S]
  ? unknown
  : ValueOf<S> | HttpResponse | Respondable | Promise<ValueOf<S> | HttpResponse | Respondable>;

type Answer<S, R> = [unknown] extends [S] ? Awaited<R> : ValueOf<S>;
