import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { temporaryDatabase } from "quintet/testing";
import { postgres } from "../services.ts";

const run = promisify(execFile);
const folder = resolve(import.meta.dirname, "../../examples/tasks");

/** The command line as a user has it, in the folder of the task manager. */
async function quintet(url: string, ...argv: readonly string[]): Promise<string> {
  const main = resolve(import.meta.dirname, "../../src/cli/main.ts");
  const { stdout } = await run(process.execPath, ["--conditions=quintet-source", main, ...argv], {
    cwd: folder,
    env: { PATH: process.env["PATH"], QUINTET_ENV: "test", DATABASE_URL: url },
  });
  return stdout;
}

test("the migrations of the task manager say what its models say", async () => {
  await quintet("sqlite::memory:", "makemigrations", "--check");
});

for (const [name, kind, skip] of [
  ["SQLite", "sqlite:file.db", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  test(`the task manager is set up from the command line on ${name}`, { skip }, async () => {
    await using place = await temporaryDatabase(kind);
    await quintet(place.url, "migrate");
    assert.match(await quintet(place.url, "seed_tasks"), /32 tasks of 5 users/);
    const removed = await quintet(place.url, "remove_completed_tasks", "--days=60");
    assert.match(removed, /4 completed tasks removed/);
  });
}
