import type { IncomingMessage, ServerResponse } from "node:http";
import { uuidv7, type Clock } from "../core/index.ts";
import type { MountedRoute } from "./mount.ts";
import type { CleanUp, Overrides } from "./provide.ts";
import type { Provider } from "./provider.ts";
import { HttpRequest } from "./request.ts";

/** Clients may choose the id, but not its alphabet: it is written into logs and headers. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** All that the server keeps of one request until it is over. */
export class Exchange {
  readonly mounted: MountedRoute;
  readonly request: HttpRequest;
  readonly clock: Clock;
  readonly startedMs: number;
  readonly overrides: Overrides;
  /** Values of providers: each is made once. */
  readonly provided = new Map<Provider, Promise<unknown>>();
  /** In the order in which the values were made. */
  readonly cleanUps: CleanUp[] = [];
  readonly afters: (() => unknown)[] = [];
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
    const id = given !== undefined && REQUEST_ID.test(given) ? given : uuidv7();
    this.mounted = mounted;
    this.clock = clock;
    this.startedMs = clock.monotonicMs();
    this.overrides = overrides;
    this.request = new HttpRequest(raw, rawResponse, id, mounted, params, this.#controller.signal);
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
