import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { inspectdb } from "../db/migrations/index.ts";
import { type CommandContext, databaseUrlOf, withDriver } from "./command-context.ts";
import { CLI_FILE_EXISTS } from "./errors.ts";

interface Options {
  readonly url?: string;
  readonly output?: string;
}

/** `quintet inspectdb [tables…]` */
export function addInspectdb(program: Command, context: CommandContext): void {
  program
    .command("inspectdb")
    .description("Writes models for a database that is there; reads only its schema")
    .argument("[tables...]", "only these tables")
    .option("--url <url>", "the database; default: that of the app")
    .option("--output <file>", "the file to write; default: standard output")
    .action(async (tables: string[], options: Options) => {
      const url = options.url ?? databaseUrlOf(await context.findApp());
      const { source, notes } = await withDriver(url, (driver) =>
        inspectdb(driver, tables.length > 0 ? { tables } : {}),
      );
      await give(context, source, options.output);
      for (const note of notes) context.print.warn(note);
    });
}

async function give(
  { print, terminal }: CommandContext,
  source: string,
  output: string | undefined,
): Promise<void> {
  if (output === undefined) return terminal.write("stdout", source);
  const file = resolve(terminal.surroundings.cwd, output);
  await writeFile(file, source, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? CLI_FILE_EXISTS(output) : error;
  });
  print.success(`${output} written.`);
}
