import type { Database } from "../database.ts";
import type { Bound } from "./prepare.ts";
import { findTransaction } from "../connections/transaction-scope.ts";

/** Counts that an app asks for are few; the limit is for searches without end. */
const COUNTS_KEPT = 1000;

/**
 * Counts that still hold: for as long as nobody, here or in another process, has committed anything.
 *
 * Asking SQLite for its version costs 3 µs, counting 8,000 rows by an index 155 µs
 * (bench/runtime/count.bench.ts).
 */
export class CountCache {
  #version: number | undefined;
  readonly #counts = new Map<string, number>();

  find(version: number, key: string): number | undefined {
    if (version !== this.#version) {
      this.#counts.clear();
      this.#version = version;
    }
    return this.#counts.get(key);
  }

  /** Keeps a count that was read at this version or later. */
  keep(version: number, key: string, count: number): void {
    if (version !== this.#version) return;
    if (this.#counts.size >= COUNTS_KEPT) this.#counts.clear();
    this.#counts.set(key, count);
  }
}

/** The version at which a count may be looked up or kept; in a transaction there is none. */
export function countVersion(database: Database): number | undefined {
  if (database.driver.version === undefined || findTransaction(database) !== undefined) {
    return undefined;
  }
  return database.driver.version();
}

/** What a count is kept by; undefined where its parameters are too odd to be compared as text. */
export function countKey({ statement, params }: Bound<unknown>): string | undefined {
  let key = statement.sql;
  for (const param of params) {
    if (typeof param === "object" && param !== null) return undefined;
    // The type is told, and a text cannot end where the next one begins.
    key +=
      typeof param === "string"
        ? `\0s${param.length}:${param}`
        : `\0${typeof param}${String(param)}`;
  }
  return key;
}
