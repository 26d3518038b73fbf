import type { Driver } from "../connections/driver.ts";
import type { Duration } from "../../core/index.ts";
import { MIGRATION_DANGEROUS } from "./errors.ts";
import { readHistory } from "./history.ts";
import type { Migration } from "./migration.ts";
import { MigrationGraph } from "./migration-graph.ts";
import { planMigrations } from "./plan-migrations.ts";
import type { MigrationTarget, PlannedMigration } from "./plan-migrations.ts";
import { runMigration } from "./run-migration.ts";

export interface PlanOptions {
  /** Of all modules, as `loadMigrations` gives them. */
  readonly migrations: readonly Migration[];
  /** Default: everything, forward. */
  readonly target?: MigrationTarget;
}

export interface MigrateOptions extends PlanOptions {
  /** `"refuse"` runs nothing when a danger is not acknowledged: for CI and production. Default `"warn"`. */
  readonly dangers?: "warn" | "refuse";
  /** Only notes the migrations as done, for tables that are there already. Default `false`. */
  readonly fake?: boolean;
  /** How long to wait for another process that migrates. Default `"5m"`. */
  readonly lockTimeout?: Duration;
  /** How long a statement waits for a table in use on PostgreSQL; tried three times. Default `"10s"`. */
  readonly tableTimeout?: Duration;
  /** Told before each migration. */
  readonly onMigration?: (planned: PlannedMigration) => void;
}

export interface MigrateResult {
  /** What this call has done, in order; another process may have done the rest of the plan. */
  readonly done: readonly PlannedMigration[];
}

/**
 * Looks up what `migrate` would do. Writes nothing.
 *
 * @throws `DB_MIGRATION_CONFLICT`, `DB_MIGRATION_UNKNOWN`, `DB_MIGRATION_UNKNOWN_MODULE`,
 *   `DB_MIGRATION_IRREVERSIBLE`, `DB_MIGRATION_STATE_MISMATCH`
 */
export async function plan(driver: Driver, options: PlanOptions): Promise<PlannedMigration[]> {
  const graph = new MigrationGraph(options.migrations);
  const applied = new Set((await readHistory(driver)).keys());
  return planMigrations(graph, applied, driver.dialect, options.target);
}

/**
 * Brings a database to the target, or to the last migration of every module.
 *
 * Each migration runs in a transaction with its note in the history: it is there whole or not at all.
 * Safe when several processes do it at once: each migration is run by one of them, the others go on
 * when it is done. Safe to repeat. On PostgreSQL concurrent indexes run outside of a transaction, and
 * need a second connection; what a failed attempt left of them is dropped first.
 *
 * @throws What `plan` throws, `DB_MIGRATION_DANGEROUS`, `DB_MIGRATION_FAILED`, `DB_MIGRATION_LOCKED`,
 *   `DB_MIGRATION_OUT_OF_ORDER`, `DB_MIGRATION_BROKEN_REFERENCES`, `DB_MIGRATION_WOULD_LOSE`
 */
export async function migrate(driver: Driver, options: MigrateOptions): Promise<MigrateResult> {
  const planned = await plan(driver, options);
  if (options.dangers === "refuse" && options.fake !== true) refuseDangers(planned);
  const graph = new MigrationGraph(options.migrations);
  const done: PlannedMigration[] = [];
  for (const next of planned) {
    options.onMigration?.(next);
    const isOurs = await runMigration(driver, graph, next, {
      lockTimeout: options.lockTimeout ?? "5m",
      tableTimeout: options.tableTimeout ?? "10s",
      isFake: options.fake ?? false,
    });
    if (isOurs) done.push(next);
  }
  return { done };
}

function refuseDangers(planned: readonly PlannedMigration[]): void {
  const dangers = planned.flatMap(({ migration, dangers: own }) =>
    own.map((danger) => ({ ...danger, migration: migration.id })),
  );
  if (dangers.length === 0) return;
  const lines = dangers.map(
    ({ migration, id, message, recipe }) => `  ${migration}: ${id}: ${message} Safely: ${recipe}`,
  );
  const ids = [...new Set(dangers.map(({ id }) => `"${id}"`))].join(", ");
  throw MIGRATION_DANGEROUS(lines.join("\n"), ids);
}
