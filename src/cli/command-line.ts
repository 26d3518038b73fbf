import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Command, CommanderError } from "commander";
import { ABORTED, didYouMean } from "../core/index.ts";
import { addCheck } from "./check-command.ts";
import { addCollectstatic } from "./collectstatic-command.ts";
import type { CommandContext } from "./command-context.ts";
import { isShownOnly } from "./command-values.ts";
import { CLI_BAD_INPUT, CLI_CANCELLED, CLI_UNKNOWN_COMMAND, CLI_USAGE } from "./errors.ts";
import { addDev } from "./dev-command.ts";
import { findApp, type FoundApp } from "./find-app.ts";
import { addInspectdb } from "./inspectdb-command.ts";
import { addMakeMigrations } from "./make-migrations-command.ts";
import { addMigrate } from "./migrate-command.ts";
import { addModuleCommands } from "./module-commands.ts";
import { addNew } from "./new-command.ts";
import { addOpenapi } from "./openapi-command.ts";
import { addRelease } from "./release-command.ts";
import { addRoutes } from "./routes-command.ts";
import { addSettings } from "./settings-command.ts";
import { addServe } from "./serve-command.ts";
import { addShell } from "./shell-command.ts";
import { showError } from "./show-error.ts";
import { refuseUnheard } from "./refuse-unheard.ts";
import { addShowMigrations, addSqlMigrate } from "./show-migrations-command.ts";
import { Terminal, type Surroundings } from "./terminal.ts";
import { terminalPrint } from "./terminal-print.ts";

const COMMANDS = [
  addNew,
  addDev,
  addServe,
  addRoutes,
  addOpenapi,
  addSettings,
  addMakeMigrations,
  addMigrate,
  addShowMigrations,
  addSqlMigrate,
  addInspectdb,
  addShell,
  addCheck,
  addCollectstatic,
  addRelease,
];

/**
 * Runs a command line, `["migrate", "--plan"]`, to its end.
 *
 * Never throws: what goes wrong is told on `stderr`. Touches nothing of the process but what it is given.
 *
 * @returns the exit code: 0 done, 1 failed, 2 wrongly called, 130 stopped by the person
 * @example
 * const exitCode = await main(["migrate"], { ...process, cwd: process.cwd() });
 */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const terminal = new Terminal(surroundings);
  const { command, app, isDebug, assignments } = readGlobals(argv);
  let exitCode = 0;
  let found: Promise<FoundApp> | undefined;
  const context: CommandContext = {
    terminal,
    print: terminalPrint(terminal),
    globalArguments: [
      ...(app === undefined ? [] : ["--app", app]),
      ...(isDebug ? ["--debug"] : []),
      ...assignments.flatMap((assignment) => ["--set", assignment]),
    ],
    findApp: () => (found ??= enterApp(surroundings, app, assignments)),
    exitWith: (code) => (exitCode = code),
  };
  try {
    const program = makeProgram(context);
    await addCommandsOfApp(program, context, command);
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    if (isShownOnly(error)) return 0;
    const shown = error instanceof CommanderError ? usageError(error, command) : error;
    showError(terminal, shown, isDebug || isOn(surroundings.env["QUINTET_DEBUG"]));
    return exitCodeOf(shown, terminal);
  }
}

async function enterApp(
  { cwd, enterFolder }: Surroundings,
  wanted: string | undefined,
  assignments: readonly string[],
): Promise<FoundApp> {
  const found = await findApp(cwd, wanted);
  if (found.folder !== cwd) enterFolder?.(found.folder);
  refuseUnheard(found.app, assignments);
  return found;
}

function makeProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command("quintet")
    .description("The command line of a Quintet app")
    .option(
      "--app <file>",
      "the file that exports the app; default: app.ts, or what package.json says",
    )
    .option("--debug", "shows errors with their stacks")
    .option("--set <NAME=value>", "a setting for this call; may be repeated", (one) => one)
    .version(versionOf(), "--version", "shows the version of quintet")
    .exitOverride()
    .configureHelp({ styleTitle: (text) => terminal.styled("stdout", "bold", text) })
    .configureOutput({
      writeOut: (text) => terminal.write("stdout", text),
      // Errors of usage are told as all others are.
      writeErr: () => {},
      getOutHelpWidth: () => terminal.surroundings.stdout.columns ?? 100,
      getOutHasColors: () => terminal.hasColors("stdout"),
    });
  for (const add of COMMANDS) add(program, context);
  return program;
}

/** The app is imported for its commands only when they are asked for: others may do without it. */
async function addCommandsOfApp(
  program: Command,
  context: CommandContext,
  name: string | undefined,
): Promise<void> {
  const own = program.commands.map((command) => command.name());
  if (name !== undefined && own.includes(name)) return;
  try {
    const { app } = await context.findApp();
    addModuleCommands(program, app, context);
  } catch (error) {
    const isHelp = name === undefined || name === "help";
    if (!isHelp) {
      const near = didYouMean(name, own);
      throw near === "" ? error : CLI_UNKNOWN_COMMAND(name, near);
    }
    program.addHelpText(
      "after",
      `\nCommands of modules are missing here: ${(error as Error).message}`,
    );
  }
  const known = program.commands.map((command) => command.name());
  if (name !== undefined && name !== "help" && !known.includes(name))
    throw CLI_UNKNOWN_COMMAND(name, didYouMean(name, known));
}

/** What must be known before the commands are: commander reads the same once more. */
function readGlobals(argv: readonly string[]): {
  readonly command: string | undefined;
  readonly app: string | undefined;
  readonly isDebug: boolean;
  readonly assignments: readonly string[];
} {
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: {
      app: { type: "string" },
      debug: { type: "boolean" },
      set: { type: "string", multiple: true },
    },
    strict: false,
    allowPositionals: true,
  });
  const app = typeof values.app === "string" ? values.app : undefined;
  const assignments = (values.set ?? []).filter((one) => typeof one === "string");
  return { command: positionals[0], app, isDebug: values.debug === true, assignments };
}

function usageError({ message }: CommanderError, command: string | undefined): Error {
  const text = message.replace(/^error: /, "").replace(/\n\((Did you mean .*)\)$/s, ". $1");
  return CLI_USAGE(
    `${text[0]?.toUpperCase()}${text.slice(1)}`,
    `quintet ${command ?? ""}`.trimEnd(),
  );
}

function exitCodeOf(error: unknown, { signal }: Terminal): number {
  if (CLI_CANCELLED.is(error) || (signal.aborted && ABORTED.is(error))) return 130;
  return [CLI_USAGE, CLI_BAD_INPUT, CLI_UNKNOWN_COMMAND].some((kind) => kind.is(error)) ? 2 : 1;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== "" && value !== "0";
}

function versionOf(): string {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}
