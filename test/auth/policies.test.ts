import assert from "node:assert/strict";
import { test as plainTest } from "node:test";
import { app, module } from "quintet/app";
import {
  allows,
  assignRole,
  auth,
  authorize,
  can,
  explain,
  grantPermissions,
  Group,
  hasRole,
  inGroup,
  removeRole,
  requires,
  revokePermissions,
  rolesOf,
  signedIn,
  staff,
  type AuthOptions,
  TokenIdentity,
  User,
  UserIdentity,
} from "quintet/auth";
import { anonymous } from "quintet/core";
import { everything, model, one, policy, text } from "quintet/db";
import { action, resource } from "quintet/api";
import { get, group, html, http, post, staticFiles } from "quintet/http";
import { appTest } from "quintet/testing";
import { eachDatabaseTest, shop } from "./shop.ts";

class Post extends model("post", {
  title: text({ max: 100 }),
  status: text({ max: 20 }).default("draft"),
  get author() {
    return one(() => User);
  },
}) {}

const postPolicy = policy(Post, {
  read: (user) =>
    user.isStaff ||
    (user.isSignedIn
      ? [{ status: "published" }, { author: user.id as number }]
      : { status: "published" }),
  create: (user) => user.isSignedIn,
  update: (user) => (user.isStaff ? everything : user.isSignedIn && { author: user.id as number }),
  rename: () => ({ author: { username: "ada" } }),
});

const routes = [
  get("/open", { public: true }, () => "open"),
  get("/members", { policy: signedIn }, () => "members"),
  get("/publish", { policy: requires("post.publish") }, () => "publish"),
  get("/editors", { policy: inGroup("editors") }, () => "editors"),
  post("/posts-new", { policy: postPolicy }, () => "created"),
  get("/create", { policy: allows(postPolicy, "create") }, () => "create"),
  get(
    "/own",
    { policy: (user, request) => user.name === request.query["name"], unknownQuery: "ignore" },
    () => "own",
  ),
  group("/staff", { policy: staff }, [
    get("/all", { policy: requires("post.publish") }, () => "all"),
    resource(Post, { policy: postPolicy, path: "/posts" }),
  ]),
  get("/posts/:id/edit", { signedIn: true }, async ({ params }) => {
    const row = await Post.get(Number(params.id));
    await authorize("update", row);
    return html`${can("update", row) && "may"}`;
  }),
];
const shelf = resource(Post, {
  policy: policy(Post, { read: () => everything }),
  path: "/shelf",
  actions: {
    look: action
      .get("look")
      .on("one")
      .run(({ row }) => row.title),
  },
});
const blog = module("blog", {
  models: [Post],
  permissions: [{ code: "post.publish", name: "Publish posts" }],
});
const test = eachDatabaseTest(shop([...routes, shelf], {}, [blog]));

async function user(username: string, values: object = {}): Promise<User> {
  return User.create({ username, email: `${username}@example.com`, ...values });
}
const who = (row: User): UserIdentity => new UserIdentity(row);

plainTest("a route that does not say whom it is for keeps the app from starting", async () => {
  const silent = [
    get("/silent", () => 1),
    get("/no", { signedIn: false }, () => 1),
    group("/inner", [post("/deep", () => 1)]),
    group("/closed", { signedIn: true }, [
      get("/both", { public: true }, () => 1),
      get("/fine", () => 1),
    ]),
    group("/shown", { public: true }, [get("/fine", () => 1)]),
    staticFiles("/static", { folder: import.meta.dirname }),
  ];
  const problems = await shop(silent, {}, []).check();
  const errors = problems.filter(({ level }) => level === "error");
  assert.deepEqual(
    errors.map(({ id, message }) => `${id}: ${message}`),
    [
      "auth.route_unstated: GET /silent does not say whom it is for.",
      "auth.route_unstated: GET /no does not say whom it is for.",
      "auth.route_unstated: POST /inner/deep does not say whom it is for.",
      "auth.route_contradiction: GET /closed/both is public, and not for everybody.",
    ],
  );
  await assert.rejects(app({ modules: shop(silent).modules }).start(), /does not say whom/);
});

for (const [defaultAccess, status] of [
  ["signedIn", 401],
  ["public", 200],
] as const) {
  appTest(shop([get("/silent", () => "said")], { defaultAccess }))(
    `where routes may say nothing, they are for ${defaultAccess === "public" ? "everybody" : "users"}`,
    async ({ client }) => {
      assert.equal((await client.get("/silent")).status, status);
      assert.equal((await client.as({ id: 1 }).get("/silent")).status, 200);
    },
  );
}

test("a policy lets in whom it says: 401 for nobody, 403 for others", async ({ client }) => {
  const ada = await user("ada");
  await grantPermissions(ada, "post.publish");
  const asAda = client.as(who(ada));
  const other = client.as(who(await user("bob")));
  for (const path of ["/publish", "/members", "/editors", "/create", "/staff/all"]) {
    const { status, json } = await client.get(path);
    assert.deepEqual([status, json.code], [401, "AUTH_SIGN_IN_REQUIRED"], path);
  }
  assert.equal((await client.get("/open")).text, "open");
  assert.equal((await asAda.get("/publish")).text, "publish");
  assert.equal((await other.get("/publish")).json.code, "AUTH_REFUSED");
  assert.equal((await other.get("/members")).text, "members");
  assert.equal((await other.get("/create")).text, "create");
  assert.equal((await other.get("/own?name=bob")).text, "own");
  assert.equal((await other.get("/own?name=ada")).status, 403);
  assert.equal((await client.post("/posts-new")).status, 401);
  assert.equal((await other.post("/posts-new")).text, "created");
});

test("what a group says holds beside what its routes and resources say", async ({ client }) => {
  const boss = client.as(who(await user("boss", { isStaff: true })));
  const bob = client.as(who(await user("bob")));
  assert.equal((await boss.get("/staff/all")).status, 403);
  assert.equal((await boss.get("/staff/posts")).status, 200);
  assert.equal((await bob.get("/staff/posts")).status, 403);
  assert.equal((await client.get("/staff/posts")).status, 401);
  const root = client.as(who(await user("root", { isStaff: true, isSuperuser: true })));
  assert.equal((await root.get("/staff/all")).text, "all");
});

test("what a group says holds for what it has no route for", async ({ client }) => {
  const boss = client.as(who(await user("boss", { isStaff: true })));
  for (const [method, path, status] of [
    ["get", "/staff/nothing", 404],
    ["put", "/staff/all", 405],
  ] as const) {
    assert.equal((await boss[method](path)).status, status, path);
    assert.equal((await client[method](path)).status, 401, path);
  }
  assert.equal((await client.get("/nothing")).status, 404);
});

test("what the policy of a resource has no rule for is 405 with Allow, for everybody", async ({
  client,
}) => {
  const { id } = await Post.create({ title: "A", author: await user("ada") });
  const root = client.as(who(await user("root", { isStaff: true, isSuperuser: true })));
  for (const [of, asking] of [
    ["a superuser", root],
    ["nobody", client],
  ] as const) {
    for (const [method, path, status, allow] of [
      ["delete", `/shelf/${id}`, 405, "GET, HEAD, OPTIONS"],
      ["patch", `/shelf/${id}`, 405, "GET, HEAD, OPTIONS"],
      ["post", "/shelf", 405, "GET, HEAD, OPTIONS"],
      ["post", `/shelf/${id}/look`, 405, "GET, HEAD, OPTIONS"],
      ["get", `/shelf/${id}/nothing`, 404, null],
    ] as const) {
      const answer = await asking[method](path);
      const told = [answer.status, answer.headers.get("allow")];
      assert.deepEqual(told, [status, allow], `${method} ${path} of ${of}`);
    }
  }
  assert.equal(await Post.count(), 1);
});

test("roles are groups, and what a group may, its users may", async ({ client, app }) => {
  const ada = await user("ada");
  await assignRole(ada, "editors");
  await assignRole(ada, "editors");
  await assignRole(ada, "authors");
  assert.deepEqual(await rolesOf(ada), ["authors", "editors"]);
  assert.ok(await hasRole(ada, "editors"));
  assert.equal((await client.as(who(ada)).get("/editors")).text, "editors");
  assert.equal((await client.as(who(ada)).get("/publish")).status, 403);
  const editors = (await Group.where({ name: "editors" }).first())!;
  await app.run(() => grantPermissions(editors, "post.publish", "post.update"));
  assert.equal((await client.as(who(ada)).get("/publish")).status, 200);
  await revokePermissions(editors, "post.publish");
  assert.equal((await client.as(who(ada)).get("/publish")).status, 403);
  await removeRole(ada, "editors");
  assert.ok(!(await hasRole(ada, "editors")));
  const unknown = app.run(() => grantPermissions(ada, "post.publich"));
  await assert.rejects(unknown, { code: "AUTH_PERMISSION_UNKNOWN", message: /post\.publish/ });
});

test("it can be explained which rule lets somebody do something", async ({ app }) => {
  const ada = await user("ada");
  const bob = await user("bob");
  const boss = await user("boss", { isStaff: true });
  await assignRole(ada, "editors");
  await assignRole(ada, "authors");
  const row = await Post.create({ title: "First", author: ada });
  const asked = (by: User, action: string) => app.run(() => explain(who(by), action, row));
  const condition = { author: ada.id };
  assert.deepEqual(await asked(ada, "update"), {
    isAllowed: true,
    rule: "post.update",
    roles: ["authors", "editors"],
    because: "condition met",
    condition,
  });
  const refused = await asked(bob, "update");
  assert.equal(refused.isAllowed, false);
  assert.equal(refused.because, "condition not met");
  assert.deepEqual((await asked(boss, "update")).because, "all rows");
  assert.deepEqual(await asked(boss, "delete"), {
    isAllowed: false,
    rule: "post.delete",
    roles: [],
    because: "no rule",
  });
  assert.equal((await app.run(() => explain(anonymous, "create", row))).because, "no row");
  assert.equal((await app.run(() => explain(who(bob), "read", bob))).because, "no policy");
  // A condition on another row is asked of the database.
  assert.equal((await asked(bob, "rename")).because, "condition met");
  assert.throws(() => app.run(() => can("rename", row, who(bob))), {
    code: "AUTH_NEEDS_DATABASE",
  });
});

test("a handler asks for the row, and a template says what one may do with it", async ({
  client,
}) => {
  const ada = await user("ada");
  const { id } = await Post.create({ title: "First", author: ada });
  const path = `/posts/${id}/edit`;
  assert.equal((await client.as(who(ada)).get(path)).text, "may");
  const refused = await client.as(who(await user("bob"))).get(path);
  assert.deepEqual([refused.status, refused.json.detail], [403, "You may not update this."]);
});

test("permissions of users are those of their tokens, and of no service with the same id", async ({
  client,
}) => {
  const ada = await user("ada");
  await grantPermissions(ada, "post.publish");
  const claims = { sub: String(ada.id), jti: "j", sid: "s", exp: 4_102_444_800 };
  const token = client.as(new TokenIdentity(ada.id, claims));
  assert.equal((await token.get("/publish")).text, "publish");
  assert.equal((await token.get("/editors")).status, 403);
  const editor = new TokenIdentity(ada.id, { ...claims, roles: ["editors", 7] });
  assert.deepEqual([...editor.roles], ["editors"]);
  assert.equal((await client.as(editor).get("/editors")).text, "editors");
  const service = client.as({ id: ada.id, name: "service" });
  assert.equal((await service.get("/publish")).status, 403);
  assert.equal((await service.get("/editors")).status, 403);
  assert.equal((await service.get("/auth/me")).status, 401);
  await ada.assign({ isActive: false }).save();
  assert.equal((await token.get("/publish")).status, 403);
});

test("nobody makes a row their own before it is asked what they may do with it", async ({
  app,
}) => {
  const ada = await user("ada");
  const bob = await user("bob");
  const row = await Post.create({ title: "First", author: ada });
  row.assign({ author: bob });
  const { isAllowed } = await app.run(() => explain(who(bob), "update", row));
  assert.equal(isAllowed, false);
  assert.equal((await app.run(() => explain(who(ada), "update", row))).isAllowed, false);
  assert.throws(() => app.run(() => can("update", row, who(bob))), { code: "AUTH_NEEDS_DATABASE" });
  const fresh = new Post({ title: "New", author: bob });
  assert.equal((await app.run(() => explain(who(bob), "update", fresh))).isAllowed, true);
  assert.equal((await app.run(() => explain(anonymous, "update", new Post({})))).isAllowed, false);
});

plainTest("outside of development, mails that nobody gets are told at the start", async () => {
  const idsOf = async (development: boolean, options: AuthOptions): Promise<string[]> => {
    const made = app({ modules: [http({ development }), auth(options)] });
    return (await made.check()).map(({ id }) => id);
  };
  assert.deepEqual(await idsOf(false, {}), ["auth.mails_logged", "auth.origin_unknown"]);
  assert.deepEqual(await idsOf(true, {}), []);
  const origin = "https://shop.example";
  assert.deepEqual(await idsOf(false, { origin, mailer: { send: () => {} } }), []);
});
