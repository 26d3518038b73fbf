import { codecOf } from "./codec-of.ts";
import { now } from "../core/index.ts";
import type { Database } from "./database.ts";
import { BAD_QUERY, GONE, STALE } from "./errors.ts";
import { execute } from "./execute.ts";
import { isExpression } from "./expression.ts";
import { runBeforeSave } from "./before-save.ts";
import { insertRow } from "./insert-rows.ts";
import { homeOf } from "./lazy-relation.ts";
import { checkAssignments, encode } from "./row-values.ts";
import { attach, stateOf, type RowState, type TrackedRow } from "./row-state.ts";
import { prepare } from "./run-select.ts";
import { readSql } from "./read-plan.ts";
import type { Column, Table } from "./table.ts";
import { hearsSaved, inTransaction, storedValues, tellSaved, wantsTransaction } from "./tell-changes.ts";
import { writeUpdate } from "./write-update.ts";

/** Inserts a new row, or updates the changed columns of one that is there. */
export async function saveRow(row: TrackedRow): Promise<object> {
  const { database, table } = homeOf(row);
  const save = async (): Promise<void> => {
    await runBeforeSave(database, table, row);
    await (stateOf(row) === undefined ? insertRow(database, table, row) : updateRow(database, table, row));
  };
  await (wantsTransaction(database, table) ? inTransaction(database, save) : save());
  return row;
}

/** The columns whose values differ from the database's at the last read or save. */
export function changedColumns(row: TrackedRow): Column[] {
  const { database, table } = homeOf(row);
  const state = stateOf(row);
  if (state === undefined) return table.columns.filter(({ property }) => (row as unknown as Record<string, unknown>)[property] !== undefined);
  return table.columns.filter((column) => isChanged(database, column, row, state));
}

function isChanged(database: Database, column: Column, row: TrackedRow, { raw, offset }: RowState): boolean {
  const value = (row as unknown as Record<string, unknown>)[column.property];
  const before = raw[offset + column.position];
  if (value === null || value === undefined) return before !== null;
  if (before === null || isExpression(value)) return true;
  const codec = codecOf(column, database.dialect);
  if (!codec.accepts(value)) return true;
  if (codec.isSame !== undefined) return !codec.isSame(value, before);
  return (codec.encode === undefined ? value : codec.encode(value)) !== before;
}

async function updateRow(database: Database, table: Table, row: TrackedRow): Promise<void> {
  const state = stateOf(row)!;
  const record = row as unknown as Record<string, unknown>;
  const changed = table.columns.filter((column) => isChanged(database, column, row, state));
  if (changed.length === 0) return;
  const moved = changed.find((column) => column.isKey);
  if (moved !== undefined) throw BAD_QUERY(table.name, `the key "${moved.property}" of a saved row was changed`);
  const assigned = new Map<Column, unknown>(changed.map((column) => [column, record[column.property] ?? null]));
  checkAssignments(table, assigned);
  const autos = table.columns.filter(({ field }) => field.facts.auto === "updatedAt" || field.facts.auto === "version");
  for (const column of autos) assigned.set(column, autoValue(column, state));
  const before = hearsSaved(database, table) ? storedValues(database, row) : undefined;
  await writeRow(database, table, row, assigned);
  if (before === undefined) return;
  const properties = [...assigned.keys()].map((column) => column.property);
  await tellSaved(database, table, { row, before, after: storedValues(database, row), changed: properties });
}

function autoValue(column: Column, { raw, offset }: RowState): unknown {
  return column.field.facts.auto === "version" ? Number(raw[offset + column.position]) + 1 : now();
}

/** Updates the row in the database, then makes its state what was written. */
async function writeRow(database: Database, table: Table, row: TrackedRow, assigned: ReadonlyMap<Column, unknown>): Promise<void> {
  const { raw, offset, set } = stateOf(row)!;
  const version = table.columns.find(({ field }) => field.facts.auto === "version");
  const guards = version === undefined ? table.key : [...table.key, version];
  const computed = [...assigned].filter(([, value]) => isExpression(value)).map(([column]) => column);
  const { statement, params } = prepare(database, table, "save ", (w) => {
    writeUpdate(w, table, assigned);
    for (const [index, column] of guards.entries()) {
      w.add(`${index === 0 ? " where " : " and "}${column.quoted} = `);
      w.param(raw[offset + column.position]);
    }
    if (computed.length > 0) w.add(` returning ${computed.map((column) => readSql("", column, w.dialect)).join(", ")}`);
  }, computed.length > 0 ? "returns" : "writes");
  const { affected, rows } = await execute(database, statement, params);
  if (affected === 0) throw await missing(database, table, row, version);
  const written = raw.slice(offset, offset + table.columns.length);
  const record = row as unknown as Record<string, unknown>;
  for (const [column, value] of assigned) {
    const at = computed.indexOf(column);
    written[column.position] = at < 0 ? encode(column, value, database.dialect) : rows[0]![at];
    if (at >= 0 || column.field.facts.auto !== undefined || column.field.facts.type === "decimal") record[column.property] = decoded(column, written[column.position], database);
  }
  attach(row, written, 0, set);
}

function decoded(column: Column, raw: unknown, database: Database): unknown {
  const { decode } = codecOf(column, database.dialect);
  return raw === null || decode === undefined ? raw : decode(raw);
}

async function missing(database: Database, table: Table, row: TrackedRow, version: Column | undefined): Promise<Error> {
  const { raw, offset } = stateOf(row)!;
  const condition = Object.fromEntries(table.key.map(({ property }) => [property, (row as unknown as Record<string, unknown>)[property]]));
  const key = Object.values(condition).length === 1 ? Object.values(condition)[0] : condition;
  const isThere = version !== undefined && (await database.run(() => (table.model as unknown as { exists(where: unknown): Promise<boolean> }).exists(condition)));
  return isThere ? STALE(table.name, key, raw[offset + version.position]) : GONE(table.name, key);
}
