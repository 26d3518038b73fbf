import { sleep } from "../core/index.ts";

/** What a process that serves tells the one that has started it. */
export type Report =
  | { readonly kind: "ready"; readonly origin: string }
  | { readonly kind: "notListening" };

/** What it is told. */
export type Order = { readonly kind: "stopListening" } | { readonly kind: "stop" };

/** A signal goes to the supervisor as well, as a rule: its order comes sooner than this. */
const ORDER_WITHIN = "500ms";
/** A connection that is on its way from the supervisor has come after this. */
const ARRIVED_WITHIN = "200ms";

/** The side of a supervised process: what its supervisor orders. */
export class Supervised {
  /** Ends when it has to stop: by order, by a signal that is for it alone, or without a supervisor. */
  readonly stop: Promise<void>;
  onStopListening: () => void = () => {};

  constructor(signal: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.stop = promise;
    process.on("message", ({ kind }: Order) => {
      if (kind === "stop") resolve();
      else this.#stopListening();
    });
    process.once("disconnect", resolve);
    const wait = (): void => void this.#stopAlone().then(resolve);
    if (signal.aborted) wait();
    else signal.addEventListener("abort", wait, { once: true });
  }

  report(report: Report): void {
    if (process.connected) process.send?.(report);
  }

  #stopListening(): void {
    this.onStopListening();
    this.report({ kind: "notListening" });
  }

  async #stopAlone(): Promise<void> {
    await sleep(ORDER_WITHIN);
    this.#stopListening();
    await sleep(ARRIVED_WITHIN);
  }

  /** The channel to the supervisor keeps the process no longer. */
  leave(): void {
    process.channel?.unref();
  }
}
