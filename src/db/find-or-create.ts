import { runBeforeSave } from "./before-save.ts";
import type { Database } from "./database.ts";
import { BAD_QUERY, UNIQUE_VIOLATION } from "./errors.ts";
import { execute } from "./execute.ts";
import { columnsNamed } from "./query-state.ts";
import type { AnyModel } from "./model-class.ts";
import { instanceReader } from "./hydrate.ts";
import { readSql } from "./read-plan.ts";
import { rowSet, stateOf, type TrackedRow } from "./row-state.ts";
import { checkValues, encode, fillIn } from "./row-values.ts";
import { prepare, runSelect } from "./run-select.ts";
import { emptyState } from "./query-state.ts";
import { saveRow } from "./save-row.ts";
import { SelectQuery } from "./select-query.ts";
import type { Column, Table } from "./table.ts";
import { hearsSaved, inTransaction, storedValues, tellSaved, type Values } from "./tell-changes.ts";
import { transactionOn } from "./transaction.ts";
import { writeInsert } from "./insert-rows.ts";

export interface Found {
  readonly row: object;
  readonly isCreated: boolean;
}

/**
 * Finds a row by `where`, or creates it. When another creates it in between, the unique constraint tells,
 * in a savepoint of its own, and the other's row is given.
 */
export async function getOrCreate(database: Database, model: AnyModel, where: Values, defaults: Values): Promise<Found> {
  const table = database.tables.of(model);
  requireUnique(table, where);
  const find = async (): Promise<object | undefined> => (await SelectQuery.of(model).where(where).order().first()) as object | undefined;
  const found = await find();
  if (found !== undefined) return { row: found, isCreated: false };
  try {
    const row = await transactionOn(database, () => saveRow(new model({ ...defaults, ...where })));
    return { row, isCreated: true };
  } catch (error) {
    if (!UNIQUE_VIOLATION.is(error)) throw error;
    const other = await find();
    if (other === undefined) throw error;
    return { row: other, isCreated: false };
  }
}

/** Updates the row found by `where`, or creates it; the row is locked between the look and the update. */
export async function updateOrCreate(database: Database, model: AnyModel, where: Values, values: Values): Promise<Found> {
  return transactionOn(database, async () => {
    const found = await getOrCreate(database, model, where, values);
    if (found.isCreated) return found;
    const row = (await SelectQuery.of(model).where(where).order().lock().get()) as TrackedRow & { assign(values: Values): void };
    row.assign(values);
    await saveRow(row);
    return { row, isCreated: false };
  });
}

/** Without a unique constraint nothing keeps two from creating the same. */
function requireUnique(table: Table, where: Values): void {
  const given = new Set(Object.keys(where).map((property) => (table.relations.get(property)?.kind === "one" ? `${property}Id` : property)));
  const keys = [table.key, ...table.uniques.map(({ columns }) => columns)];
  if (keys.some((columns) => columns.length > 0 && columns.every((column) => given.has(column.property)))) return;
  throw BAD_QUERY(table.name, `${[...given].join(", ")} is not unique, so two at once could both create it; declare it with unique()`);
}

/** Inserts a row, or updates the one with the same `on` columns, in one statement. */
export async function upsert(database: Database, row: TrackedRow, options: { readonly on: readonly string[]; readonly update?: readonly string[] }): Promise<object> {
  const table = database.tables.of(row.constructor as AnyModel);
  const on = columnsNamed(table, options.on.map((name) => (table.relations.get(name)?.kind === "one" ? `${name}Id` : name)));
  requireUnique(table, Object.fromEntries(on.map(({ property }) => [property, true])));
  return inTransaction(database, async () => {
    await runBeforeSave(database, table, row);
    const record = row as unknown as Record<string, unknown>;
    fillIn(table, record);
    const given = table.columns.filter(({ property }) => record[property] !== undefined);
    checkValues(table, Object.fromEntries(given.map(({ property }) => [property, record[property]])), { partial: false });
    return write(database, table, record, given, on, options.update);
  });
}

async function write(database: Database, table: Table, record: Record<string, unknown>, given: readonly Column[], on: readonly Column[], update: readonly string[] | undefined): Promise<object> {
  const before = hearsSaved(database, table) ? await lockedBefore(database, table, record, on) : undefined;
  const updated = given.filter((column) => !column.isKey && !on.includes(column) && column.field.facts.auto !== "createdAt" && (update === undefined || update.includes(column.property) || column.field.facts.auto !== undefined));
  const { statement } = prepare(database, table, "upsert ", (w) => {
    w.mark(`${given.map(({ property }) => property).join()}|${on.map(({ property }) => property).join()}|${updated.map(({ property }) => property).join()}`);
    writeInsert(w, table, given, 1);
    const sets = (updated.length > 0 ? updated : on).map((column) =>
      column.field.facts.auto === "version" ? `${column.quoted} = ${table.quoted}.${column.quoted} + 1` : `${column.quoted} = excluded.${column.quoted}`);
    w.add(` on conflict (${on.map((column) => column.quoted).join(", ")}) do update set ${sets.join(", ")}`);
    w.add(` returning ${table.columns.map((column) => readSql("", column, w.dialect)).join(", ")}`);
  }, "returns");
  const params = given.map((column) => encode(column, record[column.property], database.dialect));
  const { rows } = await execute(database, statement, params);
  const set = rowSet(database, table);
  const written = instanceReader(table, database.dialect, [])(rows[0]!, 0, set) as TrackedRow;
  set.rows.push(written);
  if (hearsSaved(database, table)) {
    const after = storedValues(database, written);
    const changed = before === undefined ? Object.keys(after) : updated.map(({ property }) => property);
    await tellSaved(database, table, { row: written, before, after, changed });
  }
  return written;
}

async function lockedBefore(database: Database, table: Table, record: Values, on: readonly Column[]): Promise<Values | undefined> {
  const condition = Object.fromEntries(on.map(({ property }) => [property, record[property] ?? null]));
  const [row] = (await runSelect(database, { ...emptyState(table.model), order: [], wheres: [{ condition, isExcluded: false }], lock: {} })) as TrackedRow[];
  return row === undefined || stateOf(row) === undefined ? undefined : storedValues(database, row);
}
