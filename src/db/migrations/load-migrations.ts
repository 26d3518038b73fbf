import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MIGRATION_BAD_FILE } from "./errors.ts";
import { placed } from "./migration.ts";
import type { Migration, MigrationFile } from "./migration.ts";

/** Where the migrations of a module are. */
export interface MigrationFolder {
  /** Name of the module, as in `dependsOn`. */
  readonly module: string;
  /** Absolute path of the folder; it need not exist. */
  readonly folder: string;
}

const FILE = /^(\d{4,}_[\w-]+)\.(ts|js|mts|mjs)$/;

/**
 * Imports the migration files of modules.
 *
 * @throws `DB_MIGRATION_BAD_FILE` for files that are none.
 */
export async function loadMigrations(folders: readonly MigrationFolder[]): Promise<Migration[]> {
  const migrations: Migration[] = [];
  for (const { module, folder } of folders)
    for (const [name, file] of await filesOf(folder))
      migrations.push(placed(await importFile(join(folder, file)), module, name));
  return migrations;
}

async function filesOf(folder: string): Promise<[name: string, file: string][]> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => /\.[mc]?[jt]s$/.test(entry) && !/\.d\.[mc]?ts$/.test(entry))
    .toSorted()
    .map((entry) => {
      const [, name] = FILE.exec(entry) ?? [];
      if (name === undefined)
        throw MIGRATION_BAD_FILE(join(folder, entry), "its name has no number in front");
      return [name, entry];
    });
}

async function importFile(path: string): Promise<MigrationFile> {
  const loaded = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  if (!isMigrationFile(loaded.default))
    throw MIGRATION_BAD_FILE(path, "it has no default export made by migration()");
  return loaded.default;
}

function isMigrationFile(value: unknown): value is MigrationFile {
  return (
    typeof value === "object" && value !== null && "operations" in value && "dependsOn" in value
  );
}
