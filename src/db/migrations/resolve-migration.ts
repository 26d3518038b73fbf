import type { Dialect } from "../connections/driver.ts";
import type { MigrationDanger } from "./danger.ts";
import { MIGRATION_IRREVERSIBLE } from "./errors.ts";
import type { Migration } from "./migration.ts";
import type { Operation, Step } from "./operation.ts";
import { rebuildSql } from "./rebuild-table.ts";
import type { SchemaState } from "./schema-state.ts";

export type Direction = "forward" | "backward";

/** An operation with the states around it; of a migration that is undone, the inverse of one. */
export interface ResolvedOperation {
  readonly operation: Operation;
  readonly before: SchemaState;
  readonly after: SchemaState;
}

/**
 * What running a migration means, in order.
 *
 * @param state The schema without the migration, in both directions.
 * @throws `DB_MIGRATION_IRREVERSIBLE`, `DB_MIGRATION_STATE_MISMATCH`
 */
export function resolveMigration(
  migration: Migration,
  direction: Direction,
  state: SchemaState,
): ResolvedOperation[] {
  const forward = applyAll(migration.operations, state);
  if (direction === "forward") return forward;
  const inverses = forward.toReversed().map(({ operation, before }) => {
    const inverse = operation.inverse(before);
    if (inverse === undefined) throw MIGRATION_IRREVERSIBLE(migration.id, operation.title);
    return inverse;
  });
  return applyAll(inverses, forward.at(-1)?.after ?? state);
}

/** What a dialect does for an operation, statement by statement. */
export function stepsOf({ operation, before, after }: ResolvedOperation, dialect: Dialect): Step[] {
  return operation.steps(before, after, dialect);
}

/** The dangers of a migration that are not acknowledged in its file, those to tables made in `fresh` apart. */
export function dangersOf(
  migration: Migration,
  operations: readonly ResolvedOperation[],
  fresh: ReadonlySet<string>,
  dialect: Dialect,
): MigrationDanger[] {
  return operations
    .flatMap(({ operation, before }) => operation.dangers(before, dialect))
    .filter(({ id, table }) => !migration.acknowledge.includes(id) && !fresh.has(table));
}

/** A step as SQL, for people to read. */
export function stepSql(step: Step): string[] {
  if ("rebuild" in step) return rebuildSql(step.rebuild);
  return "run" in step ? ["-- runs TypeScript: see the migration's file"] : [step.sql];
}

function applyAll(operations: readonly Operation[], start: SchemaState): ResolvedOperation[] {
  let state = start;
  return operations.map((operation) => {
    const before = state;
    state = operation.apply(before);
    return { operation, before, after: state };
  });
}
