import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { join } from "node:path";

type Run = (command: string, args: readonly string[], cwd?: string) => Promise<string>;

/** What somebody does who begins with the package, step by step. */
export async function useNewProject(tarball: string, folder: string, run: Run): Promise<void> {
  const quintet = join(folder, "node_modules/.bin/quintet");
  const place = join(folder, "..");
  // The command of the package itself, as `npx` has it.
  const cli = join(place, "node_modules/quintet/dist/cli/main.js");
  await run(process.execPath, [cli, "new", "demo", "--from", tarball], place);
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
  assert.match(await run(quintet, ["migrate"], folder), /\+ notes\/0001_initial/);
  assert.match(await run("npm", ["test"], folder), /pass 4\b/);
  assert.match(await run("npm", ["run", "check"], folder), /No problems/);
  await serveOnce(quintet, folder);
}

async function serveOnce(quintet: string, folder: string): Promise<void> {
  const server = spawn(quintet, ["serve", "--port=0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = once(server, "close");
  try {
    for await (const line of createInterface(server.stdout)) {
      const origin = /^Listening at (\S+)/.exec(line)?.[1];
      if (origin === undefined) continue;
      const body = JSON.stringify({ text: "Buy tea" });
      const headers = { "content-type": "application/json" };
      const made = await fetch(`${origin}/notes`, { method: "POST", headers, body });
      assert.equal(made.status, 201);
      const docs = await fetch(`${origin}/docs/api`);
      assert.match(await docs.text(), /<title>demo/);
      server.kill("SIGTERM");
    }
  } finally {
    if (server.exitCode === null) server.kill("SIGTERM");
  }
  assert.deepEqual(await ended, [0, null]);
}
