import { answerError, type ErrorAnswers } from "../answers/error-answer.ts";
import type { Exchange } from "./exchange.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Middleware } from "./middleware.ts";
import { HttpResponse } from "../answers/response.ts";

type Layer = (exchange: Exchange) => HttpResponse | Promise<HttpResponse>;
type Fail = (error: unknown, exchange: Exchange) => HttpResponse;

/** A route with its middleware. */
export interface Onion {
  /** Never throws. Where it rejects, which only its outermost layer does, `fail` has the answer. */
  readonly run: Layer;
  /** The answer to an error. Never throws. */
  readonly fail: Fail;
}

/**
 * Puts middleware around a handler, the first one outermost.
 *
 * Every layer turns what is thrown below it into an answer, so that headers of the outer ones are on
 * errors too, and the deadline answers for a handler that does not heed it.
 */
export function compileOnion(
  { start, finish }: HandlerCall,
  middleware: readonly Middleware[],
  answers: ErrorAnswers,
): Onion {
  const fail: Fail = (error, { request, mounted }) =>
    answerError(error, request, mounted.errorMap, answers);
  const core: Layer = (exchange) => {
    try {
      const value = start(exchange);
      return isThenable(value) ? inTime(exchange, value, finish, fail) : finish(value);
    } catch (error) {
      return fail(error, exchange);
    }
  };
  const run = middleware.reduceRight<Layer>(
    (inner, one, index) => layerOf(one, inner, fail, index === 0),
    core,
  );
  return { run, fail };
}

function layerOf({ handle }: Middleware, inner: Layer, fail: Fail, isOutermost: boolean): Layer {
  return (exchange) => {
    let inside: HttpResponse | Promise<HttpResponse> | undefined;
    try {
      const response = handle(exchange.request, () => (inside = inner(exchange)));
      // What comes from inside as it is has been guarded there. Each promise more takes 0.1 µs.
      return isOutermost || response === inside || !(response instanceof Promise)
        ? response
        : response.catch((error: unknown) => fail(error, exchange));
    } catch (error) {
      return fail(error, exchange);
    }
  };
}

/**
 * The answer of a handler that takes its time. The deadline, or a client who has gone, answers for one that
 * does not heed its signal.
 */
function inTime(
  exchange: Exchange,
  value: PromiseLike<unknown>,
  finish: HandlerCall["finish"],
  fail: Fail,
): Promise<HttpResponse> {
  // Queries are begun by it, as `await` would.
  const working = value instanceof Promise ? value : Promise.resolve(value);
  return new Promise((resolve) => {
    const giveUp = (error: unknown): void => resolve(fail(error, exchange));
    exchange.giveUp = giveUp;
    const answer = (result: unknown): void => {
      try {
        resolve(finish(result));
      } catch (error) {
        giveUp(error);
      }
    };
    working.then(answer, giveUp);
  });
}

/** Queries are awaited too, and are no promises by class. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as Thenable).then === "function"
  );
}
type Thenable = { then?: unknown };
