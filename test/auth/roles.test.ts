import assert from "node:assert/strict";
import { module } from "quintet/app";
import {
  assignRole,
  authorize,
  type AuthOptions,
  can,
  currentApiKeys,
  currentTokens,
  explain,
  Group,
  hashPassword,
  memorySessions,
  removeRole,
  staff,
  User,
  UserIdentity,
} from "quintet/auth";
import type { Identity } from "quintet/core";
import { everything, model, one, policy, text } from "quintet/db";
import { resource } from "quintet/api";
import { get, group } from "quintet/http";
import type { TestClient } from "quintet/testing";
import { CHEAP, eachDatabaseTest, GOOD, shop, signInAt } from "./shop.ts";

class Draft extends model("draft", {
  title: text(),
  get author() {
    return one(() => User);
  },
}) {}

const isEditor = (user: Identity) => user.roles.has("editors");
const draftPolicy = policy(Draft, {
  read: (user) => (isEditor(user) ? everything : user.isSignedIn && { author: user.id }),
  publish: isEditor,
});
const TOKENS = {
  keys: [{ id: "one", secret: "c2VjcmV0LWZvci10ZXN0cy1vZi1yb2xlcy0-0123456789" }],
  issuer: "https://shop.example",
  audience: "https://shop.example",
} as const;

const shopWith = (options: AuthOptions = {}) =>
  shop(
    [
      resource(Draft, { policy: draftPolicy, path: "/drafts", only: ["list"] }),
      get("/roles", { public: true }, ({ user }) => [...user.roles]),
    ],
    options,
    [module("drafts", { models: [Draft] })],
  );

async function ada(...roles: readonly string[]): Promise<User> {
  const rest = {
    passwordHash: await hashPassword(GOOD, CHEAP),
    emailVerifiedAt: new Date(),
  };
  const user = await User.create({ username: "ada", email: "ada@example.com", ...rest });
  for (const role of roles) await assignRole(user, role);
  return user;
}

const rolesAt = async (client: TestClient, headers: Record<string, string> = {}) => {
  const { status, json } = await client.get("/roles", { headers });
  assert.equal(status, 200);
  return json as string[];
};

for (const [kept, sessions] of [
  ["in the database", {}],
  ["in memory", { store: memorySessions() }],
] as const) {
  const test = eachDatabaseTest(shopWith({ sessions }));

  test(`sessions ${kept}: a role counts from the next request on, and no longer than it is held`, async ({
    client,
  }) => {
    const user = await ada();
    const bob = await User.create({ username: "bob", email: "bob@example.com" });
    await Draft.createMany([
      { title: "ada's", author: user },
      { title: "bob's", author: bob },
    ]);
    const seen = async (): Promise<number> => (await client.get("/drafts")).json.count;
    await signInAt(client);
    assert.equal(await seen(), 1);
    await assignRole(user, "editors");
    assert.equal(await seen(), 2);
    await removeRole(user, "editors");
    assert.equal(await seen(), 1);
    // A change of the group itself is told to no session.
    await assignRole(user, "editors");
    assert.equal(await seen(), 2);
    await Group.where({ name: "editors" }).update({ name: "former editors" });
    assert.equal(await seen(), 1);
  });

  test(`sessions ${kept}: session, user and roles come by one question`, async ({ client }) => {
    await ada("authors", "editors");
    assert.deepEqual(await rolesAt(client), []);
    await signInAt(client);
    // The id is new after a change of groups; that is another question.
    await client.get("/roles");
    const { json } = await client.get("/roles", { maxQueries: 1 });
    assert.deepEqual(json, ["authors", "editors"]);
  });
}

const withTokens = eachDatabaseTest(shopWith({ tokens: TOKENS, apiKeys: true, basic: true }));

withTokens(
  "an access token says the roles that there were when it was given",
  async ({ client, app }) => {
    const user = await ada("editors");
    const issue = async () => {
      const { accessToken } = await app.run(async () => currentTokens.get()!.issue(user));
      return { authorization: `Bearer ${accessToken}` };
    };
    const before = await issue();
    await removeRole(user, "editors");
    const { json } = await client.get("/roles", { headers: before, maxQueries: 0 });
    assert.deepEqual(json, ["editors"]);
    assert.deepEqual(await rolesAt(client, await issue()), []);
  },
);

withTokens("API keys and Basic have the roles of the row", async ({ client, app }) => {
  const user = await ada("editors");
  const { key } = await app.run(() => currentApiKeys.get()!.create(user, { name: "a program" }));
  const basic = Buffer.from(`ada:${GOOD}`).toString("base64");
  const ways = [{ "x-api-key": key }, { authorization: `Basic ${basic}` }];
  for (const headers of ways) assert.deepEqual(await rolesAt(client, headers), ["editors"]);
  await removeRole(user, "editors");
  for (const headers of ways) assert.deepEqual(await rolesAt(client, headers), []);
});

const atOnce = eachDatabaseTest(shopWith({ tokens: { ...TOKENS, revocation: "atOnce" } }));

atOnce(
  "where tokens are looked up, a role that was taken away is gone, for one question",
  async ({ client, app }) => {
    const user = await ada("editors");
    const { accessToken } = await app.run(async () => currentTokens.get()!.issue(user));
    const headers = { authorization: `Bearer ${accessToken}` };
    const { json } = await client.get("/roles", { headers, maxQueries: 1 });
    assert.deepEqual(json, ["editors"]);
    await removeRole(user, "editors");
    assert.deepEqual(await rolesAt(client, headers), []);
  },
);

const plain = eachDatabaseTest(shopWith());

plain("tests sign in as a row with its groups, or as whom they say", async ({ client }) => {
  const user = await ada("editors");
  const asRow = client.as(user);
  assert.deepEqual(await rolesAt(asRow), ["editors"]);
  assert.equal((await asRow.get("/roles", { maxQueries: 0 })).status, 200);
  assert.deepEqual(await rolesAt(client.as(new UserIdentity(user))), ["editors"]);
  await removeRole(user, "editors");
  assert.deepEqual(await rolesAt(asRow), []);
  assert.deepEqual(await rolesAt(client.as({ id: 7, roles: new Set(["editors"]) })), ["editors"]);
  assert.deepEqual(await rolesAt(client.as({ id: user.id })), []);
});

plain("an explanation says for which roles it holds, and reads them", async ({ app }) => {
  const user = await ada("editors", "authors");
  const row = await Draft.create({ title: "ada's", author: user });
  assert.deepEqual(await app.run(() => explain(new UserIdentity(user), "publish", row)), {
    isAllowed: true,
    rule: "draft.publish",
    roles: ["authors", "editors"],
    because: "all rows",
  });
});

/** Everything, for those whom the group lets in. */
const moderation = group("/moderation", { policy: staff }, [
  resource(Draft, {
    policy: policy(Draft, { read: () => true, publish: () => true, burn: () => true }),
    path: "/drafts",
    name: "moderation",
  }),
]);
const mine = resource(Draft, { policy: draftPolicy, path: "/drafts" });

for (const [order, routes] of [
  ["before", [moderation, mine]],
  ["behind", [mine, moderation]],
] as const)
  eachDatabaseTest(shop(routes, {}, [module("drafts", { models: [Draft] })]))(
    `a policy of moderators ${order} that of everybody lets nobody else do what it does`,
    async ({ app }) => {
      const user = await ada();
      const others = await User.create({ username: "bob", email: "bob@example.com" });
      const row = await Draft.create({ title: "bob's", author: others });
      const own = await Draft.create({ title: "ada's", author: user });
      await app.run(async () => {
        const who = await UserIdentity.of(user);
        await assert.rejects(authorize("publish", row, who), { code: "AUTH_REFUSED" });
        await assert.rejects(authorize("read", row, who), { code: "AUTH_REFUSED" });
        assert.equal(can("read", row, who), false);
        assert.equal(can("read", own, who), true);
        const { because } = await explain(who, "read", row);
        assert.equal(because, "condition not met");
        assert.equal((await explain(who, "read", own)).isAllowed, true);
        assert.equal((await explain(who, "burn", row)).because, "all rows", "one has the rule");
        assert.equal((await explain(who, "bury", row)).because, "no rule");
      });
    },
  );

plain("a rule that asks for roles that nobody has read is told so", async () => {
  const user = await ada("editors");
  assert.throws(() => new UserIdentity(user).roles, { code: "AUTH_ROLES_UNREAD" });
  assert.deepEqual([...(await UserIdentity.of(user)).roles], ["editors"]);
  assert.deepEqual([...new UserIdentity(user, { roles: ["authors"] }).roles], ["authors"]);
});
