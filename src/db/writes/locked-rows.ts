import type { Database } from "../database.ts";
import { emptyState, type QueryState } from "../queries/query-state.ts";
import type { TrackedRow } from "../models/row-state.ts";
import { runSelect } from "../queries/run-select.ts";
import type { Table } from "../tables/table.ts";
import type { Values } from "./tell-changes.ts";

/** The rows that meet a condition, as they are; nobody changes them until the transaction ends. */
export async function lockedRows(
  database: Database,
  table: Table,
  condition: unknown,
): Promise<TrackedRow[]> {
  const wheres = [{ condition, isExcluded: false }];
  return lockedRowsOf(database, { ...emptyState(table.model), order: [], wheres });
}

/** The same for the rows of a query. */
export async function lockedRowsOf(database: Database, state: QueryState): Promise<TrackedRow[]> {
  return (await runSelect(database, { ...state, related: new Map(), lock: {} })) as TrackedRow[];
}

/** The condition for one row by its key. */
export function keyCondition(table: Table, values: Values): Values {
  return Object.fromEntries(table.key.map(({ property }) => [property, values[property]]));
}

/** SQLite allows an expression to be 1,000 deep, and each `or` is one deeper. */
const KEYS_AT_ONCE = 200;

/** Conditions for many rows by their keys: one for a key of one column, whatever their number. */
export function keyConditions(table: Table, rows: readonly Values[]): unknown[] {
  const [key, ...more] = table.key;
  if (key !== undefined && more.length === 0)
    return [{ [key.property]: { in: rows.map((values) => values[key.property]) } }];
  const conditions: unknown[] = [];
  for (let from = 0; from < rows.length; from += KEYS_AT_ONCE) {
    const some = rows.slice(from, from + KEYS_AT_ONCE);
    conditions.push(some.map((values) => keyCondition(table, values)));
  }
  return conditions;
}

/** A key as text, to find rows by. */
export function keyText(table: Table, values: Values): string {
  return table.key.map(({ property }) => String(values[property])).join("\u0000");
}
