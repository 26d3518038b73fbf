import assert from "node:assert/strict";
import { currentApiKeys, currentTokens, hashPassword, User } from "quintet/auth";
import { get } from "quintet/http";
import { type TestClient } from "quintet/testing";
import { eachDatabaseTest, CHEAP, GOOD, shop, signInAt } from "./shop.ts";
import { TOKENS } from "./token-app.ts";

const routes = [get("/posts", { scopes: ["posts:read"] }, () => "posts")];
const tokens = { ...TOKENS, scopes: { ...TOKENS.scopes, account: "See your account" } };
const of = shop(routes, { tokens, apiKeys: true, sessions: { fresh: "15m" } });
const test = eachDatabaseTest(of);

async function user(username: string): Promise<User> {
  return User.create({
    username,
    email: `${username}@example.com`,
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  });
}

async function signedIn(client: TestClient, name = "ada"): Promise<Record<string, string>> {
  const { json } = await signInAt(client, name);
  return { "x-csrf-token": json.csrf_token as string };
}

test("people make, list and end their own keys, which are shown once", async ({ client }) => {
  await user("ada");
  const headers = await signedIn(client);
  const json = { name: "robot", scopes: ["posts:read"], expires_in_days: 30 };
  const made = await client.post("/auth/keys", { json, headers });
  assert.equal(made.status, 201, made.text);
  assert.equal(made.headers.get("cache-control"), "no-store");
  const { key, id } = made.json as { key: string; id: number };
  const listed = await client.get("/auth/keys");
  assert.deepEqual(
    (listed.json as { name: string }[]).map(({ name }) => name),
    ["robot"],
  );
  assert.ok(!listed.text.includes(key) && !listed.text.includes("hash"));
  const authorization = `Bearer ${key}`;
  assert.equal((await client.get("/posts", { headers: { authorization } })).text, "posts");
  assert.equal((await client.delete(`/auth/keys/${id}`, { headers })).status, 204);
  assert.equal((await client.delete(`/auth/keys/${id}`, { headers })).status, 404);
  assert.equal((await client.get("/posts", { headers: { authorization } })).status, 401);
});

test("a key that is to do what keys are not made for is refused, and so is one without the form's token", async ({
  client,
}) => {
  await user("ada");
  const headers = await signedIn(client);
  const json = { name: "robot", scopes: ["everything"] };
  const refused = await client.post("/auth/keys", { json, headers });
  assert.deepEqual([refused.status, refused.json.code], [400, "AUTH_SCOPE_UNKNOWN"]);
  const forged = await client.post("/auth/keys", { json: { name: "robot" } });
  assert.deepEqual([forged.status, forged.json.code], [403, "AUTH_CSRF_REFUSED"]);
  const other = { name: "robot", user: 2, user_id: 2 };
  assert.equal((await client.post("/auth/keys", { json: other, headers })).status, 400);
  assert.deepEqual((await client.get("/auth/keys")).json, []);
});

test("with a token or a key nobody makes keys, or sees and ends them", async ({ client, app }) => {
  const ada = await user("ada");
  const headers = await signedIn(client);
  const made = await client.post("/auth/keys", { json: { name: "robot" }, headers });
  const { key, id } = made.json as { key: string; id: number };
  const { accessToken } = await app.run(() => currentTokens.get()!.issue(ada));
  for (const credential of [key, accessToken]) {
    const authorization = { authorization: `Bearer ${credential}` };
    const json = { name: "more" };
    const answers = [
      await client.post("/auth/keys", { json, headers: authorization }),
      await client.get("/auth/keys", { headers: authorization }),
      await client.delete(`/auth/keys/${id}`, { headers: authorization }),
    ];
    assert.deepEqual(
      answers.map(({ status }) => status),
      [403, 403, 403],
    );
  }
  assert.equal(((await client.get("/auth/keys")).json as unknown as object[]).length, 1);
});

test("keys of others are not there", async ({ client }) => {
  await user("ada");
  await user("bob");
  const made = await client.post("/auth/keys", {
    json: { name: "robot" },
    headers: await signedIn(client),
  });
  const headers = await signedIn(client, "bob");
  assert.deepEqual((await client.get("/auth/keys")).json, []);
  const { id } = made.json as { id: number };
  assert.equal((await client.delete(`/auth/keys/${id}`, { headers })).status, 404);
});

test("a key is made, shown and revoked on pages alone", async ({ client }) => {
  await user("ada");
  await signedIn(client);
  assert.match((await client.get("/account")).text, /href="\/account\/keys"/);
  const page = await client.get("/account/keys");
  assert.equal(page.status, 200, page.text);
  assert.match(page.text, /<code>posts:read<\/code><\/dt><dd>Read posts/);
  const [, csrf_token = ""] = /name="csrf_token" value="([\w-]+)"/.exec(page.text) ?? [];
  const send = (values: Record<string, string>, path = "/account/keys") =>
    client.post(path, { body: new URLSearchParams({ ...values, csrf_token }) });
  const wrong = await send({ name: "<b>robot", scopes: "everything", days: "30" });
  assert.equal(wrong.status, 422, wrong.text);
  const made = await send({ name: "<b>robot", scopes: "posts:read posts:write", days: "30" });
  assert.equal(made.status, 200, made.text);
  assert.equal(made.headers.get("cache-control"), "no-store");
  const [key] = /qk_[\w-]{12}_[\w-]{43}/.exec(made.text) ?? [];
  const authorization = `Bearer ${key}`;
  assert.equal((await client.get("/posts", { headers: { authorization } })).status, 200);
  const list = (await client.get("/account/keys")).text;
  assert.ok(list.includes("&lt;b&gt;robot") && !list.includes(key!));
  const [, action = ""] = /action="(\/account\/keys\/\d+\/revoke)"/.exec(list) ?? [];
  assert.equal((await send({}, action)).status, 303);
  assert.equal((await client.get("/posts", { headers: { authorization } })).status, 401);
});

test("a token or a key that was given for something else has nothing to say about the account", async ({
  client,
  app,
}) => {
  const ada = await user("ada");
  const credentials = await app.run(async () => {
    const { accessToken } = await currentTokens.get()!.issue(ada);
    const made = await currentApiKeys.get()!.create(ada, { name: "x", scopes: ["posts:read"] });
    return [`Bearer ${accessToken}`, `Bearer ${made.key}`];
  });
  const password = { current: GOOD, next: "another-otter-9-lamp" };
  for (const authorization of credentials) {
    const headers = { authorization };
    assert.equal((await client.get("/posts", { headers })).status, 200);
    const answers = [
      await client.get("/auth/me", { headers }),
      await client.get("/auth/sessions", { headers }),
      await client.delete("/auth/sessions", { headers }),
      await client.delete("/auth/sessions/any", { headers }),
      await client.post("/auth/password", { headers, json: password }),
      await client.post("/auth/password/confirm", { headers, json: { password: GOOD } }),
      await client.get("/account", { headers }),
      await client.get("/account/password", { headers }),
      await client.post("/account/sessions/end-others", { headers }),
    ];
    const refused = ["AUTH_SCOPE_MISSING", "AUTH_REFUSED"];
    for (const { status, json } of answers) {
      assert.ok(status === 403 && refused.includes(json.code), `${status} ${json.code}`);
    }
  }
});

test("one that was given for the account may read it and end sessions, and changes no password", async ({
  client,
  app,
}) => {
  const ada = await user("ada");
  await signedIn(client);
  const { accessToken } = await app.run(async () =>
    currentTokens.get()!.issue(ada, { scopes: ["account"] }),
  );
  const headers = { authorization: `Bearer ${accessToken}` };
  assert.equal((await client.get("/auth/me", { headers })).json.username, "ada");
  assert.equal((await client.get("/auth/sessions", { headers })).json.length, 1);
  assert.deepEqual((await client.delete("/auth/sessions", { headers })).json, { ended: 1 });
  const json = { current: GOOD, next: "another-otter-9-lamp" };
  assert.equal((await client.post("/auth/password", { headers, json })).status, 403);
});
