import { abortError, systemClock } from "../../../core/index.ts";

/** Lets `capacity` holders in at once; who waits gets in by order of arrival. */
export class FifoGate {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(capacity: number) {
    this.#free = capacity;
  }

  get isOpen(): boolean {
    return this.#free > 0;
  }

  /**
   * Waits for a place, which `release` gives back.
   *
   * @returns whether the place was got within `limitMs`.
   * @throws the reason of `signal` when it aborts.
   */
  async enter(limitMs: number, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) throw abortError(signal);
    if (this.#free > 0) {
      this.#free--;
      return true;
    }
    return this.#wait(limitMs, signal);
  }

  release(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free++;
    else next();
  }

  #wait(limitMs: number, signal: AbortSignal | undefined): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(take);
        timer[Symbol.dispose]();
        signal?.removeEventListener("abort", abort);
      };
      const take = (): void => {
        leave();
        resolve(true);
      };
      const abort = (): void => {
        leave();
        reject(abortError(signal!));
      };
      // The machine's clock: a fake one must not expire waits for locks that are real.
      const timer = systemClock.timer(limitMs, () => {
        leave();
        resolve(false);
      });
      signal?.addEventListener("abort", abort, { once: true });
      this.#waiting.add(take);
    });
  }
}
