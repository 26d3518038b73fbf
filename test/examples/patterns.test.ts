// The tests of the patterns stand beside them, as a user's would.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { hashPassword, User as Account } from "quintet/auth";
import { appTest } from "quintet/testing";
import notes from "../../examples/patterns/token-scopes.ts";
import users, { User } from "../../examples/patterns/user-rules.ts";
import { postgres } from "../services.ts";

const folder = resolve(import.meta.dirname, "../../examples/patterns");

for (const file of globSync("*.test.ts", { cwd: folder }).toSorted())
  await import(pathToFileURL(resolve(folder, file)).href);

for (const [file, migration] of [
  ["user-rules.ts", "users/0001_initial"],
  ["token-scopes.ts", "auth/0001_initial"],
] as const)
  test(`${file} makes its tables from the command line, and its migrations are up to date`, async () => {
    const place = await mkdtemp(join(tmpdir(), "quintet-patterns-"));
    after(() => rm(place, { recursive: true }));
    const quintet = async (...argv: readonly string[]): Promise<string> => {
      const main = resolve(import.meta.dirname, "../../src/cli/main.ts");
      const args = ["--conditions=quintet-source", main, ...argv, "--app", join(folder, file)];
      const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: place });
      return stdout;
    };
    assert.match(await quintet("migrate"), new RegExp(`^\\+ ${migration}$`, "m"));
    await quintet("makemigrations", "--check");
  });

describe("the patterns with a database, on PostgreSQL", { skip: postgres.missing }, () => {
  const testOfUsers = appTest(users, { url: postgres.url });
  const testOfNotes = appTest(notes, { url: postgres.url });

  testOfUsers("a user who keeps the rules is made, once", async ({ client }) => {
    const json = { username: "ada", email: "ada@example.com", age: 36 };
    const made = await client.post("/users", { json });
    assert.deepEqual([made.status, made.json], [201, { id: made.json.id, ...json }]);
    const again = await client.post("/users", { json });
    assert.deepEqual([again.status, again.json.code], [409, "DB_UNIQUE_VIOLATION"]);
    assert.equal((await client.post("/users", { json: { ...json, age: 17 } })).status, 400);
    assert.equal(await User.count(), 1);
  });

  testOfNotes("a token opens what its scopes say, and nothing else", async ({ client }) => {
    const password = "violet-otter-7-lamp";
    const passwordHash = await hashPassword(password);
    await Account.create({ username: "ada", email: "ada@example.com", passwordHash });
    const { json } = await client.post("/token", {
      body: new URLSearchParams({ username: "ada", password, scope: "read write" }),
    });
    const headers = { authorization: `Bearer ${json.access_token}` };
    const note = await client.post("/notes", { headers, json: { text: "Buy tea" } });
    assert.equal(note.status, 201);
    const removed = await client.delete("/notes", { headers });
    assert.deepEqual([removed.status, removed.json.code], [403, "AUTH_SCOPE_MISSING"]);
  });
});
