import type { Command } from "commander";
import { abortError } from "../core/index.ts";
import { runAfterMigrate } from "../db/index.ts";
import { loadMigrations, migrate, plan } from "../db/migrations/index.ts";
import type { MigrationTarget, PlannedMigration } from "../db/migrations/index.ts";
import { migrationModulesOf } from "./app-migrations.ts";
import { type CommandContext, databaseUrlOf, withDriver } from "./command-context.ts";
import type { FoundApp } from "./find-app.ts";
import { migrationName } from "./migration-name.ts";

export interface MigrateOptions {
  readonly plan?: boolean;
  readonly fake?: boolean;
  readonly refuseDangers?: boolean;
  readonly allowDangers?: boolean;
}

/** `quintet migrate [module] [target]` */
export function addMigrate(program: Command, context: CommandContext): void {
  program
    .command("migrate")
    .description("Brings the database to the last migration of every module, or to the target")
    .argument("[module]", "only this module, and what it needs of others")
    .argument("[target]", "a migration (its number is enough), or zero to undo all of the module")
    .option("--plan", "shows what would run, and runs nothing")
    .option(
      "--fake",
      "notes the migrations as done without running them: for tables that are there",
    )
    .option(
      "--refuse-dangers",
      "runs nothing when a danger is not acknowledged (default in CI and production)",
    )
    .option("--allow-dangers", "only warns of dangers (default elsewhere)")
    .action(async (module: string | undefined, name: string | undefined, options: MigrateOptions) =>
      migrateApp(context, await context.findApp(), options, targetOf(module, name)),
    );
}

/** Brings the database of an app to the last migration of every module, or to the target. */
export async function migrateApp(
  context: CommandContext,
  found: FoundApp,
  options: MigrateOptions,
  target?: MigrationTarget,
): Promise<void> {
  const migrations = await loadMigrations(migrationModulesOf(found));
  const { print, terminal } = context;
  const wanted = { migrations, ...(target && { target }) };
  await withDriver(databaseUrlOf(found), async (driver) => {
    if (options.plan === true) return showPlan(context, await plan(driver, wanted));
    const { done } = await migrate(driver, {
      ...wanted,
      fake: options.fake ?? false,
      dangers: refusesDangers(context, options) ? "refuse" : "warn",
      onMigration(planned) {
        if (terminal.signal.aborted) throw abortError(terminal.signal);
        showPlanned(context, planned, options.fake !== true);
      },
    });
    const word = options.fake === true ? "noted as done" : "done";
    if (done.length === 0) print.success(`Nothing to do: ${driver.address} is up to date.`);
    else print.success(`${done.length} ${word} on ${driver.address}.`);
    // Somewhere in between, not all tables are there.
    if (target !== undefined) return;
    const migrated = new Set(migrations.map(({ module }) => module));
    await runAfterMigrate(found.app, driver, migrated, print);
  });
}

function targetOf(module?: string, name?: string): MigrationTarget | undefined {
  return module === undefined
    ? undefined
    : { module, ...(name !== undefined && { name: migrationName(name) }) };
}

function refusesDangers({ terminal }: CommandContext, options: MigrateOptions): boolean {
  if (options.allowDangers === true) return false;
  return options.refuseDangers === true || terminal.isCi || terminal.isProduction;
}

function showPlan(context: CommandContext, planned: readonly PlannedMigration[]): void {
  if (planned.length === 0) return context.print.success("Nothing to do.");
  for (const each of planned) {
    showPlanned(context, each, true);
    for (const { operation } of each.operations) context.print.line(`    ${operation.title}`);
  }
}

function showPlanned(
  { print, terminal }: CommandContext,
  { migration, direction, dangers }: PlannedMigration,
  isRun: boolean,
): void {
  const sign = direction === "forward" ? "+" : "-";
  const color = direction === "forward" ? "green" : "yellow";
  print.line(`${terminal.styled("stdout", color, sign)} ${migration.id}`);
  if (!isRun) return;
  for (const { id, message, recipe } of dangers) print.warn(`${id}: ${message} Safely: ${recipe}`);
}
