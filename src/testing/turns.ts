import { systemClock } from "../core/index.ts";
import { TESTING_STUCK } from "./errors.ts";

const LIMIT_MS = 5000;

/** Who uses the one connection of a test: one after another, in order of arrival. */
export class Turns {
  #last: Promise<void> = Promise.resolve();
  /** Who holds it and who waits. */
  #count = 0;
  #isInTransaction = false;

  /** Nobody holds it, nobody waits. */
  get isFree(): boolean {
    return this.#count === 0;
  }

  /** A transaction holds it. */
  get isInTransaction(): boolean {
    return this.#isInTransaction;
  }

  /**
   * Waits for its turn.
   *
   * @returns what ends it.
   * @throws `TESTING_STUCK` when it takes longer than 5 s.
   */
  async take(kind: "statement" | "transaction", sql: string): Promise<() => void> {
    const before = this.#last;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const leave = (): void => {
      this.#count--;
      resolve();
    };
    this.#last = before.then(() => over);
    this.#count++;
    if (this.#count > 1 && !(await isInTime(before))) {
      leave();
      throw TESTING_STUCK(LIMIT_MS, sql);
    }
    this.#isInTransaction = kind === "transaction";
    return () => {
      this.#isInTransaction = false;
      leave();
    };
  }
}

async function isInTime(before: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<false>();
  const timer = systemClock.timer(LIMIT_MS, () => resolve(false));
  try {
    return await Promise.race([before.then(() => true), promise]);
  } finally {
    timer[Symbol.dispose]();
  }
}
