import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type HttpServer, type Place, startListening } from "../http/index.ts";
import { addressesOf } from "./addresses-of.ts";
import type { CommandContext } from "./command-context.ts";
import { Supervised } from "./supervised.ts";
import { warnOfMigrations } from "./warn-of-migrations.ts";
import { Workers } from "./workers.ts";

interface Options {
  readonly port?: number;
  readonly host?: string;
  readonly workers?: number;
  /** Started by `serve --workers` or `dev`, and told by it when to stop. */
  readonly supervised?: boolean;
}

/** What is left alive by mistake, such as a timer, must not keep a server that has stopped. */
const EXIT_MS = 5_000;

/** `quintet serve` */
export function addServe(program: Command, context: CommandContext): void {
  program
    .command("serve")
    .description("Starts the app and answers requests until SIGTERM or Ctrl-C")
    .addOption(portOption())
    .addOption(hostOption())
    .option(
      "--workers <n>",
      "processes that share the port, or max: one for each core; SIGHUP renews them one by one",
      workersOf,
    )
    .addOption(new Option("--supervised").hideHelp())
    .action(async (options: Options) => {
      if (options.supervised === true) await serveSupervised(context, options);
      else if (options.workers === undefined) await serveAlone(context, options);
      else await serveByWorkers(context, options, options.workers);
      setTimeout(() => process.exit(), EXIT_MS).unref();
    });
}

export function portOption(): Option {
  return new Option("--port <number>", "default: PORT of the settings").argParser(portOf);
}

export function hostOption(): Option {
  return new Option("--host <address>", "default: HOST of the settings; 0.0.0.0 for all");
}

/** The options of the same meaning, for another process. */
export function placeArguments({ port, host }: Pick<Options, "port" | "host">): string[] {
  return [
    ...(port === undefined ? [] : ["--port", String(port)]),
    ...(host === undefined ? [] : ["--host", host]),
  ];
}

export function showAddresses({ print, terminal }: CommandContext, origin: string): void {
  for (const address of addressesOf(origin))
    print.line(`Listening at ${terminal.styled("stdout", "cyan", address)}`);
}

async function serveAlone(context: CommandContext, options: Options): Promise<void> {
  const { app, server } = await start(context, options);
  showAddresses(context, server.origin!);
  await stopAsked(context.terminal.signal);
  await app.stop();
}

async function serveSupervised(context: CommandContext, options: Options): Promise<void> {
  const supervised = new Supervised(context.terminal.signal);
  try {
    const { app, server } = await start(context, options);
    supervised.onStopListening = () => server.stopListening();
    supervised.report({ kind: "ready", origin: server.origin! });
    await supervised.stop;
    await app.stop();
  } finally {
    supervised.leave();
  }
}

async function serveByWorkers(
  context: CommandContext,
  options: Options,
  count: number,
): Promise<void> {
  const { print, terminal, globalArguments } = context;
  const args = ["serve", "--supervised", ...placeArguments(options), ...globalArguments];
  const workers = new Workers(count, args, print);
  const renew = (): void => workers.renew();
  process.on("SIGHUP", renew);
  const origin = await workers.start();
  if (origin === undefined) {
    // It has told by itself what was wrong.
    context.exitWith(1);
  } else {
    showAddresses(context, origin);
    print.line(`${count} workers; kill -HUP ${process.pid} renews them`);
    await aborted(terminal.signal);
    await workers.stop();
  }
  process.off("SIGHUP", renew);
}

async function start(
  context: CommandContext,
  { port, host }: Options,
): Promise<{ app: HttpServerApp; server: HttpServer }> {
  const { app } = await context.findApp();
  const place: Partial<Place> = {
    ...(port !== undefined && { port }),
    ...(host !== undefined && { host }),
  };
  const server = await startListening(app, place);
  if (server.settings.development) {
    // It serves already: what is wrong with migrations must not leave it running without an owner.
    await warnOfMigrations(context).catch(({ message }: Error) => context.print.warn(message));
  }
  return { app, server };
}

type HttpServerApp = Awaited<ReturnType<CommandContext["findApp"]>>["app"];

/** Waits for a signal; that of a terminal which is closed counts as well. */
async function stopAsked(signal: AbortSignal): Promise<void> {
  const { promise: hungUp, resolve } = Promise.withResolvers<void>();
  process.once("SIGHUP", resolve);
  await Promise.race([aborted(signal), hungUp]);
  process.off("SIGHUP", resolve);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("It is a number from 0 (any that is free) to 65535.");
}

function workersOf(text: string): number {
  if (text === "max") return availableParallelism();
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1024) return count;
  throw new InvalidArgumentError("It is a number from 1 to 1024, or max.");
}
