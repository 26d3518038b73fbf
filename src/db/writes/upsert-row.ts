import { isDeepStrictEqual } from "node:util";
import { nearest } from "../../core/index.ts";
import { runBeforeSave } from "./before-save.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { Database } from "../database.ts";
import { BAD_QUERY, UNIQUE_VIOLATION, UNKNOWN_FIELD } from "../errors.ts";
import { executeWrite } from "./execute-write.ts";
import { completeRow, givenValues, tellInserted } from "./insert-rows.ts";
import { listOf, writeInsert } from "../sql/write-insert.ts";
import { lockedRows } from "./locked-rows.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { TrackedRow } from "../models/row-state.ts";
import { checkValues, encode } from "./row-values.ts";
import { prepare } from "../queries/prepare.ts";
import { nextSlug, uniqueWith } from "./slug-column.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import type { Column, Table } from "../tables/table.ts";
import { hearsSaved, storedValues, tellSaved, type Values } from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import { instancesOf, returningAll } from "./update-rows.ts";

export interface UpsertOptions {
  readonly on: readonly string[];
  readonly update?: readonly string[];
}

/** What is inserted, what tells that the row is there, and what is updated then. */
interface Upsert {
  readonly values: Values;
  readonly given: readonly Column[];
  readonly on: readonly Column[];
  readonly updated: readonly Column[];
}

/**
 * Inserts a row, or updates the one with the same `on` columns, in one statement.
 *
 * Updated is what was given (`row` was made of `values`) and what `beforeSave` set: a default that was
 * filled in is meant for a new row, and would undo what was written to the one that is there.
 */
export async function upsertRow(
  database: Database,
  row: TrackedRow,
  values: Values,
  options: UpsertOptions,
): Promise<object> {
  const table = database.tables.of(row.constructor as AnyModel);
  const on = options.on.map((name) => columnFor(table, name));
  requireExactUnique(table, on);
  const wanted = options.update?.map((name) => columnFor(table, name));
  const named = Object.keys(values).filter((name) => values[name] !== undefined);
  const own = named.map((name) => columnFor(table, name));
  const others = table.columns.filter((column) => !own.includes(column));
  return transactionOn(database, async () => {
    const made = storableValues(database, others, row);
    await runBeforeSave(database, table, row);
    const set = storableValues(database, others, row);
    const hooked = others.filter((_, index) => !isDeepStrictEqual(set[index], made[index]));
    const slug = completeRow(table, row);
    const all = givenValues(table, row);
    checkValues(table, all, { partial: false });
    const given = table.columns.filter(({ property }) => all[property] !== undefined);
    const updated = updatedColumns(given, wanted ?? [...own, ...hooked], [...on, slug]);
    const write = (): Promise<object> =>
      upsert(database, table, { values: all, given, on, updated });
    return slug === undefined || on.includes(slug)
      ? write()
      : withFreeSlug(database, table, { slug, values: all }, write);
  });
}

/** In the form that is stored, as `beforeSave` may change a default in place. */
function storableValues(
  database: Database,
  columns: readonly Column[],
  row: TrackedRow,
): readonly unknown[] {
  return columns.map((column) => {
    const value = (row as unknown as Values)[column.property];
    const { accepts } = codecOf(column, database.dialect);
    return accepts(value) ? encode(column, value, database.dialect) : value;
  });
}

function columnFor(table: Table, name: string): Column {
  const relation = table.relations.get(name);
  const column = relation?.kind === "one" ? relation.column : table.columnOf.get(name);
  if (column !== undefined) return column;
  const known = [...table.columnOf.keys(), ...table.relations.keys()];
  throw UNKNOWN_FIELD(table.name, name, nearest(name, known));
}

/** The database looks for a constraint of exactly these columns. */
function requireExactUnique(table: Table, on: readonly Column[]): void {
  const keys = [table.key, ...table.uniques.map(({ columns }) => columns)];
  const isExact = (columns: readonly Column[]): boolean =>
    columns.length === on.length && columns.every((column) => on.includes(column));
  if (on.length > 0 && keys.some(isExact)) return;
  const names = on.map(({ property }) => property).join(", ") || "nothing";
  throw BAD_QUERY(table.name, `no unique constraint is of exactly these columns: ${names}`);
}

function updatedColumns(
  given: readonly Column[],
  wanted: readonly Column[],
  kept: readonly (Column | undefined)[],
): Column[] {
  return given.filter((column) => {
    const { auto } = column.field.facts;
    if (column.isKey || kept.includes(column) || auto === "createdAt") return false;
    return wanted.includes(column) || auto !== undefined;
  });
}

const SLUG_TRIES = 12;

/** Each try in a savepoint: the slug that was made may be another row's. */
async function withFreeSlug(
  database: Database,
  table: Table,
  { slug, values }: { slug: Column; values: Record<string, unknown> },
  write: () => Promise<object>,
): Promise<object> {
  const unique = uniqueWith(table, slug);
  for (let tries = 0; ; tries++) {
    try {
      return await transactionOn(database, write);
    } catch (error) {
      const isTaken =
        UNIQUE_VIOLATION.is(error) &&
        (error as unknown as { detail: { columns: readonly string[] } }).detail.columns.includes(
          slug.name,
        );
      if (unique === undefined || !isTaken || tries === SLUG_TRIES) throw error;
      values[slug.property] = await nextSlug(database, table, { slug, unique, values }, tries);
    }
  }
}

async function upsert(database: Database, table: Table, parts: Upsert): Promise<object> {
  if (!hearsSaved(database, table)) return (await insertOr(database, table, parts, "update"))!;
  // To tell an insert from an update, and with what was there before, they are two statements.
  for (;;) {
    const inserted = await insertOr(database, table, parts, "nothing");
    if (inserted !== undefined) {
      await tellInserted(database, table, inserted);
      return inserted;
    }
    const key = Object.fromEntries(
      parts.on.map(({ property }) => [property, parts.values[property] ?? null]),
    );
    const [locked] = await lockedRows(database, table, key);
    // Another deleted it in between.
    if (locked === undefined) continue;
    const row = (await insertOr(database, table, parts, "update"))!;
    const before = storedValues(database, locked);
    await tellSaved(database, table, { row, before, after: storedValues(database, row) });
    return row;
  }
}

/** Gives the row that was written; undefined where it was there and nothing was to be done then. */
async function insertOr(
  database: Database,
  table: Table,
  { values, given, on, updated }: Upsert,
  action: "update" | "nothing",
): Promise<TrackedRow | undefined> {
  const write = (w: SqlWriter): void => {
    w.mark([action, given, on, updated].map((part) => markOf(part)).join("|"));
    writeInsert(w, table, given, 1);
    w.writes = { table: table.tableName, kind: "upsert" };
    w.add(` on conflict (${listOf(on)}) do ${action}`);
    if (action === "update")
      w.add(
        ` set ${(updated.length > 0 ? updated : on).map((one) => setSql(table, one)).join(", ")}`,
      );
    w.add(returningAll(table, w));
  };
  const { statement } = prepare(database, table, "upsert ", write, "returns");
  const params = given.map((column) => encode(column, values[column.property], database.dialect));
  const { rows } = await executeWrite(database, table, statement, params);
  return instancesOf(database, table, rows)[0];
}

function markOf(part: string | readonly Column[]): string {
  return typeof part === "string" ? part : part.map(({ property }) => property).join();
}

function setSql(table: Table, { quoted, field }: Column): string {
  const isVersion = field.facts.auto === "version";
  return `${quoted} = ${isVersion ? `${table.quoted}.${quoted} + 1` : `excluded.${quoted}`}`;
}
