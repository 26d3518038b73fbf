import assert from "node:assert/strict";
import { test } from "node:test";
import {
  auth,
  currentApiKeys,
  KEY_OPTION_INVALID,
  type NewApiKey,
  SCOPE_UNKNOWN,
  User,
} from "quintet/auth";
import { post } from "quintet/http";
import { assertQueries } from "quintet/testing";
import { postgres } from "../services.ts";
import { codeOf, PASSWORD, tokenApp } from "./token-app.ts";

type Api = Awaited<ReturnType<typeof tokenApp>>;

async function keyApp(url?: string) {
  const api = await tokenApp({ auth: { apiKeys: true }, ...(url !== undefined && { url }) });
  const keys = api.run(async () => currentApiKeys.get()!);
  const make = async (more: Partial<NewApiKey> = {}) =>
    api.run(async () => (await keys).create(api.ada, { name: "robot", ...more }));
  return Object.assign(api, { keys: await keys, make });
}

const databases = [
  { name: "SQLite", url: "sqlite:temporary.db", skip: false },
  { name: "PostgreSQL", url: postgres.url, skip: postgres.missing },
] as const;

for (const { name, url, skip } of databases) {
  test(`${name}: a key is made, used by one question, and revoked`, { skip }, async () => {
    await using api = await keyApp(url);
    const { key, row } = await api.make({ scopes: ["posts:read"] });
    assert.match(key, /^qk_[\w-]{12}_[\w-]{43}$/);
    const first = await api.as(key);
    assert.deepEqual(await first.json(), {
      id: 1,
      name: "ada",
      isStaff: false,
      scopes: ["posts:read"],
    });
    await assertQueries(1, () => api.as(key));
    assert.equal((await api.ask("/me", { "x-api-key": key })).status, 200);
    assert.equal(await api.run(() => api.keys.revoke(api.ada, row.id)), true);
    assert.equal(await api.run(() => api.keys.revoke(api.ada, row.id)), false);
    assert.equal(await codeOf(api.as(key)), "401 AUTH_KEY_INVALID");
    assert.deepEqual(await api.run(() => api.keys.of(api.ada)), []);
  });
}

test("the key is nowhere but in the hands of who made it", async () => {
  await using api = await keyApp();
  const { key, row } = await api.make();
  const secret = key.slice(-43);
  const [kept] = await api.run(() => api.keys.of(api.ada));
  assert.ok(kept !== undefined && kept.hash !== secret);
  for (const text of [JSON.stringify(kept), JSON.stringify(row), JSON.stringify(api.log.entries)]) {
    assert.ok(!text.includes(secret) && !text.includes(kept.hash));
  }
});

test("what is not the whole key is refused, in the same words", async () => {
  await using api = await keyApp();
  const { key } = await api.make();
  const other = await api.make();
  const wrong = [
    key.slice(0, -1),
    `${key}A`,
    `${key.slice(0, 16)}${other.key.slice(16)}`,
    `${key.slice(0, -3)}AAA`,
    "qk_",
    "qk_______________________________________________________________",
    `qk_${"%".repeat(12)}_${"a".repeat(43)}`,
  ];
  for (const text of wrong) {
    assert.equal(await codeOf(api.ask("/me", { "x-api-key": text })), "401 AUTH_KEY_INVALID");
  }
});

test("what a key is answered is for no shared cache", async () => {
  await using api = await keyApp();
  const { key } = await api.make();
  const kept = async (headers: Record<string, string>) =>
    (await api.ask("/me", headers)).headers.get("cache-control");
  assert.equal(await kept({ "x-api-key": key }), "private, no-cache");
  assert.equal(await kept({ authorization: `Bearer ${key}` }), "private, no-cache");
});

test("a key in the address is not looked at", async () => {
  await using api = await keyApp();
  const { key } = await api.make();
  assert.notEqual((await api.ask(`/me?api_key=${key}`)).status, 200);
});

test("a key is over when its time is, or when its owner is not active", async () => {
  await using api = await keyApp();
  const { key } = await api.make({ expiresIn: "30d" });
  const forever = await api.make();
  await api.clock.advance("29d");
  assert.equal((await api.as(key)).status, 200);
  await api.clock.advance("1d");
  assert.equal(await codeOf(api.as(key)), "401 AUTH_KEY_INVALID");
  assert.equal((await api.as(forever.key)).status, 200);
  await api.run(() => User.where({ id: api.ada.id }).update({ isActive: false }));
  assert.equal(await codeOf(api.as(forever.key)), "401 AUTH_KEY_INVALID");
});

test("a key without scopes is refused where a route has some", async () => {
  await using api = await keyApp();
  const none = await api.make();
  const read = await api.make({ scopes: ["posts:read"] });
  assert.equal(await codeOf(api.as(none.key, "/posts")), "403 AUTH_SCOPE_MISSING");
  assert.equal((await api.as(read.key, "/posts")).status, 200);
  assert.equal(await codeOf(api.as(read.key, "/posts/drafts")), "403 AUTH_SCOPE_MISSING");
});

test("that it was used is written once a minute", async () => {
  await using api = await keyApp();
  const { key } = await api.make();
  const usedAt = async () => (await api.run(() => api.keys.of(api.ada)))[0]!.lastUsedAt;
  assert.equal(await usedAt(), null);
  await assertQueries(2, () => api.as(key));
  const first = (await usedAt())!;
  await api.clock.advance("59s");
  await assertQueries(1, () => api.as(key));
  assert.deepEqual(await usedAt(), first);
  await api.clock.advance("1s");
  await assertQueries(2, () => api.as(key));
  assert.deepEqual(await usedAt(), api.clock.now());
});

test("nobody revokes the key of somebody else", async () => {
  await using api = await keyApp();
  const { key, row } = await api.make();
  const bob = await api.run(() => User.create({ username: "bob", email: "bob@example.com" }));
  assert.equal(await api.run(() => api.keys.revoke(bob, row.id)), false);
  assert.equal((await api.as(key)).status, 200);
});

test("a key is made for known scopes and for a while, or not at all", async () => {
  await using api = await keyApp();
  await assert.rejects(api.make({ scopes: ["posts:delete"] }), SCOPE_UNKNOWN.is);
  await assert.rejects(api.make({ expiresIn: "0s" }), KEY_OPTION_INVALID.is);
  assert.deepEqual(await api.run(() => api.keys.of(api.ada)), []);
  assert.throws(() => auth({ apiKeys: { prefix: "Q_" } }), KEY_OPTION_INVALID.is);
});

test("an app without keys takes none", async () => {
  await using api = await tokenApp();
  const key = `qk_${"a".repeat(12)}_${"b".repeat(43)}`;
  assert.equal(await codeOf(api.as(key)), "401 AUTH_TOKEN_INVALID");
  assert.equal(await codeOf(api.ask("/me", { "x-api-key": key })), "401 AUTH_SIGN_IN_REQUIRED");
});

function basicOf(login: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` };
}

const basicApp = (): Promise<Api> => tokenApp({ auth: { basic: { realm: 'the "api"' } } });

test("HTTP Basic lets in by name and password, colons and letters of all kinds in it", async () => {
  await using api = await basicApp();
  assert.equal((await api.ask("/me", basicOf("ada", PASSWORD))).status, 200);
  assert.equal((await api.ask("/me", basicOf("Ada@Example.com", PASSWORD))).status, 200);
  const { hashPassword } = await import("quintet/auth");
  const passwordHash = await hashPassword("pass:wörd:✓");
  await api.run(() => User.where({ id: api.ada.id }).update({ passwordHash }));
  assert.equal((await api.ask("/me", basicOf("ada", "pass:wörd:✓"))).status, 200);
});

test("HTTP Basic refuses what is wrong and asks again, and is slowed down as a sign-in is", async () => {
  await using api = await basicApp();
  const wrong = [
    basicOf("ada", "wrong"),
    basicOf("nobody", PASSWORD),
    { authorization: "Basic" },
    { authorization: "Basic !!!" },
    { authorization: `Basic ${Buffer.from("no colon").toString("base64")}` },
  ];
  for (const headers of wrong) {
    const response = await api.ask("/open", headers);
    assert.equal(
      response.headers.get("www-authenticate"),
      'Basic realm="the api", charset="UTF-8"',
    );
    assert.equal(await codeOf(response), "401 AUTH_BAD_CREDENTIALS");
  }
  for (let i = 0; i < 4; i++) await api.ask("/me", basicOf("ada", "wrong"));
  const locked = await api.ask("/me", basicOf("ada", PASSWORD));
  assert.equal(locked.headers.get("retry-after"), "1");
  assert.equal(await codeOf(locked), "429 AUTH_TOO_MANY_ATTEMPTS");
});

test("HTTP Basic that a browser sends by itself is refused where another site has asked for it", async () => {
  const write = post("/write", { signedIn: true }, () => "written");
  await using api = await tokenApp({ auth: { basic: true }, routes: [write] });
  const ask = (headers: Record<string, string>): Promise<Response> => {
    const sent = { method: "POST", headers: { ...basicOf("ada", PASSWORD), ...headers } };
    return api.server.fetch(new Request("http://localhost/write", sent));
  };
  for (const [name, value] of [
    ["origin", "https://evil.example"],
    ["origin", "null"],
    ["sec-fetch-site", "same-site"],
  ] as const)
    assert.equal(await codeOf(ask({ [name]: value })), "403 AUTH_CSRF_REFUSED", value);
  assert.equal(await (await ask({})).text(), "written", "a program says nothing of where it is");
});

test("HTTP Basic is not taken unless the app says so", async () => {
  await using api = await tokenApp();
  assert.equal(await codeOf(api.ask("/me", basicOf("ada", PASSWORD))), "401 AUTH_SIGN_IN_REQUIRED");
});

test("a token or key is none as the name or password of HTTP Basic, where its scopes would be lost", async () => {
  await using api = await tokenApp({ auth: { basic: true, apiKeys: true } });
  const { accessToken } = await api.run(() => api.tokens.issue(api.ada));
  const { key } = await api.run(() => currentApiKeys.get()!.create(api.ada, { name: "robot" }));
  for (const secret of [accessToken, key]) {
    for (const headers of [basicOf(secret, "x-oauth-basic"), basicOf("ada", secret)]) {
      assert.equal(await codeOf(api.ask("/posts", headers)), "401 AUTH_BAD_CREDENTIALS");
    }
  }
});

test("an account that is locked for one way in is locked for every way in", async () => {
  await using api = await tokenApp({ auth: { basic: true } });
  for (let i = 0; i < 5; i++) await api.ask("/me", basicOf("ada", "wrong"));
  const right = { username: "ada", password: PASSWORD };
  assert.equal(await codeOf(api.send("/token", right)), "429 AUTH_TOO_MANY_ATTEMPTS");
  assert.equal(
    await codeOf(api.ask("/me", basicOf("ada", PASSWORD))),
    "429 AUTH_TOO_MANY_ATTEMPTS",
  );
});
