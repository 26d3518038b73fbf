import type { Database } from "../database.ts";
import { deleteEffects, isDeleteHeard } from "./delete-effects.ts";
import { GONE, NOT_SAVED } from "../errors.ts";
import { execute } from "../connections/execute.ts";
import { homeOf } from "../queries/home-of.ts";
import { keyCondition, keyConditions, lockedRowsOf } from "./locked-rows.ts";
import { emptyState, type QueryState } from "../queries/query-state.ts";
import { attach, detach, stateOf, type TrackedRow } from "../models/row-state.ts";
import { prepare } from "../queries/prepare.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { Table } from "../tables/table.ts";
import { keyOf, storedValues, type Values } from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import { findTransaction } from "../connections/transaction-scope.ts";
import { writeRowsOf } from "./update-rows.ts";

/** Deletes a row and, by the rules of the relations, what points at it. */
export async function deleteRow(row: TrackedRow): Promise<void> {
  const { database, table } = homeOf(row);
  const state = stateOf(row);
  if (state === undefined) throw NOT_SAVED(table.name, "be deleted");
  const key = keyCondition(table, row as unknown as Values);
  const deleted = await deleteRows(database, stateWhere(table, key), row);
  if (deleted === 0) throw GONE(table.name, keyOf(table, key));
  detach(row);
  findTransaction(database)?.onRollback(() => attach(row, state.raw, state.offset, state.set));
}

/**
 * Deletes all rows of a query. The database follows the foreign keys; where somebody listens to a table
 * that it reaches, the rows that it will delete or change there are read first.
 *
 * @param self The row itself, where it is one that the caller holds.
 */
export async function deleteRows(
  database: Database,
  state: QueryState,
  self?: TrackedRow,
): Promise<number> {
  const table = database.tables.of(state.model);
  if (!isDeleteHeard(database, table)) return deleteDirectly(database, table, state);
  return transactionOn(database, async () => {
    const rows = await lockedRowsOf(database, state);
    if (rows.length === 0) return 0;
    const tell = await deleteEffects(database, table, rows, self);
    const keys = rows.map((row) => storedValues(database, row));
    for (const condition of keyConditions(table, keys))
      await deleteDirectly(database, table, stateWhere(table, condition));
    await tell();
    return rows.length;
  });
}

function stateWhere(table: Table, condition: unknown): QueryState {
  return { ...emptyState(table.model), order: [], wheres: [{ condition, isExcluded: false }] };
}

async function deleteDirectly(
  database: Database,
  table: Table,
  state: QueryState,
): Promise<number> {
  const write = (w: SqlWriter): void => {
    w.writes = { table: table.tableName, kind: "delete" };
    w.add(`delete from ${table.quoted} as ${w.alias()}`);
    writeRowsOf(w, table, state);
  };
  const { statement, params } = prepare(database, table, "delete ", write, "writes");
  return (await execute(database, statement, params)).affected;
}
