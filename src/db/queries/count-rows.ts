import type { Database } from "../database.ts";
import { execute } from "../connections/execute.ts";
import { findTransaction } from "../connections/transaction-scope.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { writeFrom, writeSelect } from "../sql/write-select.ts";
import { countKey } from "./count-cache.ts";
import { type Bound, prepare } from "./prepare.ts";
import { isDistinct, NO_RELATED, type QueryState } from "./query-state.ts";

/** How many rows a query has: from the last time, if nothing was committed since. */
export async function countRows(database: Database, state: QueryState): Promise<number> {
  const { snapshot } = database.driver;
  // What a transaction has written itself is seen by nobody else.
  if (findTransaction(database) !== undefined)
    return countNow(database, prepareCount(database, state));
  if (snapshot === undefined) return countByVersion(database, state);
  return countBySnapshot(database, state, snapshot);
}

/** SQLite tells its version without a question. */
async function countByVersion(database: Database, state: QueryState): Promise<number> {
  const bound = prepareCount(database, state);
  const version = database.driver.version?.();
  const key = keyOf(bound);
  if (version === undefined || key === undefined) return countNow(database, bound);
  const known = database.counts.find(version, key);
  if (known !== undefined) return known;
  const count = await countNow(database, bound);
  database.counts.keep(version, key, count);
  return count;
}

async function countNow(
  database: Database,
  { statement, params }: Bound<unknown>,
): Promise<number> {
  const { rows } = await execute(database, statement, params);
  return Number(rows[0]![0]);
}

/**
 * PostgreSQL says with the answer what it saw, and counts only if that is not what it saw the last time: who
 * sees the same transactions sees the same rows. Of a million rows that is 0.2 ms instead of 60.
 */
async function countBySnapshot(
  database: Database,
  state: QueryState,
  snapshot: string,
): Promise<number> {
  const bound = prepareCount(database, state, snapshot);
  const { counts } = database;
  const [, ...params] = bound.params;
  const key = keyOf({ ...bound, params });
  const last = key === undefined ? undefined : counts.last(key);
  const { rows } = await execute(database, bound.statement, [last?.version ?? "", ...params]);
  const [count, seen] = rows[0] as [number | string | null, string];
  if (count === null) return last!.count;
  if (key !== undefined) {
    counts.moveTo(seen);
    counts.keep(seen, key, Number(count));
  }
  return Number(count);
}

/** @param snapshot SQL for what the statement sees: then it counts only if that is not its first parameter. */
function prepareCount(database: Database, state: QueryState, snapshot?: string): Bound<boolean> {
  const table = database.tables.of(state.model);
  if (snapshot === undefined)
    return prepare(database, table, "count ", (w) => writeCount(w, database, state));
  return prepare(database, table, "recount ", (w) => {
    w.add(`select case when ${snapshot} = `);
    w.param("");
    w.add(" then null else (");
    const hasRaw = writeCount(w, database, state);
    w.add(`) end, ${snapshot}`);
    return hasRaw;
  });
}

/** @returns whether it has SQL of the user's own, which may give another answer each time */
function writeCount(w: SqlWriter, database: Database, state: QueryState): boolean {
  const table = database.tables.of(state.model);
  const isCut = state.limit !== undefined || state.offset !== undefined;
  if (!isDistinct(state) && !isCut) {
    w.add("select count(*) from ");
    writeFrom(w, table, state);
  } else {
    w.add("select count(*) from (");
    writeSelect(w, table, { ...state, related: NO_RELATED, ...(!isCut && { order: [] }) });
    w.add(") counted");
  }
  return w.hasRaw;
}

function keyOf(bound: Bound<boolean>): string | undefined {
  return bound.plan ? undefined : countKey(bound);
}
