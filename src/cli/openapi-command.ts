import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

/** `quintet openapi` */
export function addOpenapi(program: Command, context: CommandContext): void {
  program
    .command("openapi")
    .description("Prints the OpenAPI document of the app; starts nothing")
    .option("--output <file>", "writes it there, over what is there")
    .action(async ({ output }: { readonly output?: string }) => {
      const { app } = await context.findApp();
      // Loaded here: other commands do without it.
      const { openapi } = await import("../api/index.ts");
      const { cwd } = context.terminal.surroundings;
      const text = JSON.stringify(openapi(app), null, 2);
      if (output === undefined) return context.print.line(text);
      await writeFile(resolve(cwd, output), `${text}\n`);
      context.print.success(`${output} is written.`);
    });
}
