import type { Command } from "commander";
import { didYouMean } from "../core/index.ts";
import { parseDatabaseUrl, type Dialect } from "../db/index.ts";
import { loadMigrations, showMigrations, sqlMigrate } from "../db/migrations/index.ts";
import type { ShownMigration } from "../db/migrations/index.ts";
import { migrationModulesOf } from "./app-migrations.ts";
import { type CommandContext, databaseUrlOf, withDriver } from "./command-context.ts";
import { CLI_USAGE } from "./errors.ts";
import { migrationName } from "./migration-name.ts";

const DIALECTS: readonly string[] = ["sqlite", "postgres"];

/** `quintet showmigrations [modules…]` */
export function addShowMigrations(program: Command, context: CommandContext): void {
  program
    .command("showmigrations")
    .description("Lists all migrations and whether the database has them")
    .argument("[modules...]", "only these modules")
    .action(async (modules: string[]) => {
      const found = await context.findApp();
      const migrations = await loadMigrations(migrationModulesOf(found));
      const shown = await withDriver(databaseUrlOf(found), (driver) =>
        showMigrations(driver, migrations),
      );
      show(context, shown, modules);
    });
}

/** `quintet sqlmigrate <module> <name>` */
export function addSqlMigrate(program: Command, context: CommandContext): void {
  program
    .command("sqlmigrate")
    .description("Shows the SQL of a migration; asks no database")
    .argument("<module>")
    .argument("<name>", "its number is enough")
    .option("--backwards", "the SQL that undoes it")
    .option("--dialect <dialect>", "sqlite or postgres; default: that of the app's database")
    .action(async (module: string, name: string, options: SqlOptions) => {
      const found = await context.findApp();
      const dialect = options.dialect ?? parseDatabaseUrl(databaseUrlOf(found)).dialect;
      if (!DIALECTS.includes(dialect))
        throw CLI_USAGE(
          `"${dialect}" is no dialect.${didYouMean(dialect, DIALECTS)}`,
          "quintet sqlmigrate",
        );
      const migrations = await loadMigrations(migrationModulesOf(found));
      const direction = options.backwards === true ? "backward" : "forward";
      const target = { module, name: migrationName(name) };
      const statements = sqlMigrate(migrations, target, dialect as Dialect, direction);
      for (const sql of statements) context.print.line(sql.endsWith(";") ? sql : `${sql};`);
    });
}

interface SqlOptions {
  readonly backwards?: boolean;
  readonly dialect?: string;
}

function show(
  { print, terminal }: CommandContext,
  shown: readonly ShownMigration[],
  names: readonly string[],
): void {
  const modules = Map.groupBy(shown, ({ module }) => module);
  const unknown = names.find((name) => !modules.has(name));
  if (unknown !== undefined)
    throw CLI_USAGE(
      `The module "${unknown}" has no migrations.${didYouMean(unknown, modules.keys())}`,
      "quintet showmigrations",
    );
  if (modules.size === 0) print.line("There are no migrations.");
  for (const [module, migrations] of modules) {
    if (names.length > 0 && !names.includes(module)) continue;
    print.line(terminal.styled("stdout", "bold", module));
    for (const migration of migrations) print.line(lineOf(migration));
  }
}

function lineOf({ name, isApplied, appliedAt, isChanged, isMissing }: ShownMigration): string {
  const notes = [
    ...(appliedAt === undefined ? [] : [appliedAt]),
    ...(isChanged ? ["the file has changed since"] : []),
    ...(isMissing ? ["there is no file"] : []),
  ];
  return ` [${isApplied ? "X" : " "}] ${name}${notes.length > 0 ? `  ${notes.join(", ")}` : ""}`;
}
