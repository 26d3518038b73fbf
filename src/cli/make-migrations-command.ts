import { relative } from "node:path";
import type { Command } from "commander";
import { makeMigrations, type MadeMigration } from "../db/migrations/index.ts";
import { didYouMean } from "../core/index.ts";
import { migrationModulesOf } from "./app-migrations.ts";
import type { CommandContext } from "./command-context.ts";
import { CLI_USAGE } from "./errors.ts";
import { terminalQuestions } from "./terminal-questions.ts";

interface Options {
  readonly check?: boolean;
  readonly merge?: boolean;
  readonly empty?: boolean;
  readonly name?: string;
  readonly rename: string[];
  readonly drop: string[];
  readonly fill: string[];
  readonly concurrently?: boolean;
}

/** `quintet makemigrations [modules…]` */
export function addMakeMigrations(program: Command, context: CommandContext): void {
  const collect = (value: string, before: string[]): string[] => [...before, value];
  program
    .command("makemigrations")
    .description("Writes the migrations that bring the tables to what the models say")
    .argument("[modules...]", "only these modules, and what they need of others")
    .option("--check", "writes nothing; exits with 1 when migrations are missing")
    .option("--merge", "joins several last migrations of a module, as two branches leave them")
    .option("--empty", "writes a migration to be filled in, for data; wants a module")
    .option("--name <name>", "words of the file's name, after the number")
    .option(
      "--rename <old:new>",
      "a table or table.column under a new name; may be repeated",
      collect,
      [],
    )
    .option(
      "--drop <old>",
      "a table or table.column that is dropped, not renamed; may be repeated",
      collect,
      [],
    )
    .option(
      "--fill <column=value>",
      "what rows get that are there (JSON, or now); may be repeated",
      collect,
      [],
    )
    .option("--concurrently", "PostgreSQL: indexes of existing tables, without locking writers out")
    .action((modules: string[], options: Options) => run(context, modules, options));
}

async function run(context: CommandContext, names: string[], options: Options): Promise<void> {
  const modules = migrationModulesOf(await context.findApp());
  const known = modules.map(({ module }) => module);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw usage(`There is no module "${unknown}" with models.${didYouMean(unknown, known)}`);
  if (options.empty === true && names.length !== 1) throw usage("--empty wants one module.");
  const { check = false, merge = false, concurrently = false, rename, drop, fill } = options;
  const made = await makeMigrations({
    modules,
    ...(names.length > 0 && { only: names }),
    ...(options.empty === true && { empty: names[0]! }),
    ...(options.name !== undefined && { name: options.name }),
    ...(context.terminal.isInteractive && { questions: terminalQuestions(context.terminal) }),
    check,
    merge,
    concurrently,
    rename,
    drop,
    fill,
  });
  report(context, made, check);
}

function report(
  { print, terminal, exitWith }: CommandContext,
  made: readonly MadeMigration[],
  isCheck: boolean,
): void {
  if (made.length === 0) return print.success("The migrations are up to date with the models.");
  for (const { path, operations } of made) {
    print.line(relative(terminal.surroundings.cwd, path));
    for (const { title } of operations) print.line(`  ${title}`);
  }
  if (!isCheck) return print.success(`${made.length} written. Run \`quintet migrate\` to apply.`);
  print.error("The models have changes without a migration. Run `quintet makemigrations`.");
  exitWith(1);
}

function usage(message: string): Error {
  return CLI_USAGE(message, "quintet makemigrations");
}
