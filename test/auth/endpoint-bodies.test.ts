import assert from "node:assert/strict";
import { openapi } from "quintet/api";
import { app, module } from "quintet/app";
import { auth, hashPassword, tokenRoutes, User, userModel } from "quintet/auth";
import { bigint } from "quintet/db";
import { http } from "quintet/http";
import { type TestClient } from "quintet/testing";
import { CHEAP, eachDatabaseTest, GOOD, KEYS, shop, signInAt } from "./shop.ts";
import { TOKENS } from "./token-app.ts";

type Naming = "snake_case" | "camelCase";

const appWith = (naming?: Naming) =>
  app({
    modules: [
      http({ keys: KEYS, ...(naming && { naming }) }),
      auth({
        passwords: { cost: CHEAP },
        origin: "https://shop.example",
        signUp: true,
        mailer: { send: () => {} },
        tokens: TOKENS,
        apiKeys: true,
      }),
      module("site", { routes: [tokenRoutes({ prefix: "/api" })] }),
    ],
  });

/** What each naming has for the names that are not the same in both. */
const NAMES = {
  snake_case: {
    csrfToken: "csrf_token",
    user: ["id", "username", "email", "is_staff", "is_superuser"],
    session: ["id", "created_at", "seen_at", "expires_at", "agent", "address", "is_current"],
    key: ["id", "name", "prefix", "scopes", "created_at", "expires_at", "last_used_at"],
    days: "expires_in_days",
    otherDays: "expiresInDays",
  },
  camelCase: {
    csrfToken: "csrfToken",
    user: ["id", "username", "email", "isStaff", "isSuperuser"],
    session: ["id", "createdAt", "seenAt", "expiresAt", "agent", "address", "isCurrent"],
    key: ["id", "name", "prefix", "scopes", "createdAt", "expiresAt", "lastUsedAt"],
    days: "expiresInDays",
    otherDays: "expires_in_days",
  },
} as const;

async function ada(): Promise<User> {
  return User.create({
    username: "ada",
    email: "ada@example.com",
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  });
}

for (const naming of [undefined, "snake_case", "camelCase"] as const) {
  const names = NAMES[naming ?? "snake_case"];
  const test = eachDatabaseTest(appWith(naming));
  const title = `naming ${naming ?? "by default"}`;

  test(`${title}: answers of accounts and keys have its names, and what was declared alone`, async ({
    client,
  }) => {
    const user = await ada();
    const signed = await signInAt(client);
    assert.deepEqual(Object.keys(signed.json), ["user", names.csrfToken]);
    assert.deepEqual(Object.keys(signed.json.user), names.user);
    assert.equal(signed.json.user.id, user.id);

    const me = await own(client, "/auth/me");
    assert.deepEqual(Object.keys(me), names.user);
    assert.deepEqual(Object.keys(await own(client, "/auth/csrf")), [names.csrfToken]);
    const [session] = await own(client, "/auth/sessions");
    assert.deepEqual(Object.keys(session), names.session);
    const [, createdAt, , , , , isCurrent] = names.session;
    assert.equal(session[isCurrent], true);
    assert.equal(new Date(session[createdAt]).toISOString(), session[createdAt]);

    const headers = { "x-csrf-token": signed.json[names.csrfToken] };
    const json = { password: GOOD };
    const proved = await client.post("/auth/password/confirm", { json, headers });
    assert.deepEqual(Object.keys(proved.json), [names.csrfToken]);
    const renewed = { "x-csrf-token": proved.json[names.csrfToken] };
    const change = { current: GOOD, next: "another-otter-9-lamp" };
    const changed = await client.post("/auth/password", { json: change, headers: renewed });
    assert.deepEqual(Object.keys(changed.json), [names.csrfToken]);
  });

  test(`${title}: what is sent has its names, and those of the other are told of`, async ({
    client,
  }) => {
    await ada();
    const { json: signed } = await signInAt(client);
    const headers = { "x-csrf-token": signed[names.csrfToken] };
    const make = (body: object) => client.post("/auth/keys", { json: body, headers });
    const scopes = ["posts:read", "posts:read"];
    const made = await make({ name: "robot", scopes, [names.days]: 30 });
    assert.equal(made.status, 201, made.text);
    assert.equal(made.headers.get("cache-control"), "no-store");
    assert.deepEqual(Object.keys(made.json), [...names.key, "key"]);
    assert.deepEqual(made.json.scopes, ["posts:read"], "as they are kept");
    const [, , , , createdAt, expiresAt] = names.key;
    const livesMs = Date.parse(made.json[expiresAt]) - Date.parse(made.json[createdAt]);
    assert.equal(Math.round(livesMs / 86_400_000), 30);
    const [kept] = await own(client, "/auth/keys");
    assert.deepEqual(Object.keys(kept), names.key);

    const wrong = await make({ name: "robot", [names.otherDays]: 30 });
    const [problem] = wrong.json.problems;
    assert.deepEqual(
      [wrong.status, problem.path, problem.hint],
      [400, names.otherDays, names.days],
    );
    const tooLong = await make({ name: "robot", [names.days]: 0 });
    assert.equal(tooLong.json.problems[0].path, names.days);
    assert.equal((await own(client, "/auth/keys")).length, 1);
  });

  test(`${title}: documents say its names`, async ({ app: running }) => {
    const { paths, components } = openapi(running);
    const text = JSON.stringify([paths, components]);
    const { otherDays } = names;
    assert.ok(text.includes('"grant_type"'), "the names of RFC 6749 stay");
    assert.ok(text.includes(`"${names.days}"`) && !text.includes(`"${otherDays}"`));
    for (const name of [...names.session, ...names.user, ...names.key, names.csrfToken])
      assert.ok(text.includes(`"${name}"`), name);
  });

  test(`${title}: the bodies of tokens are those of RFC 6749`, async ({ client }) => {
    await ada();
    const grant = { grant_type: "password", username: "ada", password: GOOD };
    const given = await client.post("/api/token", { json: grant });
    const members = ["access_token", "token_type", "expires_in", "refresh_token", "scope"];
    assert.deepEqual(Object.keys(given.json), members);
    const refresh = { refresh_token: given.json.refresh_token };
    const again = await client.post("/api/token/refresh", { json: refresh });
    assert.deepEqual(Object.keys(again.json), members);
    const refused = await client.post("/api/token", { json: { ...grant, password: "wrong" } });
    assert.deepEqual(Object.keys(refused.json), [
      "error",
      "error_description",
      "code",
      "request_id",
    ]);
    const unknown = await client.post("/api/token", { json: { grantType: "password" } });
    assert.deepEqual([unknown.status, unknown.json.error], [400, "invalid_request"]);
    assert.match(unknown.json.error_description, /grantType/);
  });
}

class Member extends userModel("member", { id: bigint().primaryKey() }) {}

eachDatabaseTest(shop([], { user: Member }))(
  "the key of a user is sent as its field says: large ones as text",
  async ({ client }) => {
    await Member.create({
      id: 9_007_199_254_740_993n,
      username: "ada",
      email: "ada@example.com",
      passwordHash: await hashPassword(GOOD, CHEAP),
      emailVerifiedAt: new Date(),
    });
    const { status, json } = await signInAt(client);
    assert.deepEqual([status, json.user.id], [200, "9007199254740993"]);
    assert.equal((await own(client, "/auth/me")).id, "9007199254740993");
  },
);

/** What is somebody's own, and so for no cache. */
async function own(client: TestClient, path: string) {
  const { status, json, headers } = await client.get(path);
  assert.deepEqual([status, headers.get("cache-control")], [200, "no-store"], path);
  return json;
}
