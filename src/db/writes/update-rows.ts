import { now } from "../../core/index.ts";
import { isHooked } from "./before-save.ts";
import type { Database } from "../database.ts";
import type { Result } from "../connections/driver.ts";
import { executeWrite } from "./execute-write.ts";
import { plus } from "../queries/expression.ts";
import { instanceReader } from "../queries/hydrate.ts";
import { listOf } from "../sql/write-insert.ts";
import { keyConditions, keyText, lockedRowsOf } from "./locked-rows.ts";
import type { QueryState } from "../queries/query-state.ts";
import { readSql } from "../queries/read-plan.ts";
import { RowSet, type TrackedRow } from "../models/row-state.ts";
import { assignments, checkAssignments } from "./row-values.ts";
import { prepare } from "../queries/prepare.ts";
import { saveRow } from "./save-row.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { Column, Table } from "../tables/table.ts";
import { hearsSaved, storedValues, tellSaved, type Values } from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import { columnSql, type Scope } from "../sql/scope.ts";
import { writeWhere } from "../sql/where.ts";
import { writeOrder } from "../sql/write-order.ts";
import { orderOf } from "../queries/order-of.ts";
import { writeConditions, writeLimit } from "../sql/write-select.ts";
import { writeUpdate } from "../sql/write-update.ts";

type Assigned = ReadonlyMap<Column, unknown>;

/**
 * Updates all rows of a query: in one statement where nobody cares about the single rows; with their
 * values before and after where somebody listens; row by row where each save does more.
 */
export async function updateRows(
  database: Database,
  state: QueryState,
  values: Values,
): Promise<number> {
  const table = database.tables.of(state.model);
  const assigned = assignments(table, values);
  if (assigned.size === 0) return 0;
  checkAssignments(table, assigned);
  if (isHooked(database, table))
    return transactionOn(database, () => updateOneByOne(database, state, assigned));
  addAutos(table, assigned);
  return hearsSaved(database, table)
    ? transactionOn(database, () => updateHeard(database, table, state, assigned))
    : updateDirectly(database, table, state, assigned);
}

async function updateOneByOne(
  database: Database,
  state: QueryState,
  assigned: Assigned,
): Promise<number> {
  const rows = await lockedRowsOf(database, state);
  for (const row of rows) {
    for (const [column, value] of assigned)
      (row as unknown as Record<string, unknown>)[column.property] = value;
    await saveRow(row);
  }
  return rows.length;
}

async function updateHeard(
  database: Database,
  table: Table,
  state: QueryState,
  assigned: Assigned,
): Promise<number> {
  const locked = await lockedRowsOf(database, state);
  const before = locked.map((row) => storedValues(database, row));
  const after = new Map<string, TrackedRow>();
  for (const condition of locked.length === 0 ? [] : keyConditions(table, before))
    for (const row of await updateWhere(database, table, assigned, condition))
      after.set(keyText(table, storedValues(database, row)), row);
  for (const values of before) {
    const row = after.get(keyText(table, values))!;
    await tellSaved(database, table, {
      row,
      before: values,
      after: storedValues(database, row),
    });
  }
  return locked.length;
}

/** What the model keeps by itself is kept by bulk updates too. */
function addAutos(table: Table, assigned: Map<Column, unknown>): void {
  for (const column of table.columns) {
    const { auto } = column.field.facts;
    if (auto === "updatedAt" && !assigned.has(column)) assigned.set(column, now());
    if (auto === "version") assigned.set(column, plus(1));
  }
}

async function updateDirectly(
  database: Database,
  table: Table,
  state: QueryState,
  assigned: Assigned,
): Promise<number> {
  const write = (w: SqlWriter): void => {
    writeUpdate(w, table, assigned);
    writeRowsOf(w, table, state);
  };
  const { statement, params } = prepare(database, table, "update ", write, "writes");
  return (await executeWrite(database, table, statement, params)).affected;
}

/** Updates the rows that meet a condition, and gives them as they are then. */
async function updateWhere(
  database: Database,
  table: Table,
  assigned: Assigned,
  condition: unknown,
): Promise<TrackedRow[]> {
  const write = (w: SqlWriter): void => {
    writeUpdate(w, table, assigned);
    w.add(" where ");
    writeWhere(w, { table, alias: "t0" }, condition);
    w.add(returningAll(table, w));
  };
  const bound = prepare(database, table, "update returning ", write, "returns");
  const { rows }: Result = await executeWrite(database, table, bound.statement, bound.params);
  return instancesOf(database, table, rows);
}

/** ` returning "id", "title"`: without an alias, which SQLite does not know there. */
export function returningAll(table: Table, w: SqlWriter): string {
  return ` returning ${table.columns.map((column) => readSql("", column, w.dialect)).join(", ")}`;
}

/** Instances for rows that a statement returned. */
export function instancesOf(database: Database, table: Table, raws: unknown[][]): TrackedRow[] {
  const read = instanceReader(table, database.dialect, []);
  const set = new RowSet(database, table);
  const rows = raws.map((raw) => read(raw, 0, set) as TrackedRow);
  set.rows = rows;
  return rows;
}

/** ` where …` for an update or delete of a query's rows; with a limit, of the rows that a select picks. */
export function writeRowsOf(w: SqlWriter, table: Table, state: QueryState): void {
  const scope: Scope = { table, alias: "t0" };
  if (state.limit === undefined && state.offset === undefined)
    return writeConditions(w, scope, state);
  const keys = table.key.map((column) => columnSql(scope, column)).join(", ");
  w.mark("K");
  w.add(` where (${listOf(table.key)}) in (select ${keys} from ${table.quoted} t0`);
  writeConditions(w, scope, state);
  writeOrderAndLimit(w, scope, state);
  w.add(")");
}

function writeOrderAndLimit(w: SqlWriter, scope: Scope, state: QueryState): void {
  const terms = orderOf(scope.table, state);
  w.mark("|");
  if (terms.length > 0) {
    w.add(" order by ");
    writeOrder(w, scope, terms, { isReversed: state.isReversed, annotations: new Set() });
  }
  writeLimit(w, state.limit, state.offset);
}
