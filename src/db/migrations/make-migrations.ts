import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Table } from "../tables/table.ts";
import { arrangeMigrations, lastNumber } from "./arrange-migrations.ts";
import type { NewMigration } from "./arrange-migrations.ts";
import { askQuestions } from "./ask-questions.ts";
import { detectChanges } from "./detect-changes.ts";
import { MIGRATION_BAD_FLAG } from "./errors.ts";
import { loadMigrations } from "./load-migrations.ts";
import type { MigrationFolder } from "./load-migrations.ts";
import { mergeLeaves } from "./merge-leaves.ts";
import { MigrationGraph } from "./migration-graph.ts";
import { emptyMigrationSource, migrationSource } from "./migration-source.ts";
import { answersFromFlags, refuseUnknownFlags } from "./questions.ts";
import type { AnswerFlags, Questions } from "./questions.ts";
import { schemaOfTables } from "./schema-of-tables.ts";

/** A module with its models and the folder of its migrations. */
export interface MigrationModule extends MigrationFolder {
  readonly tables: readonly Table[];
}

export interface MakeMigrationsOptions extends AnswerFlags {
  /** All modules of the app: models point across them. */
  readonly modules: readonly MigrationModule[];
  /** Asked what the flags do not tell. Without it an open question is an error that names the flag. */
  readonly questions?: Questions;
  /** Writes nothing: whether the models have changes is in the result. Default `false`. */
  readonly check?: boolean;
  /** Joins several last migrations of a module. Default `false`. */
  readonly merge?: boolean;
  /** Writes a migration without operations for this module. */
  readonly empty?: string;
  /** Writes for these modules only, and what their migrations depend on. Default: all. */
  readonly only?: readonly string[];
  /** Words of the file's name after the number. Default: told from the operations. */
  readonly name?: string;
  /** Indexes of existing tables are built concurrently, in a migration of their own. Default `false`. */
  readonly concurrently?: boolean;
  /** What the files import from. Default `"quintet/db/migrations"`. */
  readonly importFrom?: string;
}

/** A file that was written, or would have been. */
export interface MadeMigration extends NewMigration {
  readonly id: string;
  readonly path: string;
  readonly source: string;
}

/**
 * Writes the migrations that bring the tables to what the models say.
 *
 * Compares the models with what the migration files add up to; no database is asked.
 *
 * @returns what was written, or with `check` what is missing; empty when the models have no changes.
 * @throws `DB_MIGRATION_AMBIGUOUS`, `DB_MIGRATION_NEEDS_VALUE`, `DB_MIGRATION_BAD_FLAG`,
 *   `DB_MIGRATION_CONFLICT`, `DB_MIGRATION_MERGE_CONFLICT`, `DB_MIGRATION_BAD_FILE`,
 *   `DB_MIGRATION_CYCLE`, `DB_MIGRATION_STATE_MISMATCH`
 */
export async function makeMigrations(options: MakeMigrationsOptions): Promise<MadeMigration[]> {
  const { modules } = options;
  if (options.name !== undefined && !/^[\w-]+$/.test(options.name))
    throw MIGRATION_BAD_FLAG(`--name ${options.name}`, "a name has letters, digits, _ and - only");
  const graph = new MigrationGraph(await loadMigrations(modules));
  const wanted = chosen(await newMigrations(graph, options), options.only);
  const made = wanted.map((migration): MadeMigration => {
    const { folder } = modules.find(({ module }) => module === migration.module)!;
    const source =
      options.empty === undefined
        ? migrationSource(migration, options.importFrom)
        : emptyMigrationSource(migration.dependsOn, options.importFrom);
    const path = join(folder, `${migration.name}.ts`);
    return { ...migration, id: `${migration.module}/${migration.name}`, path, source };
  });
  if (options.check !== true) await writeAll(made);
  return made;
}

/** Of new migrations those of some modules, with the new ones that these depend on. */
function chosen(
  made: readonly NewMigration[],
  only: readonly string[] | undefined,
): readonly NewMigration[] {
  if (only === undefined) return made;
  const ids = new Set<string>();
  const idOf = ({ module, name }: NewMigration): string => `${module}/${name}`;
  const take = (migration: NewMigration): void => {
    if (ids.has(idOf(migration))) return;
    ids.add(idOf(migration));
    for (const other of made) if (migration.dependsOn.includes(idOf(other))) take(other);
  };
  for (const migration of made) if (only.includes(migration.module)) take(migration);
  return made.filter((migration) => ids.has(idOf(migration)));
}

async function newMigrations(
  graph: MigrationGraph,
  options: MakeMigrationsOptions,
): Promise<NewMigration[]> {
  if (options.merge === true) return mergeLeaves(graph, options.name);
  graph.refuseConflicts();
  if (options.empty !== undefined) return [emptyMigration(graph, options, options.empty)];
  const state = graph.stateAfter();
  const wanted = schemaOfTables(options.modules.flatMap(({ tables }) => tables));
  refuseUnknownFlags(options, state.schema, wanted);
  const questions = answersFromFlags(options, options.questions);
  const answers = await askQuestions(state.schema, wanted, questions);
  const operations = detectChanges(state.schema, wanted, {
    ...answers,
    concurrently: options.concurrently ?? false,
  });
  const moduleOfTable = new Map(
    options.modules.flatMap(({ module, tables }) =>
      tables.map(({ tableName }) => [tableName, module] as const),
    ),
  );
  return arrangeMigrations(operations, { graph, state, moduleOfTable }, options.name);
}

function emptyMigration(
  graph: MigrationGraph,
  { modules, name }: MakeMigrationsOptions,
  module: string,
): NewMigration {
  if (!modules.some((other) => other.module === module))
    throw MIGRATION_BAD_FLAG(`--empty ${module}`, "there is no such module");
  const leaf = graph.findLeaf(module);
  const number = String(lastNumber(graph.of(module)) + 1).padStart(4, "0");
  const dependsOn = leaf === undefined ? [] : [leaf.id];
  return { module, name: `${number}_${name ?? "data"}`, dependsOn, operations: [] };
}

/** `wx`: a file that is there is never written over. */
async function writeAll(made: readonly MadeMigration[]): Promise<void> {
  for (const { path, source } of made) {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, source, { flag: "wx" });
  }
}
