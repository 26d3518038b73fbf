import type { Dialect } from "../connections/driver.ts";
import type { MigrationDanger } from "./danger.ts";
import type { Migration } from "./migration.ts";
import type { MigrationGraph } from "./migration-graph.ts";
import { replay } from "./migration-graph.ts";
import { dangersOf, resolveMigration } from "./resolve-migration.ts";
import type { Direction, ResolvedOperation } from "./resolve-migration.ts";

/** Up to where to migrate. */
export interface MigrationTarget {
  readonly module: string;
  /** Name, beginning of a name, or `"zero"` to undo all of the module. Default: its last. */
  readonly name?: string;
}

/** One migration that will run. */
export interface PlannedMigration {
  readonly migration: Migration;
  readonly direction: Direction;
  readonly operations: readonly ResolvedOperation[];
  /** Those that nobody has acknowledged. */
  readonly dangers: readonly MigrationDanger[];
}

/**
 * What has to run to get from the migrations that were applied to the target, or to the end.
 *
 * @throws `DB_MIGRATION_CONFLICT`, `DB_MIGRATION_UNKNOWN`, `DB_MIGRATION_UNKNOWN_MODULE`,
 *   `DB_MIGRATION_IRREVERSIBLE`, `DB_MIGRATION_STATE_MISMATCH`
 */
export function planMigrations(
  graph: MigrationGraph,
  applied: ReadonlySet<string>,
  dialect: Dialect,
  target?: MigrationTarget,
): PlannedMigration[] {
  const { migrations, direction } = selectMigrations(graph, applied, target);
  const done = new Set(applied);
  const fresh = new Set<string>();
  return migrations.map((migration) => {
    if (direction === "backward") done.delete(migration.id);
    const { schema } = replay(graph.ordered.filter(({ id }) => done.has(id)));
    if (direction === "forward") done.add(migration.id);
    const operations = resolveMigration(migration, direction, schema);
    for (const { before, after } of operations)
      for (const name of after.keys()) if (!before.has(name)) fresh.add(name);
    const dangers = dangersOf(migration, operations, fresh, dialect);
    return { migration, direction, operations, dangers };
  });
}

function selectMigrations(
  graph: MigrationGraph,
  applied: ReadonlySet<string>,
  target: MigrationTarget | undefined,
): { migrations: Migration[]; direction: Direction } {
  const forward = (wanted: readonly Migration[]) => ({
    migrations: wanted.filter(({ id }) => !applied.has(id)),
    direction: "forward" as const,
  });
  if (target === undefined) {
    graph.refuseConflicts();
    return forward(graph.ordered);
  }
  const backward = (ids: readonly string[]) => ({
    migrations: graph.withDependents(ids).filter(({ id }) => applied.has(id)),
    direction: "backward" as const,
  });
  if (target.name === "zero") {
    graph.requireModule(target.module);
    return backward(graph.of(target.module).map(({ id }) => id));
  }
  graph.requireModule(target.module);
  const last =
    target.name === undefined
      ? graph.findLeaf(target.module)!
      : graph.get(target.module, target.name);
  if (!applied.has(last.id)) return forward(graph.withDependencies([last.id]));
  const after = graph
    .of(target.module)
    .filter(({ id, dependsOn }) => id !== last.id && dependsOn.includes(last.id));
  return backward(after.map(({ id }) => id));
}
