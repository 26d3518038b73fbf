import type { IncomingMessage, ServerResponse } from "node:http";
import { uuidv7InSeries, type Clock } from "../../core/index.ts";
import type { MountedRoute } from "../routing/mount.ts";
import type { CleanUp, Overrides } from "./provide.ts";
import type { Provider } from "./provider.ts";
import { HttpRequest } from "../input/request.ts";

/** Clients may choose the id, but not its alphabet: it is written into logs and headers. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** All that the server keeps of one request until it is over. */
export class Exchange {
  readonly mounted: MountedRoute;
  readonly request: HttpRequest;
  readonly clock: Clock;
  readonly startedMs: number;
  readonly overrides: Overrides;
  /** When the answer must have begun: epoch milliseconds. Infinite for one that is being streamed. */
  deadlineMs: number;
  /** From the start to the head of the answer, where that is out and all of it. */
  durationMs: number | undefined = undefined;
  /** Its neighbours among those under way. */
  older: Exchange | undefined = undefined;
  newer: Exchange | undefined = undefined;
  /** What the handler has given to `after`. */
  afters: (() => unknown)[] | undefined;
  #provided: Map<Provider, Promise<unknown>> | undefined;
  #cleanUps: CleanUp[] | undefined;
  /** Answers at once, whatever the handler is doing. */
  giveUp: ((error: unknown) => void) | undefined;
  readonly #controller = new AbortController();

  constructor(
    mounted: MountedRoute,
    raw: IncomingMessage,
    rawResponse: ServerResponse,
    params: Readonly<Record<string, string>>,
    clock: Clock,
    overrides: Overrides,
  ) {
    const given = raw.headers["x-request-id"] as string | undefined;
    const nowMs = clock.epochMs();
    const isFit = given !== undefined && REQUEST_ID.test(given);
    const id = isFit ? given : uuidv7InSeries(clock, nowMs);
    this.mounted = mounted;
    this.clock = clock;
    this.startedMs = clock.monotonicMs();
    this.deadlineMs = nowMs + mounted.timeoutMs;
    this.overrides = overrides;
    this.request = new HttpRequest(raw, rawResponse, id, mounted, params, this.#controller.signal);
  }

  /** Values of providers: each is made once. */
  get provided(): Map<Provider, Promise<unknown>> {
    return (this.#provided ??= new Map());
  }

  /** In the order in which the values were made. */
  get cleanUps(): CleanUp[] {
    return (this.#cleanUps ??= []);
  }

  /** Whether something is to be done when the answer is out. */
  get hasSequel(): boolean {
    return this.afters !== undefined || this.#cleanUps !== undefined;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the work for this request. Queries and calls under it stop by themselves. */
  abort(error: unknown): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(error);
    this.giveUp?.(error);
  }
}
