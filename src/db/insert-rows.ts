import { randomToken } from "../core/index.ts";
import { slugify } from "../schema/index.ts";
import { runBeforeSave } from "./before-save.ts";
import { codecOf } from "./codec-of.ts";
import type { Database } from "./database.ts";
import type { Result, Statement } from "./driver.ts";
import { execute } from "./execute.ts";
import type { AnyModel } from "./model-class.ts";
import { readSql } from "./read-plan.ts";
import { attach, rowSet, type TrackedRow } from "./row-state.ts";
import { checkValues, encode, fillIn } from "./row-values.ts";
import { type Effect, prepare } from "./run-select.ts";
import { SelectQuery } from "./select-query.ts";
import type { Column, Table } from "./table.ts";
import { hearsSaved, inTransaction, storedValues, tellSaved } from "./tell-changes.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** Inserts a new row; gives it its key and makes its state what was written. */
export async function insertRow(database: Database, table: Table, row: TrackedRow): Promise<void> {
  const slug = prepareRow(table, row);
  const result = slug === undefined
    ? await insert(database, table, [row])
    : await insertWithFreeSlug(database, table, row, slug);
  settle(database, table, row, result.rows[0]);
  await tellInserted(database, table, row);
}

/** Inserts new rows, all or none. */
export async function insertMany(database: Database, model: AnyModel, rows: readonly TrackedRow[]): Promise<object[]> {
  const table = database.tables.of(model);
  if (rows.length === 0) return [];
  await inTransaction(database, async () => {
    for (const row of rows) await runBeforeSave(database, table, row);
    const isPlain = table.columns.every(({ field }) => field.facts.from === undefined);
    if (!isPlain || database.dialect.name === "sqlite") {
      for (const row of rows) await insertRow(database, table, row);
    } else await insertInBatches(database, table, rows);
  });
  return rows as object[];
}

/** Sizes are powers of two, so that a few statements serve every number of rows. */
const BATCH_PARAMS = 8192;

async function insertInBatches(database: Database, table: Table, rows: readonly TrackedRow[]): Promise<void> {
  for (const row of rows) prepareRow(table, row);
  let size = 2 ** Math.floor(Math.log2(BATCH_PARAMS / table.columns.length));
  for (let from = 0; from < rows.length; from += size) {
    while (size > rows.length - from) size /= 2;
    const batch = rows.slice(from, from + size);
    const { rows: given } = await insert(database, table, batch);
    for (const [index, row] of batch.entries()) settle(database, table, row, given[index]);
  }
  for (const row of rows) await tellInserted(database, table, row);
}

/** Completes and checks the row's values; gives the slug column that has to be made unique. */
function prepareRow(table: Table, row: TrackedRow): Column | undefined {
  const record = row as unknown as Record<string, unknown>;
  fillIn(table, record);
  const slug = table.columns.find(({ property, field }) => field.facts.from !== undefined && !record[property]);
  if (slug !== undefined) record[slug.property] = slugOf(slug, record);
  const values: Record<string, unknown> = {};
  for (const { property } of table.columns) if (record[property] !== undefined) values[property] = record[property];
  checkValues(table, values, { partial: false });
  return slug;
}

function slugOf({ field }: Column, record: Record<string, unknown>): string {
  return slugify(String(record[field.facts.from!] ?? ""), { max: field.facts.max ?? 100 });
}

const SLUG_TRIES = 10;

/** Takes the next number while others take the slug: by the database's own word, so that no race is lost. */
async function insertWithFreeSlug(database: Database, table: Table, row: TrackedRow, slug: Column): Promise<Result> {
  if (!slug.field.facts.unique) return insert(database, table, [row]);
  const record = row as unknown as Record<string, unknown>;
  const base = slugOf(slug, record);
  for (let tries = 0; ; tries++) {
    const result = await insert(database, table, [row], slug);
    if (result.affected > 0) return result;
    const max = slug.field.facts.max ?? 100;
    const suffix = tries < SLUG_TRIES ? await nextNumber(database, table, slug, base) : randomToken(6).toLowerCase().replaceAll(/[^a-z0-9]/g, "0");
    record[slug.property] = `${base.slice(0, max - String(suffix).length - 1)}-${suffix}`;
  }
}

async function nextNumber(database: Database, table: Table, slug: Column, base: string): Promise<number> {
  const query = SelectQuery.of(table.model).where({ [slug.property]: { startsWith: `${base}-` } }).order();
  const taken = (await database.run(() => query.pluck(slug.property))) as string[];
  const numbers = taken.map((one) => Number(one.slice(base.length + 1))).filter(Number.isSafeInteger);
  return Math.max(1, ...numbers) + 1;
}

function insert(database: Database, table: Table, rows: readonly TrackedRow[], unlessTaken?: Column): Result | Promise<Result> {
  const records = rows as unknown as readonly Record<string, unknown>[];
  const columns = table.columns.filter((column) => !column.isIdentity || records[0]![column.property] !== undefined);
  const isNumbered = columns.length < table.columns.length;
  const kind = `insert ${columns.length},${rows.length}${unlessTaken?.property ?? ""} `;
  const statement = insertStatement(database, table, kind, (w) => {
    writeInsert(w, table, columns, rows.length);
    if (unlessTaken !== undefined) w.add(` on conflict (${unlessTaken.quoted}) do nothing`);
    if (isNumbered) w.add(` returning ${table.key.map((column) => readSql("", column, w.dialect)).join(", ")}`);
  }, isNumbered ? "returns" : "writes");
  const params: unknown[] = [];
  for (const record of records) for (const column of columns) params.push(encode(column, record[column.property], database.dialect));
  return execute(database, statement, params);
}

/** An insert's shape is its columns, so its statement is found without a pass over the values. */
function insertStatement(database: Database, table: Table, kind: string, write: (w: SqlWriter) => void, effect: Effect): Statement {
  const known = database.plans.get(kind + table.name) as Statement | undefined;
  if (known !== undefined) return known;
  const { statement } = prepare(database, table, `${kind}+`, write, effect);
  database.plans.set(kind + table.name, statement);
  return statement;
}

/** Writes `insert into "post" ("title", …) values (?, …), …` with a placeholder for each column of each row. */
export function writeInsert(w: SqlWriter, table: Table, columns: readonly Column[], rows: number): void {
  w.add(`insert into ${table.quoted} (${columns.map((column) => column.quoted).join(", ")}) values `);
  for (let row = 0; row < rows; row++) {
    w.add(row === 0 ? "(" : ", (");
    for (let index = 0; index < columns.length; index++) {
      if (index > 0) w.add(", ");
      w.param(undefined);
    }
    w.add(")");
  }
}

/** Ties the row to what was written: its own values, as parameters, and the key that the database made. */
function settle(database: Database, table: Table, row: TrackedRow, given: readonly unknown[] | undefined): void {
  const record = row as unknown as Record<string, unknown>;
  const raw = table.columns.map((column) => {
    if (column.isIdentity && given !== undefined) {
      const { decode } = codecOf(column, database.dialect);
      record[column.property] = decode === undefined ? given[0] : decode(given[0]);
      return given[0];
    }
    const value = encode(column, record[column.property], database.dialect);
    if (column.field.facts.type === "decimal" && value !== null) record[column.property] = codecOf(column, database.dialect).decode?.(value) ?? value;
    return value;
  });
  const set = rowSet(database, table);
  set.rows.push(row);
  attach(row, raw, 0, set);
}

function tellInserted(database: Database, table: Table, row: TrackedRow): void | Promise<void> {
  if (!hearsSaved(database, table)) return;
  const after = storedValues(database, row);
  return tellSaved(database, table, { row, before: undefined, after, changed: Object.keys(after) });
}
