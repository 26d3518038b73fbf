import { SCHEMA_INVALID } from "../../schema/index.ts";
import { runBeforeSave } from "./before-save.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { Database } from "../database.ts";
import type { Result, Statement } from "../connections/driver.ts";
import { executeWrite } from "./execute-write.ts";
import type { AnyModel } from "../models/model-class.ts";
import { readSql } from "../queries/read-plan.ts";
import { restoredOnRollback } from "./restore-row.ts";
import { attach, RowSet, type TrackedRow } from "../models/row-state.ts";
import { checkValues, encode, fillIn, problemsOf } from "./row-values.ts";
import { type Effect, prepare } from "../queries/prepare.ts";
import { nextSlug, slugOf, slugToMake, uniqueWith } from "./slug-column.ts";
import type { Column, Table, Unique } from "../tables/table.ts";
import { hearsSaved, storedValues, tellSaved, type Values } from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { listOf, writeInsert } from "../sql/write-insert.ts";

/** Inserts a new row; gives it its key and makes its state what was written. */
export async function insertRow(database: Database, table: Table, row: TrackedRow): Promise<void> {
  await restoredOnRollback(database, table, row, async () => {
    const slug = completeRow(table, row);
    checkValues(table, givenValues(table, row), { partial: false });
    await insertOne(database, table, row, slug);
  });
  await tellInserted(database, table, row);
}

/** Inserts new rows, all or none. */
export async function insertMany(
  database: Database,
  model: AnyModel,
  rows: readonly TrackedRow[],
): Promise<object[]> {
  const table = database.tables.of(model);
  if (rows.length === 0) return [];
  await transactionOn(database, async () => {
    for (const row of rows) await runBeforeSave(database, table, row);
    const slugs = rows.map((row) => completeRow(table, row));
    checkAll(table, rows);
    if (database.dialect.name === "postgres" && slugs.every((slug) => slug === undefined)) {
      await insertInBatches(database, table, rows);
    } else {
      for (const [index, row] of rows.entries())
        await insertOne(database, table, row, slugs[index]);
    }
    for (const row of rows) await tellInserted(database, table, row);
  });
  return rows as object[];
}

/** @throws `SCHEMA_INVALID` with the problems of all rows, the row's position first in each path. */
function checkAll(table: Table, rows: readonly TrackedRow[]): void {
  const problems = rows.flatMap((row, index) =>
    problemsOf(table, givenValues(table, row)).map((problem) => ({
      ...problem,
      path: `${index}.${problem.path}`,
    })),
  );
  if (problems.length > 0) throw SCHEMA_INVALID(problems, table.name);
}

/** Sizes are powers of two, so that a few statements serve every number of rows. */
const BATCH_PARAMS = 8192;

async function insertInBatches(
  database: Database,
  table: Table,
  rows: readonly TrackedRow[],
): Promise<void> {
  for (const group of byColumns(table, rows)) {
    let size = 2 ** Math.floor(Math.log2(BATCH_PARAMS / table.columns.length));
    for (let from = 0; from < group.length; from += size) {
      while (size > group.length - from) size /= 2;
      const batch = group.slice(from, from + size);
      const { rows: given } = await insert(database, table, batch);
      for (const [index, row] of batch.entries()) settle(database, table, row, given[index]);
    }
  }
}

/** Rows with a key of their own apart from those that the database numbers: their columns differ. */
function byColumns(table: Table, rows: readonly TrackedRow[]): (readonly TrackedRow[])[] {
  const identity = table.columns.find(({ isIdentity }) => isIdentity);
  if (identity === undefined) return [rows];
  const [numbered, own]: TrackedRow[][] = [[], []];
  for (const row of rows)
    ((row as unknown as Values)[identity.property] === undefined ? numbered : own)!.push(row);
  return [own!, numbered!].filter((group) => group.length > 0);
}

/** Fills in what the model gives by itself; returns the slug column that has to be made unique. */
export function completeRow(table: Table, row: TrackedRow): Column | undefined {
  const record = row as unknown as Record<string, unknown>;
  fillIn(table, record);
  const slug = slugToMake(table, record);
  if (slug !== undefined) record[slug.property] = slugOf(slug, record);
  return slug;
}

export function givenValues(table: Table, row: TrackedRow): Record<string, unknown> {
  const record = row as unknown as Values;
  const values: Record<string, unknown> = {};
  // Undefined stands for "not given": the database numbers the key.
  for (const { property } of table.columns)
    if (record[property] !== undefined) values[property] = record[property];
  return values;
}

async function insertOne(
  database: Database,
  table: Table,
  row: TrackedRow,
  slug: Column | undefined,
): Promise<void> {
  const unique = slug === undefined ? undefined : uniqueWith(table, slug);
  const pending =
    slug === undefined || unique === undefined
      ? insert(database, table, [row])
      : insertWithFreeSlug(database, table, row, { slug, unique });
  const { rows } = pending instanceof Promise ? await pending : pending;
  settle(database, table, row, rows[0]);
}

/** Takes the next slug while others take it: by the database's own word, so that no race is lost. */
async function insertWithFreeSlug(
  database: Database,
  table: Table,
  row: TrackedRow,
  { slug, unique }: { readonly slug: Column; readonly unique: Unique },
): Promise<Result> {
  const record = row as unknown as Record<string, unknown>;
  for (let tries = 0; ; tries++) {
    const result = await insert(database, table, [row], unique);
    if (result.affected > 0) return result;
    record[slug.property] = await nextSlug(
      database,
      table,
      { slug, unique, values: record },
      tries,
    );
  }
}

function insert(
  database: Database,
  table: Table,
  rows: readonly TrackedRow[],
  unlessTaken?: Unique,
): Result | Promise<Result> {
  const records = rows as unknown as readonly Record<string, unknown>[];
  const columns = table.columns.filter(
    (column) => !column.isIdentity || records[0]![column.property] !== undefined,
  );
  const isNumbered = columns.length < table.columns.length;
  const kind = `insert ${columns.length},${rows.length}${unlessTaken?.name ?? ""} `;
  const write = (w: SqlWriter): void => {
    writeInsert(w, table, columns, rows.length);
    if (unlessTaken !== undefined)
      w.add(` on conflict (${listOf(unlessTaken.columns)}) do nothing`);
    if (isNumbered)
      w.add(` returning ${table.key.map((column) => readSql("", column, w.dialect)).join(", ")}`);
  };
  const statement = insertStatement(
    database,
    table,
    kind,
    write,
    isNumbered ? "returns" : "writes",
  );
  const params: unknown[] = [];
  for (const record of records)
    for (const column of columns)
      params.push(encode(column, record[column.property], database.dialect));
  return executeWrite(database, table, statement, params);
}

/** An insert's shape is its columns, so its statement is found without a pass over the values. */
function insertStatement(
  database: Database,
  table: Table,
  kind: string,
  write: (w: SqlWriter) => void,
  effect: Effect,
): Statement {
  const known = database.plans.get(kind + table.name) as Statement | undefined;
  if (known !== undefined) return known;
  const { statement } = prepare(database, table, `${kind}+`, write, effect);
  database.plans.set(kind + table.name, statement);
  return statement;
}

/** Ties the row to what was written: its own values, as parameters, and the key that the database made. */
function settle(
  database: Database,
  table: Table,
  row: TrackedRow,
  given: readonly unknown[] | undefined,
): void {
  const record = row as unknown as Record<string, unknown>;
  const raw = table.columns.map((column) => {
    const { property, field, isIdentity } = column;
    if (isIdentity && given !== undefined) {
      const { decode } = codecOf(column, database.dialect);
      record[property] = decode === undefined ? given[0] : decode(given[0]);
      return given[0];
    }
    const value = encode(column, record[property], database.dialect);
    if (field.facts.type === "decimal" && value !== null)
      record[property] = codecOf(column, database.dialect).decode?.(value) ?? value;
    return value;
  });
  const set = new RowSet(database, table, [row]);
  attach(row, raw, 0, set);
}

export function tellInserted(
  database: Database,
  table: Table,
  row: TrackedRow,
): void | Promise<void> {
  if (!hearsSaved(database, table)) return;
  const after = storedValues(database, row);
  return tellSaved(database, table, { row, before: undefined, after });
}
