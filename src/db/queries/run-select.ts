import type { Aggregate } from "./aggregate.ts";
import type { Database } from "../database.ts";
import type { Result } from "../connections/driver.ts";
import { BAD_QUERY } from "../errors.ts";
import { execute, stream } from "../connections/execute.ts";
import { finish } from "./load-collections.ts";
import { prepare, prepareSelect } from "./prepare.ts";
import { isDistinct, type QueryState } from "./query-state.ts";
import { whenDone } from "./when-done.ts";
import { RowStream } from "./row-stream.ts";
import type { Scope } from "../sql/scope.ts";
import type { AggregateColumn } from "../sql/aggregate-value.ts";
import { refuseOfRelation, writeAggregate } from "../sql/write-aggregate.ts";
import { type SelectExtras, writeConditions, writeFrom, writeLimit } from "../sql/write-select.ts";

/** The rows of a query, with all that is loaded with them. */
export async function runSelect(
  database: Database,
  state: QueryState,
  extras?: SelectExtras,
): Promise<object[]> {
  return selectRows(database, state, extras);
}

/** As `runSelect`, without a promise where nothing is waited for. */
export function selectRows(
  database: Database,
  state: QueryState,
  extras?: SelectExtras,
): object[] | Promise<object[]> {
  const { plan, statement, params } = prepareSelect(database, state, extras);
  return whenDone(execute(database, statement, params), ({ rows }) =>
    finish(database, plan, rows, state.related),
  );
}

/** The query's rows one after the other, with memory for one chunk. */
export function streamRows(
  database: Database,
  state: QueryState,
  chunkRows: number,
): AsyncIterable<object> {
  return new RowStream(chunksOf(database, state, chunkRows));
}

async function* chunksOf(
  database: Database,
  state: QueryState,
  chunkRows: number,
): AsyncIterable<object[]> {
  const { plan, statement, params } = prepareSelect(database, state);
  for await (const raws of stream(database, statement, params, chunkRows)) {
    yield finish(database, plan, raws, state.related);
  }
}

export async function rowsExist(database: Database, state: QueryState): Promise<boolean> {
  const table = database.tables.of(state.model);
  const { statement, params } = prepare(database, table, "exists ", (w) => {
    w.add("select 1 from ");
    const limit = Math.min(1, state.limit ?? 1);
    writeFrom(w, table, { ...state, limit });
    writeLimit(w, limit, state.offset);
  });
  const { rows } = await execute(database, statement, params);
  return rows.length > 0;
}

/** Values over all rows of a query, in one row. */
export async function aggregateRows(
  database: Database,
  state: QueryState,
  values: Readonly<Record<string, Aggregate<unknown>>>,
): Promise<Record<string, unknown>> {
  const table = database.tables.of(state.model);
  if (state.limit !== undefined || state.offset !== undefined || isDistinct(state)) {
    throw BAD_QUERY(
      table.name,
      "aggregate() goes over all rows, not with limit, offset or distinct",
    );
  }
  const names = Object.keys(values);
  if (names.length === 0) throw BAD_QUERY(table.name, "aggregate() wants at least one value");
  const { plan, statement, params } = prepare(database, table, "aggregate ", (w) => {
    const scope: Scope = { table, alias: w.alias() };
    w.add("select ");
    const columns: AggregateColumn[] = [];
    for (const [index, name] of names.entries()) {
      if (index > 0) w.add(", ");
      refuseOfRelation(table, name, values[name]!);
      columns.push(writeAggregate(w, scope, values[name]!));
    }
    w.add(` from ${table.quoted} ${scope.alias}`);
    writeConditions(w, scope, state);
    return columns;
  });
  const { rows } = await execute(database, statement, params);
  return Object.fromEntries(
    names.map((name, index) => [name, plan[index]!.decode(rows[0]![index])]),
  );
}

export async function explainQuery(database: Database, state: QueryState): Promise<string> {
  const { statement, params } = prepareSelect(database, state);
  const { explain } = database.dialect;
  const result: Result = await execute(
    database,
    { sql: explain + statement.sql, isWrite: false, returnsRows: true },
    params,
  );
  return result.rows.map((row) => String(row.at(-1))).join("\n");
}

export function sqlOf(
  database: Database,
  state: QueryState,
): { readonly sql: string; readonly params: readonly unknown[] } {
  const { statement, params } = prepareSelect(database, state);
  return { sql: statement.sql, params };
}
