import { Readable } from "node:stream";
import { currentClock, milliseconds, type Duration } from "../../core/index.ts";
import { checkNames } from "../guards/guard-options.ts";
import { HttpResponse } from "../answers/response.ts";
import { EVENT_INVALID } from "./errors.ts";

/** One event of a stream for `EventSource`. */
export interface ServerEvent {
  /** A text is sent as it is, all else as JSON. */
  readonly data?: unknown;
  /** The name that the page listens to. Default `"message"`. */
  readonly event?: string;
  /** What the browser sends as Last-Event-ID when it connects again. */
  readonly id?: string | number;
}

export interface EventsOptions {
  /** How often a comment is sent when nothing else is, so that proxies keep the connection. Default `"15s"`. */
  readonly heartbeat?: Duration;
  /** How long the browser waits before it connects again. Default: its own, about 3 s. */
  readonly retry?: Duration;
}

/**
 * Answers with server-sent events, each sent when the client has taken those before it.
 *
 * When the client goes, the iterable is ended by `return()`, so that a generator's `finally` runs. A generator
 * that waits at that moment ends only when its wait does: hand `signal` to what it waits for. Values that
 * are no `ServerEvent` made by `event()` are the data themselves.
 *
 * @example
 * get("/ticks", ({ request, signal }) => events(ticks({ from: request.header("last-event-id"), signal })))
 */
export function events(source: AsyncIterable<unknown>, options: EventsOptions = {}): HttpResponse {
  checkNames("events()", options, ["heartbeat", "retry"]);
  const { heartbeat = "15s", retry } = options;
  const heartbeatMs = milliseconds(heartbeat);
  // Sent at once, so that the page knows that it is connected before anything happens.
  const first = retry === undefined ? ":\n\n" : `retry: ${milliseconds(retry)}\n\n`;
  return new HttpResponse(
    200,
    // As a stream, it ends the iterator as soon as the client goes; `pipeline` would wait for the next value.
    Readable.from(new EventIterator(source, heartbeatMs, first), { objectMode: false }),
    {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // nginx would collect the events otherwise.
      "x-accel-buffering": "no",
    },
  );
}

/** Marks an object as an event with a name or an id, to be given by the iterable of `events`. */
export function event(parts: ServerEvent): ServerEvent {
  return new MarkedEvent(parts);
}

class MarkedEvent implements ServerEvent {
  readonly data: unknown;
  readonly event?: string;
  readonly id?: string | number;

  constructor(parts: ServerEvent) {
    this.data = parts.data;
    if (parts.event !== undefined) this.event = parts.event;
    if (parts.id !== undefined) this.id = parts.id;
  }
}

type Step = IteratorResult<string, undefined>;
const DONE: Step = { done: true, value: undefined };

// No generator: its `return` would wait for the `next` that is under way, which may be for ever.
class EventIterator implements AsyncIterableIterator<string, undefined> {
  readonly #source: AsyncIterator<unknown>;
  readonly #heartbeatMs: number;
  readonly #ended = Promise.withResolvers<Step>();
  #first: string;
  /** What the source was asked for and has not given yet; a heartbeat does not ask again. */
  #pending: Promise<Step> | undefined;

  constructor(source: AsyncIterable<unknown>, heartbeatMs: number, first: string) {
    this.#source = source[Symbol.asyncIterator]();
    this.#heartbeatMs = heartbeatMs;
    this.#first = first;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<Step> {
    if (this.#first !== "") {
      const value = this.#first;
      this.#first = "";
      return { done: false, value };
    }
    this.#pending ??= this.#ask();
    const beat = Promise.withResolvers<Step>();
    const timer = currentClock().timer(this.#heartbeatMs, () =>
      beat.resolve({ done: false, value: ":\n\n" }),
    );
    try {
      return await Promise.race([this.#ended.promise, this.#pending, beat.promise]);
    } finally {
      timer[Symbol.dispose]();
    }
  }

  async return(): Promise<Step> {
    this.#ended.resolve(DONE);
    // Not waited for: a source that waits itself would keep the connection's end waiting.
    void Promise.resolve(this.#source.return?.()).catch(() => undefined);
    return DONE;
  }

  async #ask(): Promise<Step> {
    const { done, value } = await this.#source.next();
    this.#pending = undefined;
    return done === true ? DONE : { done: false, value: eventText(value) };
  }
}

/** The event as it goes over the wire (HTML Standard, 9.2.5). */
export function eventText(value: unknown): string {
  const { data, event, id }: ServerEvent = value instanceof MarkedEvent ? value : { data: value };
  let text = "";
  if (event !== undefined) text += `event: ${oneLine("event", event)}\n`;
  if (id !== undefined) text += `id: ${oneLine("id", String(id))}\n`;
  if (data === undefined) return `${text}\n`;
  const content = typeof data === "string" ? data : JSON.stringify(data);
  for (const line of content.split(/\r\n|\r|\n/)) text += `data: ${line}\n`;
  return `${text}\n`;
}

function oneLine(part: string, value: string): string {
  if (/[\r\n\0]/.test(value)) throw EVENT_INVALID(part, value);
  return value;
}
