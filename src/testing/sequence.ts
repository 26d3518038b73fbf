import { currentDatabase } from "../db/index.ts";

/** A value that is another one each time. Made by `sequence()`. */
export interface Sequence<T> {
  next(): T;
}

/**
 * A value that is another one each time: `sequence((n) => `user${n}@example.com`)`.
 *
 * `n` counts from 1, anew for each test, so that a test sees the same values alone and among others.
 * One sequence that several factories share counts for all of them.
 */
export function sequence<T>(valueOf: (n: number) => T): Sequence<T> {
  return new CountingSequence(valueOf);
}

export class CountingSequence<T> implements Sequence<T> {
  readonly #valueOf: (n: number) => T;
  /** By database: each test has one of its own. */
  readonly #counts = new WeakMap<object, number>();

  constructor(valueOf: (n: number) => T) {
    this.#valueOf = valueOf;
  }

  next(): T {
    const test = currentDatabase.get() ?? OUTSIDE;
    const count = (this.#counts.get(test) ?? 0) + 1;
    this.#counts.set(test, count);
    return this.#valueOf(count);
  }
}

const OUTSIDE = {};
