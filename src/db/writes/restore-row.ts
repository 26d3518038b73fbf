import type { Database } from "../database.ts";
import { attach, detach, stateOf, type TrackedRow } from "../models/row-state.ts";
import type { Table } from "../tables/table.ts";
import { findTransaction } from "../connections/transaction-scope.ts";

/**
 * Runs a write of a row so that the row forgets it when it fails or is rolled back later.
 *
 * Otherwise a transaction that is run again would find its rows saved already, and lose them.
 */
export async function restoredOnRollback(
  database: Database,
  table: Table,
  row: TrackedRow,
  write: () => Promise<void>,
): Promise<void> {
  const restore = restorerOf(table, row);
  try {
    await write();
  } catch (error) {
    restore();
    throw error;
  }
  findTransaction(database)?.onRollback(restorerAfter(table, row, restore));
}

type Restore = (isOurs?: (index: number) => boolean) => void;

/** Remembers a row as it is. */
function restorerOf(table: Table, row: TrackedRow): Restore {
  const record = row as unknown as Record<string, unknown>;
  const state = stateOf(row);
  const before = table.columns.map(({ property }) => record[property]);
  return (isOurs = () => true) => {
    for (const [index, { property }] of table.columns.entries()) {
      if (record[property] === before[index] || !isOurs(index)) continue;
      if (before[index] === undefined) delete record[property];
      else record[property] = before[index];
    }
    if (state === undefined) detach(row);
    else attach(row, state.raw, state.offset, state.set);
  };
}

/** Takes back what the write set, and leaves what the caller set since. */
function restorerAfter(table: Table, row: TrackedRow, restore: Restore): () => void {
  const record = row as unknown as Record<string, unknown>;
  const after = table.columns.map(({ property }) => record[property]);
  return () => restore((index) => record[table.columns[index]!.property] === after[index]);
}
