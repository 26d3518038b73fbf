import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Module } from "../app/index.ts";
import { resolveTables, type Table } from "../db/index.ts";
import type { MigrationModule } from "../db/migrations/index.ts";
import type { FoundApp } from "./find-app.ts";

/**
 * The modules of an app that have models or migrations, in order.
 *
 * @throws `DB_MODELS_INVALID`
 */
export function migrationModulesOf({ app, file }: FoundApp): MigrationModule[] {
  const { all } = resolveTables(app.contributions("models"));
  const moduleOf = new Map(
    app.modules.flatMap((module) => (module.parts.models ?? []).map((model) => [model, module])),
  );
  const homeOf = (table: Table): Module | undefined =>
    table.isDerived ? laterHome(table) : moduleOf.get(table.model);
  // What a join table points at must be there before it.
  const laterHome = (join: Table): Module | undefined => {
    const homes = new Set(
      join.columns.map(({ references }) => references && homeOf(references.table)),
    );
    return app.modules.findLast((module) => homes.has(module));
  };
  const homes = Map.groupBy(all, homeOf);
  return app.modules
    .filter((module) => homes.has(module) || module.parts.migrations !== undefined)
    .map((module) => ({
      module: module.name,
      folder: folderOf(module, dirname(file)),
      tables: homes.get(module) ?? [],
    }));
}

function folderOf({ name, parts: { migrations } }: Module, appFolder: string): string {
  if (migrations === undefined) return join(appFolder, name, "migrations");
  const isUrl = migrations instanceof URL || migrations.startsWith("file:");
  return isUrl ? fileURLToPath(migrations) : resolve(appFolder, migrations);
}
