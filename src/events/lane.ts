import { captureContext } from "../core/index.ts";

type Work = () => void | Promise<void>;

/** Runs work for one receiver or reader: so many at once, the rest waiting in order of arrival. */
export class Lane {
  readonly #concurrency: number;
  #waiting: (() => void)[] = [];
  /** Index of the first that waits: `shift` copies the whole array, once for each of 100,000 events. */
  #head = 0;
  #running = 0;
  #isDraining = false;
  #idle: PromiseWithResolvers<void> | undefined;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /**
   * Runs `work` now or when it is its turn, in the context of this call. `work` must not throw nor reject.
   *
   * @returns a promise only when the work is not over yet.
   */
  add(work: Work): void | Promise<void> {
    if (this.#running < this.#concurrency && this.#waiting.length === 0) return this.#start(work);
    const inContext = captureContext();
    return new Promise((resolve) => {
      this.#waiting.push(() => resolve(inContext(() => this.#start(work))));
    });
  }

  /** Resolves when nothing runs or waits; undefined when that is so now. */
  idle(): Promise<void> | undefined {
    if (this.#running === 0) return undefined;
    return (this.#idle ??= Promise.withResolvers<void>()).promise;
  }

  #start(work: Work): void | Promise<void> {
    this.#running++;
    const result = work();
    if (result === undefined) return this.#end();
    return result.then(() => this.#end());
  }

  #end(): void {
    this.#running--;
    // Work that is over at once ends within the loop below; starting the next from there would recurse.
    if (this.#isDraining) return;
    this.#isDraining = true;
    while (this.#running < this.#concurrency && this.#head < this.#waiting.length) {
      this.#waiting[this.#head++]!();
    }
    this.#isDraining = false;
    if (this.#head === this.#waiting.length) [this.#waiting, this.#head] = [[], 0];
    if (this.#running > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }
}
