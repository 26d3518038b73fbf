import type { Command } from "commander";
import type { Problem } from "../app/index.ts";
import { makeMigrations } from "../db/migrations/index.ts";
import { migrationModulesOf } from "./app-migrations.ts";
import type { CommandContext } from "./command-context.ts";
import { deployChecks } from "./deploy-checks.ts";
import type { FoundApp } from "./find-app.ts";

/** `quintet check` */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command("check")
    .description("Looks for problems in how the app is put together; starts nothing")
    .option("--deploy", "also for what must not go out: debugging, weak keys, open doors")
    .action(async ({ deploy }: { readonly deploy?: true }) => {
      if (!(await passesChecks(context, await context.findApp(), deploy))) context.exitWith(1);
    });
}

/** Tells the problems of an app; whether there are only warnings. */
export async function passesChecks(
  { print }: CommandContext,
  found: FoundApp,
  deploy = false,
): Promise<boolean> {
  const problems = await found.app.check();
  if (deploy) problems.push(...deployChecks(found.app), ...(await missingMigrations(found)));
  for (const { level, id, message, hint } of problems)
    print[toneOf(level)](`${id}: ${message} ${hint}`);
  if (problems.some(({ level }) => level === "error")) return false;
  print.success(problems.length === 0 ? "No problems." : "Warnings only.");
  return true;
}

async function missingMigrations(found: FoundApp): Promise<Problem[]> {
  // What is wrong with models or migrations is told by what looks for it; here it is only not up to date.
  const made = await makeMigrations({ modules: migrationModulesOf(found), check: true }).catch(
    (error: Error) => [error],
  );
  if (made.length === 0) return [];
  const [first] = made;
  return [
    {
      id: "deploy.migrations_missing",
      level: "error",
      message: `The models have changes without a migration${first instanceof Error ? `: ${first.message}` : "."}`,
      hint: "Run `quintet makemigrations`, and commit what it writes.",
    },
  ];
}

function toneOf(level: "error" | "warning"): "error" | "warn" {
  return level === "error" ? "error" : "warn";
}
