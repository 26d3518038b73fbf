import assert from "node:assert/strict";
import { hash } from "node:crypto";
import {
  hashPassword,
  User,
  verifyPassword,
  endSession,
  purgeSessions,
  sessionsOf,
  setPassword,
} from "quintet/auth";
import { get, post } from "quintet/http";
import { clock, fakeClock } from "quintet/core";
import { testClient } from "quintet/testing";
import { CHEAP, cookieOf, eachDatabase, GOOD, shop, signInAt } from "./shop.ts";

const routes = [
  get("/who", { public: true }, ({ user }) => ({ name: user.name ?? null })),
  get("/mine", { signedIn: true }, ({ user }) => ({ name: user.name, id: user.id })),
  get("/secret", { signedIn: "fresh" }, () => "secret"),
  post("/write", { signedIn: true }, () => "written"),
];

async function ada(values: object = {}): Promise<User> {
  return User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
    ...values,
  });
}

async function djangoTag(): Promise<string> {
  const { pbkdf2Sync } = await import("node:crypto");
  return pbkdf2Sync(GOOD, "seasalt", 1000, 32, "sha256").toString("base64");
}

eachDatabase(shop(routes), (test) => {
  test("signing in by name or address gives a cookie that nobody can read or send from elsewhere", async ({
    client,
  }) => {
    const user = await ada();
    for (const name of ["ada", "ADA", " ada@example.com ", "ＡDA@example.com"]) {
      const answer = await signInAt(client, name);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json.user, {
        id: user.id,
        username: "ada",
        email: "ada@example.com",
        isStaff: false,
        isSuperuser: false,
      });
      const [line] = answer.headers.getSetCookie().filter((one) => one.startsWith("session="));
      assert.match(line!, /^session=[\w-]{43}; Path=\/; SameSite=Lax; Max-Age=2592000; HttpOnly$/);
      assert.equal(answer.headers.get("cache-control"), "no-store");
    }
    assert.deepEqual((await client.get("/who")).json, { name: "ada" });
    assert.ok((await User.get(user.id)).lastLogin);
  });

  test("signing in costs at most four queries, and an authenticated request one", async ({
    client,
  }) => {
    await ada();
    const answer = await client.post("/auth/sign-in", {
      json: { name: "ada", password: GOOD },
      maxQueries: 4,
    });
    assert.equal(answer.status, 200);
    assert.equal((await client.get("/mine", { maxQueries: 1 })).status, 200);
    assert.equal((await client.get("/who", { maxQueries: 1 })).status, 200);
  });

  test("the table holds no session id that a cookie could use", async ({ client, app }) => {
    const user = await ada();
    const token = cookieOf(await signInAt(client), "session")!;
    const [row] = await app.run(() => sessionsOf(user));
    assert.equal(row!.id, hash("sha256", token, "base64url"));
    const forged = await testClient(app).get("/who", { headers: { cookie: `session=${row!.id}` } });
    assert.deepEqual(forged.json, { name: null });
  });

  test("a session id from before is never taken over (fixation)", async ({ client, app }) => {
    const user = await ada();
    const planted = "A".repeat(43);
    const first = await client.post("/auth/sign-in", {
      json: { name: "ada", password: GOOD },
      headers: { cookie: `session=${planted}` },
    });
    assert.notEqual(cookieOf(first, "session"), planted);
    const stolen = cookieOf(first, "session")!;
    const second = await signInAt(client);
    assert.notEqual(cookieOf(second, "session"), stolen);
    const old = await testClient(app).get("/who", { headers: { cookie: `session=${stolen}` } });
    assert.deepEqual(old.json, { name: null });
    assert.equal((await app.run(() => sessionsOf(user))).length, 1);
  });

  test("wrong names, wrong passwords and closed accounts are told apart by nobody", async ({
    client,
  }) => {
    await ada();
    await User.create({
      username: "gone",
      email: "gone@example.com",
      passwordHash: await hashPassword(GOOD, CHEAP),
      isActive: false,
    });
    await User.create({ username: "odd", email: "odd@example.com", passwordHash: "md5$x$y" });
    const answers = [];
    for (const [name, password] of [
      ["ada", "wrong"],
      ["nobody", GOOD],
      ["gone", GOOD],
      ["odd", GOOD],
      ["ada", ""],
    ] as const) {
      const { status, json } = await signInAt(client, name, password);
      const { request_id: _, ...rest } = json;
      answers.push({ status, rest });
    }
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0]!.status, 401);
    assert.equal(answers[0]!.rest.code, "AUTH_BAD_CREDENTIALS");
  });

  test("a session is over when it is idle for too long, and in any case after its time", async ({
    client,
  }) => {
    await ada();
    const time = fakeClock();
    await clock.run(time, async () => {
      const isIn = async () => (await client.get("/mine")).status === 200;
      await signInAt(client);
      await time.advance("6d");
      assert.ok(await isIn());
      await time.advance("8d");
      assert.ok(!(await isIn()));
      await signInAt(client);
      for (let week = 1; week <= 4; week++) {
        await time.advance("6.9d");
        assert.ok(await isIn());
      }
      await time.advance("2.5d");
      assert.ok(!(await isIn()));
    });
  });

  test("a session that was ended, or whose user is closed, opens nothing", async ({
    client,
    app,
  }) => {
    const user = await ada();
    await signInAt(client);
    const [row] = await app.run(() => sessionsOf(user));
    assert.equal(await app.run(() => endSession({ id: user.id + 1 }, row!.id)), false);
    assert.equal(await app.run(() => endSession(user, row!.id)), true);
    const answer = await client.get("/mine");
    assert.equal(answer.status, 401);
    assert.equal(answer.json.code, "AUTH_SIGN_IN_REQUIRED");
    await signInAt(client);
    user.isActive = false;
    await user.save();
    const closed = await client.get("/mine");
    assert.deepEqual([closed.status, cookieOf(closed, "session")], [401, ""]);
  });

  test("of requests that come at once after a change of rights, none signs out", async ({
    client,
  }) => {
    const user = await ada();
    await signInAt(client);
    await User.where({ id: user.id }).update({ isStaff: true });
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.get("/who")));
    const given = answers.map((answer) => cookieOf(answer, "session"));
    assert.equal(given.filter((cookie) => cookie !== undefined).length, 1);
    assert.equal((await client.get("/mine")).status, 200);
  });

  test("whoever gets other rights gets another session id with the next request", async ({
    client,
    app,
  }) => {
    const user = await ada();
    const before = cookieOf(await signInAt(client), "session");
    await User.where({ id: user.id }).update({ isStaff: true });
    const answer = await client.get("/mine");
    const after = cookieOf(answer, "session");
    assert.ok(after !== undefined && after !== before);
    assert.equal(cookieOf(await client.get("/mine"), "session"), undefined);
    const old = await testClient(app).get("/mine", { headers: { cookie: `session=${before}` } });
    assert.equal(old.status, 401);
  });

  test("a new password ends all sessions", async ({ client, app }) => {
    const user = await ada();
    await signInAt(client);
    await app.run(() => setPassword(user, "another-otter-9-lamp"));
    assert.equal((await client.get("/mine")).status, 401);
    assert.equal((await signInAt(client)).status, 401);
    assert.equal((await signInAt(client, "ada", "another-otter-9-lamp")).status, 200);
  });

  test("people list and end their own sessions, and nobody else's", async ({ client, app }) => {
    await ada();
    await signInAt(client);
    const phone = testClient(app);
    const { json: signed } = await phone.post("/auth/sign-in", {
      json: { name: "ada", password: GOOD },
      headers: { "user-agent": "Phone" },
    });
    const headers = { "x-csrf-token": signed.csrf_token };
    const { json } = await phone.get("/auth/sessions");
    assert.equal(json.length, 2);
    const own = json.find((one: { is_current: boolean }) => one.is_current);
    assert.equal(own.agent, "Phone");
    assert.deepEqual((await phone.delete("/auth/sessions", { headers })).json, { ended: 1 });
    assert.equal((await phone.get("/auth/me")).status, 200);
    assert.equal((await client.get("/auth/me")).status, 401);
    assert.equal((await phone.delete("/auth/sessions/none", { headers })).status, 404);
  });

  test("Django's hashes are taken and made new, and costs that have changed too", async ({
    client,
  }) => {
    // make_password("violet-otter-7-lamp", salt="seasalt", hasher="pbkdf2_sha256") with 1000 iterations.
    const django = "pbkdf2_sha256$1000$seasalt$DJANGO_TAG";
    const user = await ada({ passwordHash: django.replace("DJANGO_TAG", await djangoTag()) });
    assert.equal((await signInAt(client)).status, 200);
    const now = (await User.get(user.id)).passwordHash;
    assert.match(now, /^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    assert.deepEqual(await verifyPassword(GOOD, now, CHEAP), { isRight: true, isOutdated: false });
    assert.deepEqual(await verifyPassword(GOOD, now), { isRight: true, isOutdated: true });
  });

  test("sessions that are over are purged", async ({ client, app }) => {
    await ada();
    await signInAt(client);
    const time = fakeClock({ start: Date.now() + 31 * 86_400_000 });
    assert.equal(await app.run(() => purgeSessions()), 0);
    assert.equal(await app.run(() => clock.run(time, () => purgeSessions())), 1);
  });
});
