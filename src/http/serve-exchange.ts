import type { ServerResponse } from "node:http";
import { currentLog, DEADLINE_EXCEEDED, deadline, signal, withSlots } from "../core/index.ts";
import { CLIENT_GONE } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { Layer } from "./onion.ts";
import { problem } from "./problem.ts";
import { reportAnswered } from "./request-log.ts";
import { HttpResponse } from "./response.ts";
import { writeResponse } from "./write-response.ts";

/** What the server gives to every exchange and takes back from it. */
export interface ServeOptions {
  readonly logsRequests: boolean;
  /** Waits for the work when the server stops. */
  readonly track: (work: Promise<void>) => void;
  /** The answer is out, and nothing runs for it any more but what is tracked. */
  readonly done: (exchange: Exchange) => void;
}

/** Answers one request, from the outermost layer to the last byte. Never throws. */
export function serveExchange(
  exchange: Exchange,
  layer: Layer,
  deadlineMs: number,
  options: ServeOptions,
): void {
  const response = layer(exchange);
  if (response instanceof HttpResponse) {
    send(exchange, response, options);
    return;
  }
  const { rawResponse } = exchange.request;
  // Only what waits can be late or lose its client: what answered at once costs neither.
  const close = (): void => exchange.abort(CLIENT_GONE());
  const timer = exchange.clock.timer(exchange.mounted.timeoutMs, () =>
    exchange.abort(DEADLINE_EXCEEDED(deadlineMs)),
  );
  rawResponse.once("close", close);
  void response.then((late) => {
    timer[Symbol.dispose]();
    const isStream = send(exchange, late, options);
    if (!isStream) rawResponse.off("close", close);
  });
}

/** @returns whether the answer is still being sent */
function send(exchange: Exchange, response: HttpResponse, options: ServeOptions): boolean {
  const { rawResponse } = exchange.request;
  if (rawResponse.destroyed) {
    finish(exchange, response, options);
    return false;
  }
  const sending = tryWrite(exchange, response);
  if (sending === undefined) {
    finish(exchange, response, options);
    return false;
  }
  if (!exchange.signal.aborted && rawResponse.listenerCount("close") === 0) {
    rawResponse.once("close", () => exchange.abort(CLIENT_GONE()));
  }
  void sending
    .catch((error: unknown) => {
      if (isGone(exchange, error)) return;
      response.error = error;
      currentLog().error("the answer was cut off", { path: exchange.request.path, error });
      rawResponse.destroy();
    })
    .finally(() => finish(exchange, response, options));
  return true;
}

function tryWrite(exchange: Exchange, response: HttpResponse): Promise<void> | undefined {
  try {
    return writeResponse(exchange, response);
  } catch (error) {
    // A header that Node refuses: a line end in it, most often.
    const { rawResponse, id } = exchange.request;
    response.error = error;
    response.status = 500;
    if (rawResponse.headersSent) {
      rawResponse.destroy();
      return undefined;
    }
    return writeResponse(
      exchange,
      problem({ status: 500, code: "HTTP_INTERNAL_ERROR", request_id: id }),
    );
  }
}

function isGone({ signal: stop }: Exchange, error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === "ERR_STREAM_PREMATURE_CLOSE" || CLIENT_GONE.is(stop.reason);
}

function finish(exchange: Exchange, response: HttpResponse, options: ServeOptions): void {
  reportAnswered(exchange, response.status, response.error, options.logsRequests);
  const { afters, cleanUps } = exchange;
  if (afters.length > 0 || cleanUps.length > 0) {
    options.track(afterwards(exchange, response.error));
  }
  options.done(exchange);
}

/** What waits for the answer to be out. The time limit of the request is not its own. */
async function afterwards(exchange: Exchange, error: unknown): Promise<void> {
  await answerOut(exchange.request.rawResponse);
  await withSlots([deadline.as(undefined), signal.as(undefined)], async () => {
    if (error === undefined) await runAfters(exchange);
    for (const cleanUp of exchange.cleanUps.toReversed()) await cleanUp(error);
  });
}

async function runAfters({ afters, request }: Exchange): Promise<void> {
  for (const work of afters) {
    try {
      await work();
    } catch (error) {
      currentLog().error("work after an answer has failed", { path: request.path, error });
    }
  }
}

function answerOut(raw: ServerResponse): Promise<void> | undefined {
  if (raw.writableFinished || raw.destroyed) return undefined;
  return new Promise((resolve) => {
    raw.once("finish", resolve).once("close", resolve);
  });
}
