import type { Driver, Session } from "../connections/driver.ts";
import { milliseconds, now, systemClock } from "../../core/index.ts";
import type { Duration } from "../../core/index.ts";
import { TIMEOUT } from "../errors.ts";
import {
  MIGRATION_BROKEN_REFERENCES,
  MIGRATION_FAILED,
  MIGRATION_OUT_OF_ORDER,
  MIGRATION_WOULD_LOSE,
} from "./errors.ts";
import { createHistory, readHistory, recordApplied, recordUndone } from "./history.ts";
import { isConcurrent } from "./migration.ts";
import type { MigrationGraph } from "./migration-graph.ts";
import { beginLocked } from "./migration-lock.ts";
import type { Step } from "./operation.ts";
import type { PlannedMigration } from "./plan-migrations.ts";
import { migrationDatabase, selectRows } from "./queryable.ts";
import type { Queryable } from "./queryable.ts";
import { rebuildTable } from "./rebuild-table.ts";
import { stepSql, stepsOf } from "./resolve-migration.ts";
import type { ResolvedOperation } from "./resolve-migration.ts";

export interface RunOptions {
  /** How long to wait for another process that migrates. */
  readonly lockTimeout: Duration;
  /** How long a statement waits for a table in use, on PostgreSQL; all others that want the table wait behind it. */
  readonly tableTimeout: Duration;
  /** Only notes it as done. */
  readonly isFake: boolean;
}

/** Attempts at a migration whose tables are in use. */
const ATTEMPTS = 3;

/**
 * Runs one migration, or undoes it, and notes that.
 *
 * @returns false when another process has done it meanwhile.
 * @throws `DB_MIGRATION_FAILED`, `DB_MIGRATION_LOCKED`, `DB_MIGRATION_OUT_OF_ORDER`,
 *   `DB_MIGRATION_BROKEN_REFERENCES`
 */
export async function runMigration(
  driver: Driver,
  graph: MigrationGraph,
  planned: PlannedMigration,
  options: RunOptions,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++)
    try {
      return await attemptMigration(driver, graph, planned, options);
    } catch (error) {
      const isTableBusy = TIMEOUT.is((error as Error).cause) && !isConcurrent(planned.migration);
      if (!isTableBusy || attempt === ATTEMPTS) throw error;
      await systemClock.sleep(attempt * 1000 * (0.5 + Math.random()));
    }
}

async function attemptMigration(
  driver: Driver,
  graph: MigrationGraph,
  planned: PlannedMigration,
  { lockTimeout, tableTimeout, isFake }: RunOptions,
): Promise<boolean> {
  const { migration, direction, operations } = planned;
  const isRebuilding = operations.some((operation) => rebuilds(operation, driver));
  const session = await beginLocked(driver, isRebuilding, milliseconds(lockTimeout));
  const on = { dialect: driver.dialect, execute: session.execute.bind(session) };
  try {
    await createHistory(on);
    const applied = new Set((await readHistory(on)).keys());
    if (applied.has(migration.id) === (direction === "forward")) {
      await session.rollback();
      return false;
    }
    refuseOutOfOrder(graph, planned, applied);
    if (!isFake) await runOperations(driver, session, planned, tableTimeout, isRebuilding);
    await (direction === "forward"
      ? recordApplied(on, migration, now())
      : recordUndone(on, migration));
    await session.commit();
    return true;
  } catch (error) {
    await session.rollback();
    throw error;
  }
}

function rebuilds(operation: ResolvedOperation, driver: Driver): boolean {
  return stepsOf(operation, driver.dialect).some((step) => "rebuild" in step);
}

function refuseOutOfOrder(
  graph: MigrationGraph,
  { migration, direction }: PlannedMigration,
  applied: ReadonlySet<string>,
): void {
  const missing = migration.dependsOn.find((id) => !applied.has(id));
  if (direction === "forward" && missing !== undefined)
    throw MIGRATION_OUT_OF_ORDER(migration.id, `${missing}, which it depends on, is not applied`);
  const user = graph
    .withDependents([migration.id])
    .find(({ id }) => id !== migration.id && applied.has(id));
  if (direction === "backward" && user !== undefined)
    throw MIGRATION_OUT_OF_ORDER(migration.id, `${user.id}, which depends on it, is applied`);
}

async function runOperations(
  driver: Driver,
  session: Session,
  { migration, operations }: PlannedMigration,
  tableTimeout: Duration,
  isRebuilding: boolean,
): Promise<void> {
  if (driver.dialect === "postgres" && isConcurrent(migration)) {
    // The last statement with parameters keeps its snapshot until the next statement, and a
    // concurrent index waits for all snapshots: also for that of the transaction that holds the lock.
    await session.script("select 1");
    for (const operation of operations) await runConcurrently(driver, migration.id, operation);
    return;
  }
  if (driver.dialect === "postgres")
    await session.script(
      `set local lock_timeout = ${milliseconds(tableTimeout)}; set local statement_timeout = 0`,
    );
  const dangling = isRebuilding ? await danglingRows(session) : new Map<string, number>();
  for (const operation of operations)
    for (const step of stepsOf(operation, driver.dialect))
      await runStep(driver, session, migration.id, step);
  if (isRebuilding) await refuseDanglingRows(session, migration.id, dangling);
}

async function runStep(driver: Driver, session: Session, id: string, step: Step): Promise<void> {
  try {
    if ("rebuild" in step) await rebuildTable(session, step.rebuild);
    else if ("run" in step) await step.run(migrationDatabase(session, driver.dialect));
    else await session.script(step.sql);
  } catch (error) {
    throw failed(id, step, error);
  }
}

/** Each statement commits by itself, so what an attempt before has left is looked at first. */
async function runConcurrently(
  driver: Driver,
  id: string,
  operation: ResolvedOperation,
): Promise<void> {
  const steps = stepsOf(operation, "postgres");
  for (const step of steps) {
    if (!("sql" in step)) continue;
    try {
      if (!(await isDone(driver, step))) await driver.script(step.sql);
    } catch (error) {
      throw failed(id, step, error);
    }
  }
}

/** Drops an index that a failed attempt has left invalid. */
async function isDone(
  driver: Driver,
  step: { readonly sql: string; readonly concurrentIndex?: string },
): Promise<boolean> {
  const constraint = /add constraint "((?:[^"]|"")+)" unique using index/.exec(step.sql)?.[1];
  if (constraint !== undefined) return isConstraint(driver, constraint.replaceAll('""', '"'));
  const name = step.concurrentIndex;
  if (name === undefined || step.sql.startsWith("drop")) return false;
  const [index] = await selectRows(
    driver,
    `select x.indisvalid as valid from pg_index x join pg_class i on i.oid = x.indexrelid
     where i.relnamespace = current_schema()::regnamespace and i.relname = $1`,
    [name],
  );
  if (index?.["valid"] === false)
    await driver.script(`drop index concurrently "${name.replaceAll('"', '""')}"`);
  return index?.["valid"] === true;
}

async function isConstraint(on: Queryable, name: string): Promise<boolean> {
  const rows = await selectRows(
    on,
    "select 1 as found from pg_constraint where connamespace = current_schema()::regnamespace and conname = $1",
    [name],
  );
  return rows.length > 0;
}

/** Rows that point at nothing, counted by the two tables: there may have been some before. */
async function danglingRows(on: Queryable): Promise<Map<string, number>> {
  const rows = await selectRows(
    on,
    `select "table" || ' → ' || parent as tables, count(*) as rows from pragma_foreign_key_check group by 1`,
  );
  return new Map(rows.map((row) => [String(row["tables"]), Number(row["rows"])]));
}

async function refuseDanglingRows(
  on: Queryable,
  id: string,
  before: ReadonlyMap<string, number>,
): Promise<void> {
  const worse = [...(await danglingRows(on))].filter(
    ([tables, rows]) => rows > (before.get(tables) ?? 0),
  );
  if (worse.length === 0) return;
  throw MIGRATION_BROKEN_REFERENCES(
    id,
    worse.map(([tables, rows]) => `${tables}: ${rows}`).join(", "),
  );
}

function failed(id: string, step: Step, error: unknown): unknown {
  if (MIGRATION_WOULD_LOSE.is(error)) return error;
  const why = error instanceof Error ? error.message : String(error);
  return MIGRATION_FAILED(id, stepSql(step)[0]!, why).because(error);
}
