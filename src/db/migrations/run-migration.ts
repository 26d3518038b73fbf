import type { Driver, Session } from "../connections/driver.ts";
import { milliseconds, now, systemClock } from "../../core/index.ts";
import type { Duration } from "../../core/index.ts";
import { TIMEOUT } from "../errors.ts";
import { MIGRATION_OUT_OF_ORDER } from "./errors.ts";
import { createHistory, readHistory, recordApplied, recordUndone } from "./history.ts";
import { keepingReferences } from "./keep-references.ts";
import { isConcurrent } from "./migration.ts";
import type { MigrationGraph } from "./migration-graph.ts";
import { beginLocked } from "./migration-lock.ts";
import type { Step } from "./operation.ts";
import type { PlannedMigration } from "./plan-migrations.ts";
import { migrationDatabase } from "./queryable.ts";
import { rebuildTable } from "./rebuild-table.ts";
import { stepsOf } from "./resolve-migration.ts";
import type { ResolvedOperation } from "./resolve-migration.ts";
import { runConcurrently } from "./run-concurrently.ts";
import { stepFailure } from "./step-failure.ts";

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
    const run = (): Promise<void> => runOperations(driver, session, planned, tableTimeout);
    if (!isFake) await (isRebuilding ? keepingReferences(on, migration.id, run) : run());
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
): Promise<void> {
  const isPostgres = driver.dialect === "postgres";
  if (isPostgres && isConcurrent(migration)) {
    // The last statement with parameters keeps its snapshot until the next statement, and a
    // concurrent index waits for all snapshots: also for that of the transaction that holds the lock.
    await session.script("select 1");
    for (const operation of operations) await runConcurrently(driver, migration.id, operation);
    return;
  }
  if (isPostgres)
    await session.script(
      `set local lock_timeout = ${milliseconds(tableTimeout)}; set local statement_timeout = 0`,
    );
  for (const operation of operations)
    for (const step of stepsOf(operation, driver.dialect))
      await runStep(driver, session, migration.id, step);
}

async function runStep(driver: Driver, session: Session, id: string, step: Step): Promise<void> {
  try {
    if ("rebuild" in step) await rebuildTable(session, step.rebuild);
    else if ("run" in step) await step.run(migrationDatabase(session, driver.dialect));
    else await session.script(step.sql);
  } catch (error) {
    throw stepFailure(id, step, error);
  }
}
