import type { ServerResponse } from "node:http";
import { currentLog, deadline, signal, withSlots } from "../../core/index.ts";
import { CLIENT_GONE, INTERNAL } from "../errors.ts";
import { cutOffStalled } from "./cut-off-stalled.ts";
import type { Exchange } from "./exchange.ts";
import type { Onion } from "./onion.ts";
import type { OpenExchanges } from "./open-exchanges.ts";
import { problem } from "../answers/problem.ts";
import { reportAnswered } from "./request-log.ts";
import { HttpResponse } from "../answers/response.ts";
import { writeResponse } from "../answers/write-response.ts";

/** What the server gives to every exchange and takes back from it. */
export interface ServeOptions {
  readonly logsRequests: boolean;
  readonly open: OpenExchanges;
  /** How long a client may take nothing of its answer. */
  readonly stallMs: number;
  /** Waits for the work when the server stops. */
  readonly track: (work: Promise<void>) => void;
}

/** Answers one request, from the outermost layer to the last byte. Never throws. */
export function serveExchange(exchange: Exchange, onion: Onion, options: ServeOptions): void {
  const response = onion.run(exchange);
  if (response instanceof HttpResponse) {
    send(exchange, response, options);
    return;
  }
  options.open.add(exchange);
  const sendLate = (late: HttpResponse): void => {
    options.open.delete(exchange);
    send(exchange, late, options);
  };
  response.then(sendLate, (error: unknown) => sendLate(onion.fail(error, exchange)));
}

function send(exchange: Exchange, response: HttpResponse, options: ServeOptions): void {
  const { rawResponse } = exchange.request;
  const sending = rawResponse.destroyed ? undefined : tryWrite(exchange, response);
  // Most answers are with the system at once.
  if (sending !== undefined || rawResponse.writableLength > 0)
    cutOffStalled(rawResponse, options.stallMs);
  if (sending === undefined) finish(exchange, response, options);
  else void finishLater(exchange, response, sending, options);
}

/** A stream may take as long as it wants, but not longer than its client is there. */
async function finishLater(
  exchange: Exchange,
  response: HttpResponse,
  sending: Promise<void>,
  options: ServeOptions,
): Promise<void> {
  const { rawResponse, path } = exchange.request;
  exchange.deadlineMs = Infinity;
  exchange.durationMs = undefined;
  options.open.add(exchange);
  // It closes as well when all of it has been sent.
  const close = (): void => {
    if (!rawResponse.writableFinished) exchange.abort(CLIENT_GONE());
  };
  rawResponse.once("close", close);
  try {
    await sending;
    rawResponse.off("close", close);
  } catch (error) {
    if (!isGone(exchange, error)) {
      response.error = error;
      currentLog().error("the answer was cut off", { path, error });
    }
    rawResponse.destroy();
  } finally {
    options.open.delete(exchange);
    finish(exchange, response, options);
  }
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
    return writeResponse(exchange, problem({ status: 500, code: INTERNAL.code, request_id: id }));
  }
}

function isGone({ signal: stop, request }: Exchange, error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ERR_STREAM_PREMATURE_CLOSE") return true;
  // A source that fails closes the answer as well, with its own error.
  return CLIENT_GONE.is(stop.reason) && request.rawResponse.errored !== error;
}

function finish(exchange: Exchange, response: HttpResponse, options: ServeOptions): void {
  reportAnswered(exchange, response.status, response.error, options.logsRequests);
  if (exchange.hasSequel) options.track(afterwards(exchange, response.error));
}

/** What waits for the answer to be out. The time limit of the request is not its own. */
async function afterwards(exchange: Exchange, error: unknown): Promise<void> {
  await answerOut(exchange.request.rawResponse);
  await withSlots([deadline.as(undefined), signal.as(undefined)], async () => {
    if (error === undefined) await runAfters(exchange);
    for (const cleanUp of exchange.cleanUps.toReversed()) await cleanUp(error);
  });
}

async function runAfters({ afters = [], request }: Exchange): Promise<void> {
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
