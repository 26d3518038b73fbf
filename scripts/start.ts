/** `npm start`: the showcase, with its database made, filled and served. */
import { resolve } from "node:path";
import { main } from "../src/cli/index.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());

const root = resolve(import.meta.dirname, "..");
process.chdir(root);
const { stdin, stdout, stderr, env } = process;
const surroundings = { stdin, stdout, stderr, env, cwd: root, signal: stop.signal };
const inShowcase = ["--app", "examples/app.ts"];

process.exitCode =
  (await main(["migrate", ...inShowcase], surroundings)) ||
  (await main(["serve_showcase", ...inShowcase], surroundings));
