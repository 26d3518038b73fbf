import { Console } from "node:console";
import { homedir } from "node:os";
import { join } from "node:path";
import { type REPLServer, start } from "node:repl";
import { text } from "node:stream/consumers";
import { runInThisContext } from "node:vm";
import type { Command } from "commander";
import type { App } from "../app/index.ts";
import { captureContext } from "../core/index.ts";
import * as db from "../db/index.ts";
import type { CommandContext } from "./command-context.ts";
import { runInApp } from "./run-in-app.ts";

/** What queries are written with; fields and errors of `quintet/db` would only be in the way. */
const WORDS: ReadonlySet<string> = new Set([
  "afterCommit",
  "avg",
  "column",
  "count",
  "countDistinct",
  "max",
  "min",
  "minus",
  "plus",
  "sql",
  "sum",
  "times",
  "transaction",
  "truncate",
] satisfies (keyof typeof db)[]);

/** `quintet shell` */
export function addShell(program: Command, context: CommandContext): void {
  program
    .command("shell")
    .description(
      "Starts the app and reads JavaScript, with all models in scope and top-level await",
    )
    .addHelpText("after", "\nA script on standard input is run as a whole: quintet shell < fix.js")
    .action(async () => {
      const { app } = await context.findApp();
      const { stdin, stdout } = context.terminal.surroundings;
      const isTerminal = stdin.isTTY === true && stdout.isTTY === true;
      const work = isTerminal ? readAndPrint : runScript;
      await runInApp(app, "shell", context.terminal.signal, () => work(app, context));
    });
}

async function readAndPrint(app: App, { terminal, print }: CommandContext): Promise<void> {
  const { stdin, stdout, env } = terminal.surroundings;
  const scope = scopeOf(app);
  print.line(`In scope: ${Object.keys(scope).join(", ")}`);
  const server = start({
    prompt: "quintet> ",
    input: stdin,
    output: stdout,
    terminal: true,
    useColors: terminal.hasColors("stdout"),
    // Ctrl-C while something runs stops that, not the shell.
    breakEvalOnSigint: true,
    // In a context of its own `{}` and `new Date()` would be of other classes than the program's.
    useGlobal: true,
  });
  using _ = globals(scope);
  enterAppOnEval(server);
  const history = env["QUINTET_HISTORY"] ?? join(homedir(), ".quintet_history");
  if (history !== "") await keepHistory(server, history);
  terminal.signal.addEventListener("abort", () => server.close(), { once: true });
  await new Promise<void>((resolve) => server.once("exit", () => resolve()));
}

/** Line by line would not do: the next lines come before the first is answered. */
async function runScript(app: App, { terminal }: CommandContext): Promise<void> {
  const { stdin, stdout, stderr } = terminal.surroundings;
  const scope = { ...scopeOf(app), console: new Console(stdout, stderr) };
  const names = Object.keys(scope).join(", ");
  // In a block of its own, a script may call what it counts `count`.
  const code = `(async ({ ${names} }) => {{${await text(stdin)}\n}})`;
  const script = runInThisContext(code, { filename: "stdin" }) as (given: object) => Promise<void>;
  await script(scope);
}

/** Puts values into the global scope, for as long as the shell is open. */
function globals(values: Readonly<Record<string, unknown>>): Disposable {
  const before = Object.getOwnPropertyDescriptors(globalThis);
  Object.assign(globalThis, values);
  return {
    [Symbol.dispose]() {
      for (const name of Object.keys(values)) {
        delete (globalThis as Record<string, unknown>)[name];
        const was = before[name as keyof typeof before];
        if (was !== undefined) Object.defineProperty(globalThis, name, was);
      }
    },
  };
}

function keepHistory(server: REPLServer, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.setupHistory(file, (error) => (error === null ? resolve() : reject(error)));
  });
}

function scopeOf(app: App): Record<string, unknown> {
  const models = app.contributions("models").map((model) => [model.name, model] as const);
  const words = Object.entries(db).filter(([name]) => WORDS.has(name));
  return { app, ...Object.fromEntries([...words, ...models]) };
}

/** Lines come from the terminal, outside of any context. */
function enterAppOnEval(server: REPLServer): void {
  const inContext = captureContext();
  const evaluate = server.eval;
  Object.assign(server, {
    eval(this: REPLServer, ...args: Parameters<typeof evaluate>): void {
      inContext(() => evaluate.apply(this, args));
    },
  });
}
