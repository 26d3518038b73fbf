import type { Command } from "commander";
import { passesChecks } from "./check-command.ts";
import { collectFiles } from "./collectstatic-command.ts";
import type { CommandContext } from "./command-context.ts";
import { migrateApp } from "./migrate-command.ts";

/** `quintet release` */
export function addRelease(program: Command, context: CommandContext): void {
  program
    .command("release")
    .description("All that a deployment wants before the start: collectstatic, check, migrate")
    .option("--allow-dangers", "migrates even where a danger is not acknowledged")
    .action(async ({ allowDangers = false }: { readonly allowDangers?: boolean }) => {
      const found = await context.findApp();
      await collectFiles(context, found.app);
      // The database comes last: what is refused before has changed nothing that a running app reads.
      if (!(await passesChecks(context, found, true))) return context.exitWith(1);
      if (found.app.contributions("databases").length === 0) return;
      await migrateApp(context, found, { refuseDangers: true, allowDangers });
    });
}
