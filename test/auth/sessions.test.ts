import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import { Redis } from "ioredis";
import {
  endSession,
  hashPassword,
  memorySessions,
  purgeSessions,
  redisSessions,
  sessionsOf,
  proveUser,
  setPassword,
  signInAs,
  User,
  type AuthOptions,
  type SessionStore,
} from "quintet/auth";
import { clock, fakeClock, memoryLog } from "quintet/core";
import { get, post } from "quintet/http";
import { appTest, testClient } from "quintet/testing";
import { redis } from "../services.ts";
import { CHEAP, cookieOf, GOOD, shop, signInAt } from "./shop.ts";
import { eachStore } from "./session-stores.ts";

const routes = [
  get("/who", { public: true }, ({ user }) => ({ name: user.name ?? null })),
  get("/mine", { signedIn: true }, ({ user }) => ({ name: user.name, id: user.id })),
  get("/secret", { signedIn: "fresh" }, () => "secret"),
  post("/late", { public: true }, async ({ request }) => {
    const proved = await proveUser(request, { name: "ada", password: GOOD });
    await setPassword(await User.get(proved.id), "another-otter-9-lamp");
    await signInAs(request, proved);
  }),
];

test("an app that keeps sessions elsewhere has no table of them", () => {
  const models = (options: AuthOptions): string[] =>
    shop([], options)
      .contributions("models")
      .map(({ modelName }) => modelName);
  assert.ok(models({}).includes("session"));
  assert.ok(!models({ sessions: { store: memorySessions() } }).includes("session"));
});

/** What happens while the new password "overtaken-otter-5-lamp" is looked at. */
let meanwhile: () => Promise<void>;
const slowRules: AuthOptions = {
  passwords: {
    cost: CHEAP,
    rules: [
      async (password) => {
        if (password === "overtaken-otter-5-lamp") await meanwhile();
        return undefined;
      },
    ],
  },
};

appTest(shop(routes, slowRules))(
  "a password that was reset since it was proved is not changed once more by who knew the old one",
  async ({ client, app }) => {
    const user = await ada();
    const { json } = await signInAt(client);
    meanwhile = async () => setPassword(await User.get(user.id), "another-otter-9-lamp");
    const refused = await client.post("/auth/password", {
      json: { current: GOOD, next: "overtaken-otter-5-lamp" },
      headers: { "x-csrf-token": json.csrf_token },
    });
    assert.deepEqual([refused.status, refused.json.code], [401, "AUTH_BAD_CREDENTIALS"]);
    assert.equal((await client.get("/mine")).status, 401);
    assert.deepEqual(await app.run(() => sessionsOf(user)), []);
    const others = testClient(app);
    assert.equal((await signInAt(others, "ada", "overtaken-otter-5-lamp")).status, 401);
    assert.equal((await signInAt(others, "ada", "another-otter-9-lamp")).status, 200);
  },
);

const away: SessionStore = {
  ...memorySessions(),
  find: async () => {
    throw new Error("the store is away");
  },
};
const lines = memoryLog();

appTest(shop(routes, { sessions: { store: away } }), { log: lines })(
  "where the store is away, nobody is taken for nobody: who has a cookie gets an error, others go on",
  async ({ client, app }) => {
    await ada();
    await signInAt(client);
    const { status, text } = await client.get("/who");
    assert.equal(status, 500);
    assert.ok(!text.includes("away"));
    const errors = lines.entries.filter(({ level }) => level === "error");
    const messages = errors.map(({ fields }) => (fields["error"] as Error).message);
    assert.deepEqual(messages, ["the store is away"]);
    assert.equal((await testClient(app).get("/who")).status, 200);
  },
);

test(
  "Redis forgets by itself what is over, the list of a user too",
  { skip: redis.missing },
  async (t) => {
    const client = new Redis(redis.url);
    t.after(() => client.quit());
    const prefix = `quintet-test-${process.pid}-over:`;
    const store = redisSessions(client, { prefix });
    const at = new Date();
    const rest = { mustRotate: false, agent: "", address: "" };
    const times = { createdAt: at, seenAt: at, provedAt: at, expiresAt: new Date(+at + 60_000) };
    await store.open({ id: "one", ...times, ...rest }, 1, 30_000);
    await store.open({ id: "two", ...times, ...rest }, 1, 30_000);
    const lives = () =>
      Promise.all(["one", "two", "user:1"].map((key) => client.pttl(prefix + key)));
    const [one, two, list] = (await lives()) as [number, number, number];
    assert.ok(one > 20_000 && one <= 30_000 && list > 50_000 && list <= 60_000);
    await store.touch("two", at, 40_000);
    assert.ok((await lives())[1]! > two + 5_000);
    await client.del(`${prefix}one`);
    assert.deepEqual(
      (await store.of(1)).map(({ id }) => id),
      ["two"],
    );
    assert.equal(await store.endAll(1), 1);
    assert.deepEqual(await client.keys(`${prefix}*`), []);
  },
);

async function ada(): Promise<User> {
  const passwordHash = await hashPassword(GOOD, CHEAP);
  const rest = { passwordHash, emailVerifiedAt: new Date() };
  return User.create({ username: "ada", email: "ada@example.com", ...rest });
}

eachStore(routes, (test, place) => {
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

  test("nobody is signed in by a password that was changed since it was proved", async ({
    client,
    app,
  }) => {
    await ada();
    const refused = await client.post("/late", { json: {} });
    assert.deepEqual([refused.status, refused.json.code], [401, "AUTH_BAD_CREDENTIALS"]);
    assert.equal(cookieOf(refused, "session"), undefined);
    assert.deepEqual(await app.run(async () => sessionsOf((await User.all().first())!)), []);
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

  test("sessions that are over are purged", async ({ client, app }) => {
    await ada();
    await signInAt(client);
    const time = fakeClock({ start: Date.now() + 31 * 86_400_000 });
    assert.equal(await app.run(() => purgeSessions()), 0);
    const left = place.forgets === true ? 0 : 1;
    assert.equal(await app.run(() => clock.run(time, () => purgeSessions())), left);
  });

  test("a session ends with its user, whoever gets the key of the user next", async ({
    client,
  }) => {
    const user = await ada();
    await signInAt(client);
    await user.delete();
    assert.equal((await client.get("/mine")).status, 401);
    await User.create({ id: user.id, username: "eve", email: "eve@example.com" });
    assert.equal((await client.get("/mine")).status, 401);
  });

  test("what was given by a client is kept as it is, and what was ended stays ended", async ({
    client,
    app,
  }) => {
    const user = await ada();
    await client.post("/auth/sign-in", {
      json: { name: "ada", password: GOOD },
      headers: { "user-agent": "Phone \u00e9 'x'" },
    });
    const [kept] = await app.run(() => sessionsOf(user));
    assert.deepEqual([kept!.agent, kept!.mustRotate], ["Phone ? 'x'", false]);
    assert.ok(kept!.expiresAt > kept!.createdAt && kept!.provedAt >= kept!.createdAt);
    await app.run(() => endSession(user, kept!.id));
    await place.store?.touch(kept!.id, new Date(), 1000);
    assert.equal((await client.get("/mine")).status, 401);
    assert.deepEqual(await app.run(() => sessionsOf(user)), []);
  });

  test("a session is fresh for a while, and again after the password", async ({ client }) => {
    await ada();
    const time = fakeClock();
    await clock.run(time, async () => {
      const { json } = await signInAt(client);
      assert.equal((await client.get("/secret")).status, 200);
      await time.advance("16m");
      assert.equal((await client.get("/secret")).json.code, "AUTH_NOT_FRESH");
      const headers = { "x-csrf-token": json.csrf_token };
      const again = await client.post("/auth/password/confirm", {
        json: { password: GOOD },
        headers,
      });
      assert.ok(cookieOf(again, "session"));
      assert.equal((await client.get("/secret")).status, 200);
    });
  });
});
