/** `npm start`: the example `hello`, with its database made, seeded and served. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { main } from "../src/cli/index.ts";

const folder = resolve(import.meta.dirname, "../examples/hello");
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
process.chdir(folder);

const isReady = runAlone("migrate") && runAlone("seed");
const { stdin, stdout, stderr, env } = process;
process.exitCode = isReady
  ? await main(["serve", "--app", "app.ts"], {
      stdin,
      stdout,
      stderr,
      env,
      cwd: folder,
      signal: stop.signal,
    })
  : 1;

/** In a process of its own: an app starts once. */
function runAlone(command: string): boolean {
  const cli = resolve(import.meta.dirname, "../src/cli/main.ts");
  const args = [...process.execArgv, cli, command, "--app", "app.ts"];
  const { status } = spawnSync(process.execPath, args, { cwd: folder, stdio: "inherit" });
  return status === 0;
}
