import assert from "node:assert/strict";
import {
  assignRole,
  grantPermissions,
  Group,
  hashPassword,
  memorySessions,
  Permission,
  revokePermissions,
  type SessionStore,
  User,
} from "quintet/auth";
import { transaction } from "quintet/db";
import { get } from "quintet/http";
import { appTest, assertQueries, testClient } from "quintet/testing";
import { CHEAP, cookieOf, eachDatabaseTest, GOOD, shop, signInAt } from "./shop.ts";
import { eachStore } from "./session-stores.ts";

const routes = [get("/mine", { signedIn: true }, ({ user }) => user.name)];

async function person(username: string, ...roles: readonly string[]): Promise<User> {
  const passwordHash = await hashPassword(GOOD, CHEAP);
  const rest = { passwordHash, emailVerifiedAt: new Date() };
  const user = await User.create({ username, email: `${username}@example.com`, ...rest });
  for (const role of roles) await assignRole(user, role);
  return user;
}

const editors = () => Group.where({ name: "editors" }).get();
const permission = async (code: string) => (await Permission.getOrCreate({ code })).row;

/** What gives a group other rights, in the order in which it is done. */
const CHANGES: readonly (readonly [string, (group: Group) => Promise<unknown>])[] = [
  ["grantPermissions", (group) => grantPermissions(group, "user.update", "user.delete")],
  ["revokePermissions", (group) => revokePermissions(group, "user.update")],
  ["add", async (group) => group.related("permissions").add(await permission("user.create"))],
  ["set", async (group) => group.related("permissions").set([await permission("user.read")])],
  ["remove", async (group) => group.related("permissions").remove(await permission("user.read"))],
  ["another name", (group) => group.assign({ name: "authors" }).save()],
  [
    "the end of a permission",
    async (group) => {
      await grantPermissions(group, "permission.delete");
      await Permission.where({ code: "permission.delete" }).delete();
    },
  ],
  ["the end of the group", (group) => group.delete()],
];

eachStore(routes, (test, place) => {
  test("whoever is in a group that gets other rights gets another session id, and nobody else", async ({
    client,
    app,
  }) => {
    await person("ada", "editors");
    await person("bob", "readers");
    const other = testClient(app);
    await signInAt(client);
    await signInAt(other, "bob");
    const group = await editors();
    for (const [name, change] of CHANGES) {
      await change(group);
      const answer = await client.get("/mine");
      assert.equal(answer.status, 200, name);
      assert.ok(cookieOf(answer, "session"), name);
      assert.equal(cookieOf(await client.get("/mine"), "session"), undefined, name);
      assert.equal(cookieOf(await other.get("/mine"), "session"), undefined, name);
    }
  });

  test("what changes nothing of a group's rights leaves the sessions of its members alone", async ({
    client,
  }) => {
    await person("ada", "editors");
    const group = await editors();
    await grantPermissions(group, "user.update");
    await signInAt(client);
    await grantPermissions(group, "user.update");
    await revokePermissions(group, "user.delete");
    await group.assign({ name: "editors" }).save();
    assert.equal(cookieOf(await client.get("/mine"), "session"), undefined);
  });

  test("a user who is added after the group was changed, in one transaction, gets another id too", async ({
    client,
  }) => {
    const ada = await person("ada");
    await person("bob", "editors");
    await signInAt(client);
    const group = await editors();
    await transaction(async () => {
      await grantPermissions(group, "user.update");
      await ada.related("groups").add(group);
      await group.delete();
    });
    assert.ok(cookieOf(await client.get("/mine"), "session"));
  });

  if (place.store !== undefined) return;

  test("a change of a group that is rolled back changes no session, and the next one does", async ({
    client,
  }) => {
    await person("ada", "editors");
    await signInAt(client);
    const group = await editors();
    const undone = new Error("undone");
    await transaction(async () => {
      await assert.rejects(
        transaction(async () => {
          await grantPermissions(group, "user.update");
          throw undone;
        }),
        undone,
      );
    });
    assert.equal(cookieOf(await client.get("/mine"), "session"), undefined);
    await grantPermissions(group, "user.update");
    assert.ok(cookieOf(await client.get("/mine"), "session"));
  });
});

eachDatabaseTest(shop(routes))(
  "sessions of many members are marked by one statement, of many permissions too",
  async () => {
    const group = await Group.create({ name: "editors" });
    const codes = ["user.create", "user.update", "user.delete"];
    const rows = await Promise.all(codes.map(permission));
    await members(group, 30);
    // One for each link that is new, and one for the sessions.
    await assertQueries(4, () => group.related("permissions").add(...rows));
    // The members, the permissions and the group: read, and told of; the sessions; the group.
    await assertQueries({ max: 6 }, () => group.delete());
  },
);

const calls: number[] = [];
const memory = memorySessions();
const counted: SessionStore = {
  ...memory,
  async markForRotation(users) {
    calls.push(users.length);
    await memory.markForRotation(users);
  },
};

appTest(shop(routes, { sessions: { store: counted } }))(
  "where the database does not keep the sessions, members are read and marked some hundred at a time",
  async ({ client }) => {
    const group = await Group.create({ name: "editors" });
    await members(group, 1_000);
    await person("ada", "editors");
    await signInAt(client);
    calls.length = 0;
    await grantPermissions(group, "user.update");
    assert.deepEqual(calls, [500, 500, 1]);
    assert.ok(cookieOf(await client.get("/mine"), "session"));
    calls.length = 0;
    await group.delete();
    assert.deepEqual(calls, [500, 500, 1]);
    assert.ok(cookieOf(await client.get("/mine"), "session"));
  },
);

async function members(group: Group, count: number): Promise<void> {
  const names = Array.from({ length: count }, (_, n) => `member${n}`);
  await User.createMany(names.map((username) => ({ username, email: `${username}@example.com` })));
  await transaction(async () => {
    for await (const user of User.where({ username: { in: names } }).each())
      await user.related("groups").add(group);
  });
}
