import type { Command } from "commander";
import type { LoadedSettings } from "../config/index.ts";
import type { CommandContext } from "./command-context.ts";
import { CLI_NO_SETTINGS } from "./errors.ts";

/** `quintet settings` */
export function addSettings(program: Command, context: CommandContext): void {
  program
    .command("settings")
    .description("Lists the settings of the app and where each comes from, secrets masked")
    .option("--json", "as JSON, for programs")
    .action(async ({ json }: { readonly json?: true }) => {
      const { app, file } = await context.findApp();
      const loaded: readonly LoadedSettings[] = app.contributions("settings");
      if (loaded.length === 0) throw CLI_NO_SETTINGS(file);
      const rows = loaded.flatMap((one) => one.describe());
      if (json === true) context.print.line(JSON.stringify(rows, null, 2));
      else
        context.print.table(
          rows.map(({ name, value, source, help }) => ({ name, value, source, help })),
        );
      for (const { problem } of rows) if (problem !== undefined) context.print.warn(problem);
    });
}
