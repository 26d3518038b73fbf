import { lastNumber } from "./arrange-migrations.ts";
import type { NewMigration } from "./arrange-migrations.ts";
import { isDeepStrictEqual } from "node:util";
import { MIGRATION_MERGE_CONFLICT } from "./errors.ts";
import type { Migration } from "./migration.ts";
import type { MigrationGraph } from "./migration-graph.ts";
import { replay } from "./migration-graph.ts";
import type { SchemaState } from "./schema-state.ts";

/**
 * Migrations that join the last migrations of each module that has several.
 *
 * @throws `DB_MIGRATION_MERGE_CONFLICT` when it matters which of them runs first.
 */
export function mergeLeaves(graph: MigrationGraph, name?: string): NewMigration[] {
  return graph.modules().flatMap((module) => {
    const leaves = graph.leaves(module);
    if (leaves.length < 2) return [];
    refuseOrderDependence(graph, module, leaves);
    const number = String(lastNumber(graph.of(module)) + 1).padStart(4, "0");
    return [
      {
        module,
        name: `${number}_${name ?? mergeName(leaves)}`,
        dependsOn: leaves.map(({ id }) => id),
        operations: [],
      },
    ];
  });
}

function mergeName(leaves: readonly Migration[]): string {
  return `merge_${leaves.map((leaf) => leaf.name.replace(/^\d+_/, "")).join("_")}`.slice(0, 60);
}

function refuseOrderDependence(
  graph: MigrationGraph,
  module: string,
  leaves: readonly Migration[],
): void {
  const one = tryReplay(graph, module, leaves);
  const other = tryReplay(graph, module, leaves.toReversed());
  if (!isDeepStrictEqual(plain(one), plain(other)))
    throw MIGRATION_MERGE_CONFLICT(module, "it matters which of them runs first");
}

/** The branches one after the other, in this order. */
function tryReplay(
  graph: MigrationGraph,
  module: string,
  leaves: readonly Migration[],
): SchemaState {
  const ordered = new Set(leaves.flatMap(({ id }) => graph.withDependencies([id])));
  try {
    return replay([...ordered]).schema;
  } catch (error) {
    throw MIGRATION_MERGE_CONFLICT(module, (error as Error).message).because(error);
  }
}

/** Without the order of columns, which is another for each order of branches. */
function plain(schema: SchemaState): unknown {
  const byName = <T extends { readonly name: string }>(items: readonly T[]): T[] =>
    items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return Object.fromEntries(
    [...schema].map(([name, table]) => [
      name,
      {
        ...table,
        uniques: byName(table.uniques),
        indexes: byName(table.indexes),
        checks: byName(table.checks),
        foreignKeys: byName(table.foreignKeys),
      },
    ]),
  );
}
