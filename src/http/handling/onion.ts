import { answerError, type ErrorAnswers } from "../answers/error-answer.ts";
import type { Exchange } from "./exchange.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { Middleware } from "./middleware.ts";
import { HttpResponse } from "../answers/response.ts";

/** Runs a route with its middleware. Never throws and never rejects. */
export type Layer = (exchange: Exchange) => HttpResponse | Promise<HttpResponse>;

/**
 * Puts middleware around a handler, the first one outermost.
 *
 * Every layer turns what is thrown below it into an answer, so that headers of the outer ones are on
 * errors too, and the deadline answers for a handler that does not heed it.
 */
export function compileOnion(
  call: HandlerCall,
  middleware: readonly Middleware[],
  answers: ErrorAnswers,
): Layer {
  const core: Layer = (exchange) => {
    try {
      return inTime(exchange, call, answers);
    } catch (error) {
      return answerError(error, exchange.request, exchange.mounted.errorMap, answers);
    }
  };
  return middleware.reduceRight<Layer>((inner, one) => layerOf(one, inner, answers), core);
}

function layerOf({ handle }: Middleware, inner: Layer, answers: ErrorAnswers): Layer {
  return (exchange) => {
    const fail = (error: unknown): HttpResponse =>
      answerError(error, exchange.request, exchange.mounted.errorMap, answers);
    let inside: HttpResponse | Promise<HttpResponse> | undefined;
    try {
      const response = handle(exchange.request, () => (inside = inner(exchange)));
      // What comes from inside as it is has been guarded there.
      return response instanceof Promise && response !== inside ? response.catch(fail) : response;
    } catch (error) {
      return fail(error);
    }
  };
}

/** The deadline, or a client who has gone, answers for a handler that does not heed its signal. */
function inTime(
  exchange: Exchange,
  call: HandlerCall,
  answers: ErrorAnswers,
): HttpResponse | Promise<HttpResponse> {
  const response = call(exchange);
  if (!(response instanceof Promise)) return response;
  return new Promise((resolve) => {
    const fail = (error: unknown): void =>
      resolve(answerError(error, exchange.request, exchange.mounted.errorMap, answers));
    exchange.giveUp = fail;
    response.then(resolve, fail);
  });
}
