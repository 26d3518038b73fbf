/** `npm start`: the showcase, with its database made, filled and served. */
import { enableCompileCache } from "node:module";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `npm start                            the showcase, on SQLite in ./data
npm start -- --set PORT=9000         with other settings, each by a --set of its own
DATABASE_URL=postgres://… npm start  on PostgreSQL; all settings may come from the environment`;

const root = resolve(import.meta.dirname, "..");
// Half of a start is compiling, so what follows is imported when the cache is there: 4.4 s became 2.0 s
// on a busy machine.
enableCompileCache(resolve(root, "node_modules/.cache/start"));
const { main } = await import("../src/cli/index.ts");

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
if (process.env["npm_lifecycle_event"] === "start") stopWithParent();

process.chdir(root);
const { stdin, stdout, stderr, env } = process;
const surroundings = { stdin, stdout, stderr, env, cwd: root, signal: stop.signal };
const inShowcase = ["--app", "examples/app.ts"];

const wish = wishOf(process.argv.slice(2));
if (typeof wish === "string") {
  console.error(`error ${wish}\n hint What is possible:\n\n${USAGE}`);
  process.exitCode = 2;
} else if (wish.isHelp) console.log(USAGE);
else
  process.exitCode =
    (await main(["migrate", ...inShowcase, ...wish.settings], surroundings)) ||
    (await main(["serve_showcase", ...inShowcase, ...wish.settings], surroundings));

/** What the words behind `npm start --` ask for, or what is wrong with them. */
function wishOf(args: readonly string[]): { isHelp: boolean; settings: string[] } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean", short: "h" }, set: { type: "string", multiple: true } },
    });
    const settings = (values.set ?? []).flatMap((one) => ["--set", one]);
    return { isHelp: values.help ?? false, settings };
  } catch (error) {
    return (error as Error).message;
  }
}

/** The shell of npm hands no signal on: who stopped npm would leave the server behind. */
function stopWithParent(): void {
  const { ppid } = process;
  setInterval(() => {
    if (process.ppid !== ppid) stop.abort();
  }, 500).unref();
}
