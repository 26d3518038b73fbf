import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { test } from "node:test";
import { text } from "node:stream/consumers";
import { temporaryDatabase } from "quintet/testing";
import { postgres } from "../services.ts";

const MAIN = resolve(import.meta.dirname, "../../src/cli/main.ts");
const cwd = resolve(import.meta.dirname, "../../examples/blog");

/** A command as a user gives it, in the folder of the blog. */
function quintet(url: string, ...argv: readonly string[]) {
  const env = { PATH: process.env["PATH"], QUINTET_ENV: "test", DATABASE_URL: url };
  return spawn(process.execPath, ["--conditions=quintet-source", MAIN, ...argv], { cwd, env });
}

async function done(child: ReturnType<typeof quintet>) {
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  assert.equal(exitCode, 0, stderr);
  return stdout;
}

test("the migrations of the blog say what its models say", async () => {
  await done(quintet("sqlite::memory:", "makemigrations", "--check"));
});

for (const [name, kind, skip] of [
  ["SQLite", "sqlite:file.db", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  test(`the blog is filled and exported from the command line on ${name}`, { skip }, async () => {
    await using place = await temporaryDatabase(kind);
    await done(quintet(place.url, "migrate"));
    assert.match(await done(quintet(place.url, "seed_data", "--posts=200")), /200 posts/);
    const written = await done(quintet(place.url, "export_data"));
    assert.equal((JSON.parse(written) as unknown[]).length, 200);
    assert.match(await done(quintet(place.url, "healthcheck")), /database +ok +answers in/);

    // As `head -1` does: it reads the beginning and goes.
    const cut = quintet(place.url, "export_data", "--format=csv");
    const told = text(cut.stderr);
    const [beginning] = (await once(cut.stdout, "data")) as [Buffer];
    cut.stdout.destroy();
    assert.match(String(beginning), /^id,title,slug/);
    assert.deepEqual(await once(cut, "exit"), [0, null]);
    assert.doesNotMatch(await told, /error/i);
  });
}
