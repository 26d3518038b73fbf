import { now } from "../core/index.ts";
import { isHooked } from "./before-save.ts";
import type { Database } from "./database.ts";
import type { Result } from "./driver.ts";
import { execute } from "./execute.ts";
import { plus } from "./expression.ts";
import type { QueryState } from "./query-state.ts";
import { selectList } from "./read-plan.ts";
import { assignments, checkAssignments } from "./row-values.ts";
import { prepare, runSelect } from "./run-select.ts";
import { saveRow } from "./save-row.ts";
import { instanceReader } from "./hydrate.ts";
import { rowSet, type TrackedRow } from "./row-state.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Table } from "./table.ts";
import { hearsSaved, inTransaction, storedValues, tellSaved, type Values, wantsTransaction } from "./tell-changes.ts";
import { type Scope, writeWhere } from "./where.ts";
import { writeConditions, writeSelect } from "./write-select.ts";
import { writeUpdate } from "./write-update.ts";

/**
 * Updates all rows of a query: in one statement where nobody cares about the single rows; with their
 * values before and after where somebody listens; row by row where each save does more.
 */
export async function updateRows(database: Database, state: QueryState, values: Values): Promise<number> {
  const table = database.tables.of(state.model);
  const assigned = assignments(table, values);
  if (assigned.size === 0) return 0;
  checkAssignments(table, assigned);
  if (isHooked(database, table)) return inTransaction(database, () => updateOneByOne(database, state, assigned));
  addAutos(table, assigned);
  if (!hearsSaved(database, table)) return (await updateDirectly(database, table, state, assigned)).affected;
  const update = (): Promise<number> => updateHeard(database, table, state, assigned);
  return wantsTransaction(database, table) || table.key.length > 0 ? inTransaction(database, update) : update();
}

async function updateOneByOne(database: Database, state: QueryState, assigned: ReadonlyMap<Column, unknown>): Promise<number> {
  const rows = await lockedRows(database, state);
  for (const row of rows) {
    for (const [column, value] of assigned) (row as unknown as Record<string, unknown>)[column.property] = value;
    await saveRow(row);
  }
  return rows.length;
}

async function updateHeard(database: Database, table: Table, state: QueryState, assigned: ReadonlyMap<Column, unknown>): Promise<number> {
  const before = new Map<string, Values>();
  const keys: unknown[] = [];
  for (const row of await lockedRows(database, state)) {
    const values = storedValues(database, row);
    before.set(keyText(table, values), values);
    keys.push(keyCondition(table, values));
  }
  if (keys.length === 0) return 0;
  const condition = table.key.length === 1 ? { [table.key[0]!.property]: { in: keys.map((key) => Object.values(key as object)[0]) } } : keys;
  const { rows: raws } = await updateWhere(database, table, assigned, condition);
  const properties = [...assigned.keys()].map((column) => column.property);
  const read = instanceReader(table, database.dialect, []);
  const set = rowSet(database, table);
  for (const raw of raws) {
    const row = read(raw, 0, set) as TrackedRow;
    set.rows.push(row);
    const after = storedValues(database, row);
    await tellSaved(database, table, { row, before: before.get(keyText(table, after))!, after, changed: properties });
  }
  return raws.length;
}

/** The rows of a query, as they are, and nobody changes them until the transaction ends. */
export async function lockedRows(database: Database, state: QueryState): Promise<TrackedRow[]> {
  return (await runSelect(database, { ...state, related: new Map(), lock: {} })) as TrackedRow[];
}

export function keyCondition(table: Table, values: Values): Values {
  return Object.fromEntries(table.key.map(({ property }) => [property, values[property]]));
}

function keyText(table: Table, values: Values): string {
  return table.key.map(({ property }) => String(values[property])).join("\u0000");
}

/** What the model keeps by itself is kept by bulk updates too. */
function addAutos(table: Table, assigned: Map<Column, unknown>): void {
  for (const column of table.columns) {
    const { auto } = column.field.facts;
    if (auto === "updatedAt" && !assigned.has(column)) assigned.set(column, now());
    if (auto === "version") assigned.set(column, plus(1));
  }
}

async function updateDirectly(database: Database, table: Table, state: QueryState, assigned: ReadonlyMap<Column, unknown>): Promise<Result> {
  const { statement, params } = prepare(database, table, "update ", (w) => {
    writeUpdate(w, table, assigned);
    writeRowsOf(w, table, state);
  }, "writes");
  return execute(database, statement, params);
}

async function updateWhere(database: Database, table: Table, assigned: ReadonlyMap<Column, unknown>, condition: unknown): Promise<Result> {
  const { statement, params } = prepare(database, table, "update returning ", (w) => {
    const scope: Scope = { table, alias: "t0" };
    writeUpdate(w, table, assigned);
    w.add(" where ");
    writeWhere(w, scope, condition);
    w.add(` returning ${selectList(bareNode(table), w.dialect)}`);
  }, "returns");
  return execute(database, statement, params);
}

/** The table's columns as RETURNING names them: without an alias, which SQLite does not know there. */
function bareNode(table: Table): Parameters<typeof selectList>[0] {
  return { alias: "", columns: table.columns, joins: [] } as unknown as Parameters<typeof selectList>[0];
}

/** ` where …` for an update or delete of a query's rows; with a limit, of the rows that a select picks. */
export function writeRowsOf(w: SqlWriter, table: Table, state: QueryState): void {
  const scope: Scope = { table, alias: "t0" };
  if (state.limit === undefined && state.offset === undefined) return writeConditions(w, scope, state);
  const key = table.key[0]!;
  w.mark("K");
  w.add(` where ${key.quoted} in (`);
  writeSelect(w, table, { ...state, select: [key.property], related: new Map() });
  w.add(")");
}

