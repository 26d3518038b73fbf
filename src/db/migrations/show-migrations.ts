import type { Dialect, Driver } from "../connections/driver.ts";
import { readHistory } from "./history.ts";
import { checksumOf } from "./migration.ts";
import type { Migration } from "./migration.ts";
import { MigrationGraph } from "./migration-graph.ts";
import { resolveMigration, stepSql, stepsOf } from "./resolve-migration.ts";
import type { Direction } from "./resolve-migration.ts";

/** One line of `quintet showmigrations`. */
export interface ShownMigration {
  readonly module: string;
  readonly name: string;
  readonly isApplied: boolean;
  readonly appliedAt?: string;
  /** The file does something else now than it did when it was applied. */
  readonly isChanged: boolean;
  /** The history has it, but there is no file. */
  readonly isMissing: boolean;
}

/** All migrations and whether this database has them. Writes nothing. */
export async function showMigrations(
  driver: Driver,
  migrations: readonly Migration[],
): Promise<ShownMigration[]> {
  const history = await readHistory(driver);
  const { ordered } = new MigrationGraph(migrations);
  const shown = ordered.map((migration): ShownMigration => {
    const applied = history.get(migration.id);
    return {
      module: migration.module,
      name: migration.name,
      isApplied: applied !== undefined,
      ...(applied && { appliedAt: applied.appliedAt }),
      isChanged: applied !== undefined && applied.checksum !== checksumOf(migration),
      isMissing: false,
    };
  });
  const missing = [...history.values()]
    .filter(({ id }) => !migrations.some((migration) => migration.id === id))
    .map(({ module, name, appliedAt }) => {
      return { module, name, appliedAt, isApplied: true, isChanged: false, isMissing: true };
    });
  return [...shown, ...missing];
}

/**
 * The SQL of a migration, one statement an item. Needs no database.
 *
 * @throws `DB_MIGRATION_UNKNOWN`, `DB_MIGRATION_UNKNOWN_MODULE`, `DB_MIGRATION_IRREVERSIBLE`
 */
export function sqlMigrate(
  migrations: readonly Migration[],
  target: { readonly module: string; readonly name: string },
  dialect: Dialect,
  direction: Direction = "forward",
): string[] {
  const graph = new MigrationGraph(migrations);
  const migration = graph.get(target.module, target.name);
  const before = graph.withDependencies(migration.dependsOn).map(({ id }) => id);
  const { schema } = graph.stateAfter(new Set(before));
  return resolveMigration(migration, direction, schema)
    .flatMap((operation) => stepsOf(operation, dialect))
    .flatMap(stepSql);
}
