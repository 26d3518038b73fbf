import type { Command as CommanderCommand } from "commander";
import type { App, Command } from "../app/index.ts";
import type { CommandContext } from "./command-context.ts";
import { CommandValues } from "./command-values.ts";
import { CLI_COMMAND_CLASH } from "./errors.ts";
import { runInApp } from "./run-in-app.ts";

/** Adds the commands that the modules of an app bring. @throws `CLI_COMMAND_CLASH` */
export function addModuleCommands(
  program: CommanderCommand,
  app: App,
  context: CommandContext,
): void {
  for (const command of app.contributions("commands")) {
    const isTaken = program.commands.some((other) => other.name() === command.name);
    if (isTaken) throw CLI_COMMAND_CLASH(command.name, "there is one of this name already");
    const values = new CommandValues(command);
    const target = program.command(command.name).description(command.description);
    values.declare(target);
    target.action(async () => {
      const given = values.read(target);
      context.exitWith((await run(command, app, given, context)) ?? 0);
    });
  }
}

function run(
  command: Command,
  app: App,
  given: ReturnType<CommandValues["read"]>,
  { print, terminal: { signal } }: CommandContext,
): Promise<number | void> {
  const work = async (): Promise<number | void> => command.run({ ...given, print, app, signal });
  return command.startsApp === false ? work() : runInApp(app, command.name, signal, work);
}
