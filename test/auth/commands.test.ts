import assert from "node:assert/strict";
import { app, module } from "quintet/app";
import { auth, User, verifyPassword } from "quintet/auth";
import { on } from "quintet/events";
import {
  accountLocked,
  passwordChanged,
  Permission,
  signInFailed,
  userSignedIn,
  userSignedOut,
  userModel,
  type AuthEvent,
} from "quintet/auth";
import { clock, fakeClock, memoryLog } from "quintet/core";
import { int, model, one, text } from "quintet/db";
import { get, http } from "quintet/http";
import { appTest, callCommand } from "quintet/testing";
import { userCommands } from "../../src/auth/commands/user-commands.ts";
import { CHEAP, GOOD, KEYS, shop, signInAt } from "./shop.ts";

const answers: string[] = [];
const asked: string[] = [];
const [createSuperuser, changePassword, , syncPermissions] = userCommands(
  User,
  async (question) => {
    asked.push(question);
    return answers.shift() ?? "";
  },
);
const test = appTest(shop([]));

test("createsuperuser makes somebody who may do everything", async ({ app, client }) => {
  answers.push("password123", GOOD);
  const given = { arguments: { username: "Root", email: "root@example.com" }, app };
  const weak = app.run(() => callCommand(createSuperuser!, given));
  await assert.rejects(weak, { code: "SCHEMA_INVALID" });
  const { printed } = await app.run(() => callCommand(createSuperuser!, given));
  assert.deepEqual(printed, [["success", "root may do everything now."]]);
  assert.deepEqual(asked.slice(-1), ["Password of Root"]);
  const root = (await User.where({ username: "root" }).first())!;
  assert.ok(root.isStaff && root.isSuperuser && root.isActive);
  assert.equal((await signInAt(client, "root")).status, 200);
});

test("changepassword ends the sessions of the user", async ({ app, client }) => {
  answers.push(GOOD, "another-otter-9-lamp");
  const root = { username: "root", email: "root@example.com" };
  await app.run(() => callCommand(createSuperuser!, { arguments: root, app }));
  await signInAt(client, "root");
  const change = (name: string) =>
    app.run(() => callCommand(changePassword!, { arguments: { name }, app }));
  assert.equal((await change("root")).exitCode, 0);
  assert.equal((await client.get("/auth/me")).status, 401);
  const { passwordHash } = (await User.where({ username: "root" }).first())!;
  assert.ok((await verifyPassword("another-otter-9-lamp", passwordHash, CHEAP)).isRight);
  assert.deepEqual(await change("nobody"), {
    exitCode: 1,
    printed: [["error", 'There is no user "nobody".']],
  });
});

test("sync_permissions makes a row of each permission, once", async ({ app }) => {
  const run = () => app.run(() => callCommand(syncPermissions!, { app }));
  const [[, told]] = (await run()).printed as [[string, string]];
  assert.match(told, /^\d+ new\.$/);
  assert.ok(await Permission.exists({ code: "user.update" }));
  assert.deepEqual((await run()).printed, [["success", "0 new."]]);
});

class Clerk extends userModel("clerk", {
  company: text({ min: 2 }),
  nickname: text().nullable(),
  seats: int().default(3),
}) {}

appTest(shop([], { user: Clerk }))(
  "createsuperuser is given what an own user model needs, and refuses what does not fit",
  async ({ app }) => {
    const [create] = userCommands(Clerk, async () => GOOD);
    assert.deepEqual(Object.keys(create!.options), ["company"]);
    const root = { username: "root", email: "root@example.com" };
    const run = (options: object) =>
      app.run(() => callCommand(create!, { arguments: root, options, app }));
    await assert.rejects(run({ company: "A" }), { code: "SCHEMA_INVALID" });
    assert.equal(await Clerk.count(), 0);
    await run({ company: "Acme" });
    const made = await Clerk.where({ username: "root" }).get();
    assert.deepEqual([made.company, made.seats, made.isSuperuser], ["Acme", 3, true]);
  },
);

const heard: [string, AuthEvent][] = [];
const all = { accountLocked, passwordChanged, signInFailed, userSignedIn, userSignedOut };
const listener = module("listener", {
  receivers: Object.entries(all).map(([name, signal]) =>
    on(signal, (event) => void heard.push([name, event]), { name }),
  ),
});
const log = memoryLog();

appTest(shop([], {}, [listener]), { log })(
  "what happens to those who sign in is told and logged, without secrets",
  async ({ app, client }) => {
    answers.push(GOOD);
    const root = { username: "root", email: "root@example.com" };
    await app.run(() => callCommand(createSuperuser!, { arguments: root, app }));
    const time = fakeClock({ start: new Date() });
    const { json } = await clock.run(time, async () => {
      for (let tries = 0; tries < 5; tries++) await signInAt(client, "root", "wrong-secret");
      assert.equal((await signInAt(client, "root")).status, 429);
      await time.advance("2s");
      return signInAt(client, "root");
    });
    const headers = { "x-csrf-token": json.csrf_token };
    const next = "another-otter-9-lamp";
    const changed = await client.post("/auth/password", { json: { current: GOOD, next }, headers });
    assert.equal(changed.status, 200, changed.text);
    const token = { "x-csrf-token": changed.json.csrf_token };
    assert.equal((await client.post("/auth/sign-out", { headers: token })).status, 204);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const names = heard.map(([name]) => name);
    assert.equal(names.filter((name) => name === "signInFailed").length, 5);
    for (const name of Object.keys(all)) assert.ok(names.includes(name), name);
    const lines = JSON.stringify(log.entries);
    for (const line of ["signed in", "signed out", "sign in failed", "password changed"]) {
      assert.ok(lines.includes(`"${line}"`), line);
    }
    const secrets = [GOOD, next, "wrong-secret", "argon2", json.csrf_token];
    for (const secret of secrets) assert.ok(!lines.includes(secret), secret);
  },
);

class Member extends userModel("member", { bio: text({ max: 100 }).nullable() }) {
  get shown(): string {
    return `${this.username}: ${this.bio ?? ""}`;
  }
}
class Note extends model("note", {
  text: text({ max: 100 }),
  get owner() {
    return one(() => Member, { onDelete: "cascade" });
  },
}) {}
const ownApp = app({
  modules: [
    http({ keys: KEYS }),
    auth({ user: Member, passwords: { cost: CHEAP } }),
    module("notes", {
      models: [Note],
      routes: [
        get("/notes", { signedIn: true }, async ({ user }) => Note.where({ owner: user.id })),
      ],
    }),
  ],
});

appTest(ownApp)("an app has a user model of its own", async ({ app, client }) => {
  answers.push(GOOD);
  const ada = { username: "ada", email: "ada@example.com" };
  await app.run(() => callCommand(createSuperuser!, { arguments: ada, app }));
  const row = (await Member.where({ username: "ada" }).first())!;
  await row.assign({ bio: "counts" }).save();
  assert.equal(row.shown, "ada: counts");
  assert.ok(!("passwordHash" in JSON.parse(JSON.stringify(row))));
  await Note.create({ text: "hello", owner: row });
  assert.equal((await signInAt(client)).status, 200);
  assert.equal((await client.get("/notes")).json[0].text, "hello");
});
