import { contextDatabase } from "../context-database.ts";
import type { Query } from "./query.ts";
import { selectRows } from "./run-select.ts";
import { SelectQuery } from "./select-query.ts";

/**
 * A query whose rows, and those loaded with them, are plain objects of the values that JSON carries.
 *
 * For answers that are written from columns alone: no instance, no Date and no BigInt is made on the way.
 */
export function inWireForm<F>(query: Query<any, F, any>): Query<Record<string, unknown>, F> {
  const { state } = query as unknown as SelectQuery;
  return new SelectQuery({ ...state, isWire: true }) as unknown as Query<
    Record<string, unknown>,
    F
  >;
}

/**
 * The rows of a query, without a promise where nothing is waited for, as on SQLite.
 *
 * For answers that would be done sooner than a promise is.
 */
export function rowsNow<T>(query: Query<T, any>): T[] | Promise<T[]> {
  const { state } = query as unknown as SelectQuery;
  return selectRows(contextDatabase(), state) as T[] | Promise<T[]>;
}
