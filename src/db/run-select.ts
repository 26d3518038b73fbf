import type { Aggregate } from "./aggregate.ts";
import { countKey, countVersion } from "./count-cache.ts";
import type { Database } from "./database.ts";
import type { Result, Statement } from "./driver.ts";
import { BAD_QUERY } from "./errors.ts";
import { execute, stream } from "./execute.ts";
import { loadCollections } from "./load-collections.ts";
import { isDistinct, NO_RELATED, type QueryState, type RelatedTree } from "./query-state.ts";
import { readRows, type ReadRows } from "./read-plan.ts";
import { SqlWriter } from "./sql-writer.ts";
import { findTransaction } from "./transaction-scope.ts";
import { RowStream } from "./row-stream.ts";
import type { Table } from "./table.ts";
import type { Scope } from "./where.ts";
import { type AggregateColumn, refuseOfRelation, writeAggregate } from "./write-aggregate.ts";
import {
  type SelectExtras,
  type SelectPlan,
  writeConditions,
  writeLimit,
  writeSelect,
} from "./write-select.ts";

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
      },
      plan,
    };
    database.plans.set(key, prepared);
  }
  return { statement: prepared.statement, plan: prepared.plan, params: w.params };
}

/** The rows of a query, with all that is loaded with them. */
export async function runSelect(
  database: Database,
  state: QueryState,
  extras?: SelectExtras,
): Promise<object[]> {
  const { plan, statement, params } = prepareSelect(database, state, extras);
  const pending = execute(database, statement, params);
  // Not awaited where there is no promise: each turn of the microtask queue is a fifth of a read by key.
  const { rows } = pending instanceof Promise ? await pending : pending;
  return finish(database, plan, rows, state.related);
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

/** Rows from the driver's arrays, with annotations and collections set. */
export function finish(
  database: Database,
  plan: SelectPlan,
  raws: unknown[][],
  related: RelatedTree,
): object[] | Promise<object[]> {
  const read = readRows(plan.node, raws, database, related);
  const { rows } = read[0]!;
  setAnnotations(plan, rows, raws);
  const owners = read.filter(({ node }) => node.collections.length > 0);
  return owners.length === 0 ? rows : loadAll(database, owners, rows);
}

async function loadAll(
  database: Database,
  owners: readonly ReadRows[],
  rows: object[],
): Promise<object[]> {
  for (const owner of owners) await loadCollections(database, owner);
  return rows;
}

function setAnnotations(
  { annotations, node }: SelectPlan,
  rows: object[],
  raws: unknown[][],
): void {
  if (annotations.length === 0) return;
  const first = widthOf(node);
  for (const [index, [name, column]] of annotations.entries()) {
    for (const [at, row] of rows.entries()) {
      (row as Record<string, unknown>)[name] = column.decode(raws[at]![first + index]);
    }
  }
}

/** How many columns a node reads, with those that it joins. */
export function widthOf(node: SelectPlan["node"]): number {
  return node.columns.length + node.joins.reduce((sum, join) => sum + widthOf(join), 0);
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

export async function countRows(database: Database, state: QueryState): Promise<number> {
  const table = database.tables.of(state.model);
  const isWhole = !isDistinct(state) && state.limit === undefined && state.offset === undefined;
  let hasRaw = false;
  const bound = prepare(database, table, "count ", (w) => {
    if (isWhole) {
      w.add("select count(*) from ");
      writeFrom(w, table, state);
    } else {
      w.add("select count(*) from (");
      writeSelect(w, table, {
        ...state,
        related: NO_RELATED,
        ...(state.limit === undefined && state.offset === undefined && { order: [] }),
      });
      w.add(") counted");
    }
    hasRaw = w.hasRaw;
  });
  return hasRaw ? countNow(database, bound) : countOrRecall(database, bound);
}

async function countNow(
  database: Database,
  { statement, params }: Bound<unknown>,
): Promise<number> {
  const { rows } = await execute(database, statement, params);
  return Number(rows[0]![0]);
}

/** The count, from the last time if nothing was committed since. */
async function countOrRecall(database: Database, bound: Bound<unknown>): Promise<number> {
  const version = countVersion(database);
  const key = version === undefined ? undefined : countKey(bound);
  if (version === undefined || key === undefined) return countNow(database, bound);
  const known = database.counts.find(version, key);
  if (known !== undefined) return known;
  const count = await countNow(database, bound);
  database.counts.keep(version, key, count);
  return count;
}

export async function rowsExist(database: Database, state: QueryState): Promise<boolean> {
  const table = database.tables.of(state.model);
  const { statement, params } = prepare(database, table, "exists ", (w) => {
    w.add("select 1 from ");
    writeFrom(w, table, state);
    writeLimit(w, Math.min(1, state.limit ?? 1), state.offset);
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

function writeFrom(w: SqlWriter, table: Table, state: QueryState): void {
  const scope: Scope = { table, alias: w.alias() };
  w.add(`${table.quoted} ${scope.alias}`);
  writeConditions(w, scope, state);
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
