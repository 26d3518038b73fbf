/**
 * Rows one after the other out of chunks that are fetched when the last one is used up.
 *
 * Written by hand because `yield*` in an async generator makes three promises a row: 190 ns instead of 55.
 */
export class RowStream implements AsyncIterableIterator<object> {
  readonly #chunks: AsyncIterator<readonly object[]>;
  #rows: readonly object[] = [];
  #at = 0;

  constructor(chunks: AsyncIterable<readonly object[]>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  next(): Promise<IteratorResult<object>> {
    const row = this.#rows[this.#at++];
    return row === undefined ? this.#fetch() : Promise.resolve({ done: false, value: row });
  }

  /** Called when the reader leaves its loop: gives the connection back. */
  async return(): Promise<IteratorResult<object>> {
    this.#rows = [];
    await this.#chunks.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #fetch(): Promise<IteratorResult<object>> {
    for (;;) {
      const { done, value } = await this.#chunks.next();
      if (done === true) return { done: true, value: undefined };
      const [first] = value;
      if (first === undefined) continue;
      this.#rows = value;
      this.#at = 1;
      return { done: false, value: first };
    }
  }
}
