import { relative } from "node:path";
import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import { DevServer } from "./dev-server.ts";
import { findAppFile } from "./find-app.ts";
import { hostOption, placeArguments, portOption, showAddresses } from "./serve-command.ts";
import { watchFiles } from "./watch-files.ts";

interface Options {
  readonly port?: number;
  readonly host?: string;
  readonly watch: string[];
}

/** `quintet dev` */
export function addDev(program: Command, context: CommandContext): void {
  program
    .command("dev")
    .description("Serves the app for development, and starts it anew when a file changes")
    .addOption(portOption())
    .addOption(hostOption())
    .option(
      "--watch <folder>",
      "another folder than the project's to look at; may be repeated",
      (folder: string, before: string[]) => [...before, folder],
      [],
    )
    .action((options: Options) => run(context, options));
}

async function run(context: CommandContext, options: Options): Promise<void> {
  const { terminal, print, globalArguments } = context;
  const { env, cwd } = terminal.surroundings;
  const { folder } = await findAppFile(cwd, appOf(globalArguments));
  const args = ["serve", "--supervised", ...placeArguments(options), ...globalArguments];
  const server = new DevServer(args, {
    cwd,
    // NODE_ENV of the shell may be production for the sake of another program.
    env: { ...env, QUINTET_ENV: env["QUINTET_ENV"] ?? "development", ...colors(context) },
  });
  let isShown = false;
  server.onReady = (origin, startMs) => {
    if (isShown) print.success(`Started anew in ${startMs} ms`);
    else showAddresses(context, origin);
    isShown = true;
  };
  server.onEnded = (how) => print.warn(`The app has ended (${how}); waiting for a change.`);
  const changed = (file: string): void => {
    print.line(`${relative(folder, file)} has changed`);
    server.restart();
  };
  using watching = new DisposableStack();
  for (const one of [folder, ...options.watch]) watching.use(watchFiles(one, changed));
  server.restart();
  await new Promise((resolve) => terminal.signal.addEventListener("abort", resolve));
  await server.stop();
}

function appOf(globals: readonly string[]): string | undefined {
  const at = globals.indexOf("--app");
  return at === -1 ? undefined : globals[at + 1];
}

/** The app writes to the same terminal, but has no other sign of it than ours. */
function colors({ terminal }: CommandContext): Record<string, string> {
  return terminal.hasColors("stderr") ? { FORCE_COLOR: "1" } : {};
}
