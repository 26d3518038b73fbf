import type { Database } from "./database.ts";
import type { Table } from "./table.ts";

/** The rows of one model that came from one query: siblings, for which relations are loaded together. */
export interface RowSet {
  readonly database: Database;
  readonly table: Table;
  readonly rows: TrackedRow[];
  /** Relations that were awaited on one of the rows, by property: being loaded or loaded for all. */
  readonly lazy: Map<string, Promise<ReadonlyMap<unknown, unknown>>>;
}

/** What a row keeps of the database: private, so that it shows in no output and no comparison. */
export interface RowState {
  /** The values as last read or written, in the driver's form, by column position from `offset`. */
  readonly raw: readonly unknown[];
  readonly offset: number;
  readonly set: RowSet;
}

/** Ties a row to what was read or written for it. */
export let attach: (row: TrackedRow, raw: readonly unknown[], offset: number, set: RowSet) => void;
/** The state of a row; undefined for one that was never saved. */
export let stateOf: (row: TrackedRow) => RowState | undefined;
/** Makes a row new again: it has been deleted. */
export let detach: (row: TrackedRow) => void;

export class TrackedRow {
  #raw: readonly unknown[] | undefined;
  #offset = 0;
  #set: RowSet | undefined;

  static {
    attach = (row, raw, offset, set) => {
      row.#raw = raw;
      row.#offset = offset;
      row.#set = set;
    };
    stateOf = (row) =>
      row.#raw === undefined ? undefined : { raw: row.#raw, offset: row.#offset, set: row.#set! };
    detach = (row) => {
      row.#raw = undefined;
      row.#set = undefined;
    };
  }
}

export function rowSet(database: Database, table: Table): RowSet {
  return { database, table, rows: [], lazy: new Map() };
}
