import { contextDatabase } from "../context-database.ts";
import type { Database } from "../database.ts";
import { stateOf, type TrackedRow } from "../models/row-state.ts";
import type { Table } from "../tables/table.ts";

/** The database and table that a row belongs to: where it came from, or the context's for a new one. */
export function homeOf(row: TrackedRow): { database: Database; table: Table } {
  const set = stateOf(row)?.set;
  if (set !== undefined) return set;
  const database = contextDatabase();
  return { database, table: database.tables.of(row.constructor as never) };
}
