import type { Database } from "../database.ts";
import type { Statement } from "../connections/driver.ts";
import { BAD_QUERY } from "../errors.ts";
import type { QueryState } from "./query-state.ts";
import { SqlWriter } from "../sql/sql-writer.ts";
import type { Table } from "../tables/table.ts";
import { findTransaction } from "../connections/transaction-scope.ts";
import { type SelectExtras, type SelectPlan, writeSelect } from "../sql/write-select.ts";

/** A statement with what it takes to read its rows: built once for each shape of query. */
export interface Prepared<P> {
  readonly statement: Statement;
  readonly plan: P;
}

/** One run of a prepared query. */
export interface Bound<P> extends Prepared<P> {
  readonly params: readonly unknown[];
}

/** What a statement does: reads rows, writes and counts, or writes and gives rows back. */
export type Effect = "reads" | "writes" | "returns";

/**
 * Finds the statement for what `write` writes, or builds it.
 *
 * @param kind What sort of statement it is; shapes of different kinds do not meet.
 */
export function prepare<P>(
  database: Database,
  table: Table,
  kind: string,
  write: (w: SqlWriter) => P,
  effect: Effect = "reads",
): Bound<P> {
  const w = new SqlWriter(database.dialect, false);
  write(w);
  const key = `${kind}${table.name}${w.shape}`;
  let prepared = database.plans.get(key) as Prepared<P> | undefined;
  if (prepared === undefined) {
    const builder = new SqlWriter(database.dialect, true);
    const plan = write(builder);
    prepared = {
      statement: {
        sql: builder.sql,
        isWrite: effect !== "reads",
        returnsRows: effect !== "writes",
        writes: builder.writes,
      },
      plan,
    };
    database.plans.set(key, prepared);
  }
  return { statement: prepared.statement, plan: prepared.plan, params: w.params };
}

export function prepareSelect(
  database: Database,
  state: QueryState,
  extras?: SelectExtras,
): Bound<SelectPlan> {
  const table = database.tables.of(state.model);
  if (state.lock !== undefined && findTransaction(database) === undefined)
    throw BAD_QUERY(table.name, "rows are locked in a transaction only");
  return prepare(database, table, "select ", (w) =>
    writeSelect(w, table, state, extras),
  ) as Bound<SelectPlan>;
}
