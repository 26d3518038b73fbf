import assert from "node:assert/strict";
import { resource } from "quintet/api";
import { elevated, User, UserIdentity } from "quintet/auth";
import { policy } from "quintet/db";
import { post } from "quintet/http";
import { json } from "quintet/schema";
import { eachDatabase, shop } from "./shop.ts";

const own = policy(User, {
  read: () => true,
  create: () => true,
  update: (user) => user.isSignedIn && { id: user.id as number },
});
const routes = [
  resource(User, { policy: own, path: "/users" }),
  post("/careless", { public: true, body: { user: json() } }, async ({ body }) => {
    const { id } = await User.create(body.user as never);
    return { id };
  }),
  post("/careless-many", { signedIn: true, body: { values: json() } }, async ({ body, user }) => ({
    changed: await User.where({ id: user.id as number }).update(body.values as never),
  })),
  post("/invited", { signedIn: true }, async ({ user }) => {
    const row = await User.get(user.id as number);
    await elevated(() => row.assign({ isStaff: true }).save());
    return {};
  }),
];

eachDatabase(shop(routes), (test) => {
  test("nobody makes anybody staff, whatever a resource or a handler lets through", async ({
    client,
  }) => {
    const ada = await User.create({ username: "ada", email: "ada@example.com" });
    const asAda = client.as(new UserIdentity(ada));
    for (const right of ["is_staff", "is_superuser"]) {
      const patched = await asAda.patch(`/users/${ada.id}`, { json: { [right]: true } });
      assert.ok([400, 403].includes(patched.status), `${right}: ${patched.status}`);
    }
    const eve = { username: "eve", email: "eve@example.com" };
    for (const right of ["isStaff", "isSuperuser"]) {
      const user = { ...eve, [right]: true };
      const made = await client.post("/careless", { json: { user } });
      assert.deepEqual([made.status, made.json.code], [403, "AUTH_REFUSED"]);
      const values = { [right]: true };
      assert.equal((await asAda.post("/careless-many", { json: { values } })).status, 403);
    }
    const posted = await client.post("/users", { json: { ...eve, is_superuser: true } });
    assert.ok([400, 403].includes(posted.status), `${posted.status}`);
    assert.equal(await User.count(), 1);
    await ada.reload();
    assert.deepEqual([ada.isStaff, ada.isSuperuser], [false, false]);
  });

  test("superusers give rights, and code that has decided so", async ({ client }) => {
    const root = await User.create({
      username: "root",
      email: "root@example.com",
      isSuperuser: true,
    });
    const ada = await User.create({ username: "ada", email: "ada@example.com" });
    const user = { username: "bob", email: "bob@example.com", isStaff: true };
    const made = await client.as(new UserIdentity(root)).post("/careless", { json: { user } });
    assert.equal(made.status, 200, made.text);
    assert.equal((await client.as(new UserIdentity(ada)).post("/invited")).status, 200);
    assert.equal((await ada.reload()).isStaff, true);
  });

  test("no request sets the hash of a password", async ({ client }) => {
    const ada = await User.create({ username: "ada", email: "ada@example.com" });
    const asAda = client.as(new UserIdentity(ada));
    const before = ada.passwordHash;
    const hash = {
      password_hash: "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
    };
    for (const [method, path, json] of [
      ["patch", `/users/${ada.id}`, hash],
      ["post", "/users", { username: "eve", email: "eve@example.com", ...hash }],
    ] as const) {
      const { status, json: told } = await asAda[method](path, { json });
      assert.equal(status, 400);
      assert.deepEqual(told.problems[0].path, "password_hash");
      assert.equal(told.problems[0].code, "unknown");
    }
    assert.equal((await ada.reload()).passwordHash, before);
    assert.equal(await User.count(), 1);
  });

  test("no answer holds the hash of a password", async ({ client }) => {
    await User.create({ username: "ada", email: "ada@example.com", passwordHash: "secret-hash" });
    const { status, text } = await client.get("/users");
    assert.equal(status, 200);
    assert.ok(!text.includes("secret-hash") && !text.includes("password"), text);
  });
});
