import type { Database } from "../database.ts";
import { execute } from "../connections/execute.ts";
import { findTransaction } from "../connections/transaction-scope.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { SqlWriter } from "../sql/sql-writer.ts";
import { writeFrom, writeSelect } from "../sql/write-select.ts";
import { countKey, KeptCount } from "./count-cache.ts";
import { type Bound, prepare } from "./prepare.ts";
import { isDistinct, NO_RELATED, type QueryState } from "./query-state.ts";
import type { Column } from "../tables/table.ts";

/** How many rows a query has: from the last time, if nothing was committed since. */
export async function countRows(database: Database, state: QueryState): Promise<number> {
  const { snapshot } = database.driver;
  // What a transaction has written itself is seen by nobody else.
  if (findTransaction(database) !== undefined)
    return countNow(database, prepareCount(database, state));
  if (snapshot === undefined) return countByVersion(database, state);
  return countBySnapshot(database, state, snapshot);
}

/**
 * SQLite tells without a question whether others have committed, and what was committed here is known. Asking
 * it takes 3 µs, counting 8,000 rows by an index 155.
 */
async function countByVersion(database: Database, state: QueryState): Promise<number> {
  const bound = prepareCount(database, state);
  const { counts, driver } = database;
  const version = driver.version?.();
  const key = keyOf(bound);
  if (version === undefined || key === undefined) return countNow(database, bound);
  const known = counts.find(version, key);
  if (known?.addedKeys.length === 0) return known.count;
  const { commits } = counts;
  const asked =
    known === undefined ? bound : prepareCount(database, onlyAdded(database, state, known));
  const count = (known?.count ?? 0) + (await countNow(database, asked));
  // Not what was read before a commit that came since.
  if (counts.commits === commits)
    counts.keep(version, key, new KeptCount(count, bound.statement, keyOfEach(database, state)));
  return count;
}

function onlyAdded(database: Database, state: QueryState, { addedKeys }: KeptCount): QueryState {
  const key = keyOfEach(database, state)!;
  const { decode = (raw: unknown) => raw } = codecOf(key, database.dialect);
  // One by one: among a list of keys, SQLite may think that it is shorter to go by another condition.
  const condition = addedKeys.map((raw) => ({ [key.property]: decode(raw) }));
  return { ...state, wheres: [...state.wheres, { condition, isExcluded: false }] };
}

/** The key by which a new row is counted by itself: the database makes it, so an insert gives it back. */
function keyOfEach(database: Database, state: QueryState): Column | undefined {
  const [key, ...more] = database.tables.of(state.model).key;
  const isEach = more.length === 0 && !isDistinct(state) && !isCut(state);
  return isEach && key?.isIdentity ? key : undefined;
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
    counts.keep(seen, key, new KeptCount(Number(count), bound.statement));
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
  if (!isDistinct(state) && !isCut(state)) {
    w.add("select count(*) from ");
    writeFrom(w, table, state);
  } else {
    w.add("select count(*) from (");
    writeSelect(w, table, { ...state, related: NO_RELATED, ...(!isCut(state) && { order: [] }) });
    w.add(") counted");
  }
  return w.hasRaw;
}

function isCut({ limit, offset }: QueryState): boolean {
  return limit !== undefined || offset !== undefined;
}

function keyOf(bound: Bound<boolean>): string | undefined {
  return bound.plan ? undefined : countKey(bound);
}
