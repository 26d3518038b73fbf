import { isDeepStrictEqual } from "node:util";
import { now } from "../../core/index.ts";
import { runBeforeSave } from "./before-save.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { Database } from "../database.ts";
import { BAD_QUERY, GONE, NOT_SETTABLE, SAVE_OVERLAPS, STALE } from "../errors.ts";
import { executeWrite } from "./execute-write.ts";
import { isExpression } from "../queries/expression.ts";
import { insertRow } from "./insert-rows.ts";
import { isLoaded } from "../queries/hydrate.ts";
import { homeOf } from "../queries/home-of.ts";
import { readSql } from "../queries/read-plan.ts";
import { restoredOnRollback } from "./restore-row.ts";
import { attach, stateOf, type RowState, type TrackedRow } from "../models/row-state.ts";
import { checkAssignments, encode } from "./row-values.ts";
import { emptyState } from "../queries/query-state.ts";
import { prepare } from "../queries/prepare.ts";
import { rowsExist } from "../queries/run-select.ts";
import type { Column, Table } from "../tables/table.ts";
import {
  hearsSaved,
  inTransaction,
  keyOf,
  storedValues,
  tellSaved,
  type Values,
  wantsTransaction,
} from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import { keyCondition, lockedRows } from "./locked-rows.ts";
import { writeUpdate } from "../sql/write-update.ts";

/** New rows whose insert is under way. */
const inserting = new WeakSet<TrackedRow>();

/** Inserts a new row, or updates the changed columns of one that is there. */
export async function saveRow(row: TrackedRow): Promise<object> {
  const { database, table } = homeOf(row);
  if (stateOf(row) !== undefined) return writeSaved(database, table, row);
  if (inserting.has(row)) throw SAVE_OVERLAPS(table.name);
  inserting.add(row);
  try {
    return await writeSaved(database, table, row);
  } finally {
    inserting.delete(row);
  }
}

async function writeSaved(database: Database, table: Table, row: TrackedRow): Promise<object> {
  const save = async (): Promise<void> => {
    await runBeforeSave(database, table, row);
    await (stateOf(row) === undefined
      ? insertRow(database, table, row)
      : updateRow(database, table, row));
  };
  // A savepoint where one is open: what a receiver refuses must not stay when its error is caught.
  await (wantsTransaction(database, table) ? transactionOn(database, save) : save());
  return row;
}

/** The columns whose values differ from the database's at the last read or save. */
export function changedColumns(row: TrackedRow): Column[] {
  const { database, table } = homeOf(row);
  const state = stateOf(row);
  if (state !== undefined)
    return table.columns.filter((column) => isChanged(database, column, row, state));
  const record = row as unknown as Values;
  return table.columns.filter(({ property }) => record[property] !== undefined);
}

function isChanged(
  database: Database,
  column: Column,
  row: TrackedRow,
  { raw, offset }: RowState,
): boolean {
  const value = (row as unknown as Values)[column.property];
  const before = raw[offset + column.position];
  if (value === null || value === undefined) return before !== null;
  if (before === null || isExpression(value)) return true;
  const codec = codecOf(column, database.dialect);
  if (!codec.accepts(value)) return true;
  if (codec.isSame !== undefined) return !codec.isSame(value, before);
  return (codec.encode === undefined ? value : codec.encode(value)) !== before;
}

async function updateRow(database: Database, table: Table, row: TrackedRow): Promise<void> {
  const changed = changedColumns(row);
  refuseReplaced(table, row, changed);
  if (changed.length === 0) return;
  const moved = changed.find((column) => column.isKey);
  if (moved !== undefined)
    throw BAD_QUERY(table.name, `the key "${moved.property}" of a saved row was changed`);
  const record = row as unknown as Values;
  const assigned = new Map<Column, unknown>(
    changed.map((column) => [column, record[column.property] ?? null]),
  );
  checkAssignments(table, assigned);
  addAutos(table, assigned, stateOf(row)!);
  await (hearsSaved(database, table)
    ? updateHeard(database, table, row, assigned)
    : writeRow(database, table, row, assigned));
}

/** A loaded relation is plain data: another row put there would be lost, since columns are what is written. */
function refuseReplaced(table: Table, row: TrackedRow, changed: readonly Column[]): void {
  const record = row as unknown as Values;
  for (const relation of table.relations.values()) {
    const { property } = relation;
    if (relation.kind !== "one" || !isLoaded(row, property)) continue;
    const { column, target } = relation;
    const loaded = record[property];
    if (changed.includes(column) || !(loaded instanceof target.model)) continue;
    const key = (loaded as unknown as Values)[target.key[0]!.property];
    if (!isDeepStrictEqual(key, record[column.property])) throw NOT_SETTABLE(table.name, property);
  }
}

function addAutos(table: Table, assigned: Map<Column, unknown>, { raw, offset }: RowState): void {
  for (const column of table.columns) {
    const { auto } = column.field.facts;
    if (auto === "version") assigned.set(column, Number(raw[offset + column.position]) + 1);
    if (auto === "updatedAt" && !assigned.has(column)) assigned.set(column, now());
  }
}

/**
 * Writes and tells. What was read long ago is not what is overwritten now, so the row is read again,
 * locked; a version says the same without.
 */
async function updateHeard(
  database: Database,
  table: Table,
  row: TrackedRow,
  assigned: ReadonlyMap<Column, unknown>,
): Promise<void> {
  const write = async (before: Values): Promise<void> => {
    await writeRow(database, table, row, assigned);
    const written = storedValues(database, row);
    const properties = [...assigned.keys()].map(({ property }) => property);
    const news = Object.fromEntries(properties.map((property) => [property, written[property]]));
    await tellSaved(database, table, { row, before, after: { ...before, ...news } });
  };
  if (versionOf(table) !== undefined) return write(storedValues(database, row));
  const key = keyCondition(table, row as unknown as Values);
  await inTransaction(database, async () => {
    const [locked] = await lockedRows(database, table, key);
    if (locked === undefined) throw GONE(table.name, keyOf(table, key));
    await write(storedValues(database, locked));
  });
}

function versionOf(table: Table): Column | undefined {
  return table.columns.find(({ field }) => field.facts.auto === "version");
}

/** Updates the row in the database, then makes its state what was written. */
function writeRow(
  database: Database,
  table: Table,
  row: TrackedRow,
  assigned: ReadonlyMap<Column, unknown>,
): Promise<void> {
  const state = stateOf(row)!;
  const version = versionOf(table);
  const computed = [...assigned]
    .filter(([, value]) => isExpression(value))
    .map(([column]) => column);
  const { statement, params } = prepare(
    database,
    table,
    "save ",
    (w) => {
      writeUpdate(w, table, assigned);
      for (const [index, column] of [...table.key, ...(version ? [version] : [])].entries()) {
        w.add(`${index === 0 ? " where " : " and "}${column.quoted} = `);
        w.param(state.raw[state.offset + column.position]);
      }
      if (computed.length > 0)
        w.add(` returning ${computed.map((column) => readSql("", column, w.dialect)).join(", ")}`);
    },
    computed.length > 0 ? "returns" : "writes",
  );
  return restoredOnRollback(database, table, row, async () => {
    const { affected, rows } = await executeWrite(database, table, statement, params);
    if (affected === 0) throw await missing(database, table, row, version);
    settleUpdate(database, row, assigned, new Map(computed.map((one, at) => [one, rows[0]![at]])));
  });
}

function settleUpdate(
  database: Database,
  row: TrackedRow,
  assigned: ReadonlyMap<Column, unknown>,
  computed: ReadonlyMap<Column, unknown>,
): void {
  const { raw, offset, set } = stateOf(row)!;
  const written = raw.slice(offset, offset + set.table.columns.length);
  const record = row as unknown as Record<string, unknown>;
  for (const [column, value] of assigned) {
    const { field, position, property } = column;
    written[position] = computed.has(column)
      ? computed.get(column)
      : encode(column, value, database.dialect);
    const isOurs = computed.has(column) || field.facts.auto !== undefined;
    if (isOurs || field.facts.type === "decimal")
      record[property] = decoded(column, written[position], database);
  }
  attach(row, written, 0, set);
}

function decoded(column: Column, raw: unknown, database: Database): unknown {
  const { decode } = codecOf(column, database.dialect);
  return raw === null || decode === undefined ? raw : decode(raw);
}

/** Why no row was updated: it is gone, or at another version. */
async function missing(
  database: Database,
  table: Table,
  row: TrackedRow,
  version: Column | undefined,
): Promise<Error> {
  const condition = keyCondition(table, row as unknown as Values);
  const key = keyOf(table, condition);
  if (version === undefined) return GONE(table.name, key);
  const wheres = [{ condition, isExcluded: false }];
  const isThere = await rowsExist(database, { ...emptyState(table.model), wheres });
  if (!isThere) return GONE(table.name, key);
  const { raw, offset } = stateOf(row)!;
  return STALE(table.name, key, raw[offset + version.position]);
}
