import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { text as read } from "node:stream/consumers";
import { describe, test } from "node:test";
import type { App } from "quintet/app";
import { Permission } from "quintet/auth";
import { startInProcess } from "quintet/http";
import { temporaryDatabase, testClient } from "quintet/testing";
import { makeProject, type Project } from "../cli/project.ts";
import { postgres } from "../services.ts";
import { GOOD, signInAt } from "./shop.ts";

const MODELS = `
import { userModel } from "quintet/auth";
import { model, one, text } from "quintet/db";
export class Member extends userModel("member", { bio: text({ max: 100 }).nullable() }) {}
export class Note extends model("note", {
  text: text({ max: 100 }),
  get owner() { return one(() => Member, { onDelete: "cascade" }); },
}) {}`;

const app = (url: string, permissions: string): string => `
import { app, module } from "quintet/app";
import { auth } from "quintet/auth";
import { database } from "quintet/db";
import { get, http } from "quintet/http";
import { Member, Note } from "./models.ts";
const notes = module("notes", {
  models: [Note],
  permissions: [${permissions}],
  routes: [get("/mine", { signedIn: true }, ({ user }) => Note.where({ owner: user.id }).count())],
});
const users = auth({
  user: Member,
  passwords: { cost: { memoryKib: 64, passes: 1, lanes: 1 } },
  mailer: { send() {} },
  origin: "https://notes.example",
});
export default app({ modules: [
  http({ keys: ["only-a-key-of-tests-that-is-long-enough-for-it"] }),
  database({ url: ${JSON.stringify(url)} }),
  users,
  notes,
] });`;

const PRINT = `{ code: "note.print", name: "Print notes" }`;

describe("on SQLite", () => suite("sqlite:./app.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  test("from an empty folder to a superuser who signs in, with a user model of one's own", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({
      "models.ts": MODELS,
      "app.ts": app(place.url, PRINT),
      "later.ts": app(place.url, ""),
    });
    const written = await run(project, "makemigrations");
    assert.match(written, /auth\/migrations\/0001_initial\.ts/);
    assert.match(written, /create_member\n/);
    assert.ok(existsSync(join(project.folder, "notes/migrations/0001_initial.ts")));

    // Two at once, as when two machines are deployed: each row is made by one of them.
    const migrated = await Promise.all([migrateReally(project), migrateReally(project)]);
    const made = migrated.flatMap((out) => [...out.matchAll(/(\d+) permissions made/g)]);
    const sum = made.reduce((all, [, count]) => all + Number(count), 0);
    assert.match(await run(project, "makemigrations", "--check"), /up to date/);
    assert.doesNotMatch(await run(project, "migrate"), /permission/);

    await createSuperuser(project);
    await using site = ((await import(join(project.folder, "app.ts"))) as { default: App }).default;
    await using client = testClient(await startInProcess(site));
    const codes = await site.run(() => Permission.all().pluck("code"));
    assert.equal(codes.length, sum);
    for (const code of ["member.create", "note.read", "note.delete", "note.print"]) {
      assert.ok(codes.includes(code), code);
    }
    const { status, json } = await signInAt(client, "root");
    assert.deepEqual([status, json.user?.is_superuser], [200, true]);
    assert.equal((await client.get("/mine")).json, 0);

    const warned = await run(project, "migrate", "--app", "later.ts");
    assert.match(warned, /the permissions note\.print any more/);
    const pruned = await run(project, "sync_permissions", "--prune", "--app", "later.ts");
    assert.match(pruned, /0 new\.\n.*1 deleted\./);
    assert.doesNotMatch(await run(project, "migrate", "--app", "later.ts"), /permission/);
  });
}

async function run(project: Project, ...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.run(argv);
  assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
  return stdout + stderr;
}

async function migrateReally(project: Project): Promise<string> {
  const { exitCode, stdout, stderr } = await project.runReal(["migrate"]);
  assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
  return stdout;
}

async function createSuperuser(project: Project): Promise<void> {
  const child = project.spawn(["createsuperuser", "root", "root@example.com"]);
  child.stdin!.end(`${GOOD}\n`);
  const [stdout, stderr] = await Promise.all([read(child.stdout!), read(child.stderr!)]);
  assert.match(stdout, /root may do everything now/, stderr);
}
