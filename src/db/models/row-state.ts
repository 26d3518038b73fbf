import type { Database } from "../database.ts";
import type { Table } from "../tables/table.ts";

type LazyRelations = Map<string, Promise<ReadonlyMap<unknown, unknown>>>;

/**
 * The rows of one model that came from one query: siblings, for which relations are loaded together.
 *
 * A class, and its map made late: from a literal V8 allocates such sets among its old objects, where they
 * hold on to their rows, and reading a million grows the process by 110 MB instead of 40.
 */
export class RowSet {
  readonly database: Database;
  readonly table: Table;
  rows: readonly object[];
  #lazy: LazyRelations | undefined;

  constructor(database: Database, table: Table, rows: readonly object[] = NO_ROWS) {
    this.database = database;
    this.table = table;
    this.rows = rows;
  }

  /** Relations that were awaited on one of the rows, by property: being loaded or loaded for all. */
  get lazy(): LazyRelations {
    return (this.#lazy ??= new Map());
  }
}

const NO_ROWS: readonly object[] = [];

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
