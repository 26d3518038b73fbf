#!/usr/bin/env node
import { main } from "./index.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  // Once: who asks a second time does not want to wait.
  process.once(name, () => stop.abort(new Error(`stopped by ${name}`)));
}
const { stdin, stdout, stderr, env } = process;
for (const stream of [stdout, stderr]) {
  // A reader that has seen enough (`| head`) must not stop a migration half-way.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}
// Not process.exit: what is written to a pipe would be cut off.
process.exitCode = await main(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  cwd: process.cwd(),
  enterFolder: (folder) => process.chdir(folder),
  signal: stop.signal,
});
