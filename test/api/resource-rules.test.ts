import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { action, computed, named, openapi, resource, type Resource } from "quintet/api";
import { anonymous } from "quintet/core";
import { decimal, everything, grantOf, model, policy } from "quintet/db";
import { text } from "quintet/schema";
import { type Blog, Category, Comment, Post, startBlog, Tag, User } from "./blog-app.ts";
import { postgres } from "../services.ts";

/** Drafts are their authors' to change; what is published is nobody's. */
const drafts = resource(Post, {
  path: "/drafts",
  policy: policy(Post, {
    read: (user) => user.isSignedIn && { author: user.id as number },
    create: (user) => user.isSignedIn && { author: user.id as number, status: "draft" },
    update: (user) => user.isSignedIn && { author: user.id as number, status: "draft" },
    delete: (user) => user.isSignedIn && { author: user.id as number, status: "draft" },
  }),
  fields: ["id", "title", "status"],
  bulk: true,
  actions: {
    look: action
      .get("look")
      .on("one")
      .run(({ row }) => ({ title: row.title })),
    sizes: action
      .get("sizes")
      .on("many")
      .run(async ({ rows }) => ({ count: await rows.count() })),
    clear: action
      .delete("clear")
      .on("many", { rule: "delete" })
      .run(async ({ rows }) => ({ deleted: await rows.delete() })),
  },
});

class Ware extends model("ware", {
  name: text({ max: 20 }),
  price: decimal({ precision: 8, scale: 2 }),
}) {}
const wares = resource(Ware, {
  policy: policy(Ware, { read: () => [{ price: "5" }, { price: "7.5" }] }),
  filter: ["price"],
});

/** Forgets that who is not signed in has no id. */
const careless = policy(Post, {
  read: () => true,
  create: (user) => [{ status: "draft" }, { category: { posts: { author: user.id as number } } }],
  update: (user) => ({ author: { in: [1, user.id as number] } }),
  delete: (user) => (user.isSignedIn ? everything : (undefined as never)),
});

const carelessPosts = resource(Post, { path: "/careless", policy: careless });

/** Anybody may write one, and only staff reads them. */
const inbox = resource(Category, {
  path: "/inbox",
  policy: policy(Category, {
    read: (user) => (user.isStaff ? everything : false),
    create: () => true,
  }),
  writeOnly: ["isSecret"],
  write: { greeting: text({ max: 10 }) },
  create: (input) =>
    Category.create({ name: `${input.greeting} ${input.name}`, isSecret: input.isSecret }),
});

const notes = resource(Comment, {
  path: "/notes",
  bulk: ["update"],
  lockFirst: (comments) => Post.where({ comments }).order("id").lock(),
  policy: policy(Comment, {
    read: () => true,
    create: () => true,
    update: () => true,
    delete: () => true,
  }),
  fields: {
    post: { title: true, author: ["username"] },
    shout: computed(text(), async (row) => `${row.body}!`),
  },
  update: async (row, input, { user }) => {
    row.assign({ ...input, body: `${input.body} (by ${user.name ?? "nobody"})` });
    await row.save();
  },
  delete: async (row) => {
    row.isApproved = false;
    await row.save();
  },
});

/** Its values come late, and fail for Bob's posts: as a promise, or at once. */
const failingFor = (bob: (title: string) => string | Promise<string>) =>
  computed(text(), (row: Post) =>
    row.authorId === 2 ? bob(row.title) : new Promise<string>((done) => setImmediate(done, "late")),
  );
const late = resource(Post, {
  path: "/late",
  policy: policy(Post, { read: () => true }),
  fields: {
    first: failingFor(() => Promise.reject(new Error("the promise failed"))),
    second: failingFor(() => Promise.reject(new Error("this one too"))),
  },
});
const thrown = resource(Post, {
  path: "/thrown",
  policy: policy(Post, { read: () => true }),
  fields: {
    first: failingFor(() => Promise.reject(new Error("the promise failed"))),
    second: failingFor(() => {
      throw new Error("it failed at once");
    }),
  },
});

const accounts = resource(User, {
  path: "/accounts",
  policy: policy(User, { read: () => true, create: () => true, update: () => true }),
  fields: ["username"],
  writeOnly: ["password"],
});
const members = resource(User, {
  path: "/members",
  policy: policy(User, { read: () => true, create: () => true, update: () => true }),
});

/** Its rule for reading fails for Ann. */
const failing = resource(Category, {
  path: "/failing",
  policy: policy(Category, {
    read: (user) => {
      if (user.id === 1) throw new Error("the rule failed");
      return true;
    },
    create: () => true,
  }),
});

/** Its policy has rules for reading and for deleting, and no others. */
const shelf = resource(Category, {
  path: "/shelf",
  policy: policy(Category, { read: () => true, delete: (user) => user.isStaff }),
  bulk: true,
});

/** Tags are made by staff; who writes a post may mention a new one here, and not there. */
const tags = resource(Tag, {
  policy: policy(Tag, {
    read: (user) => (user.isStaff ? everything : { name: { not: "hidden" } }),
    create: (user) => user.isStaff,
    mention: (user) => user.isSignedIn && { name: { not: "reserved" } },
  }),
});
const tagged = (path: string, creates: string | boolean) =>
  resource(Post, {
    path,
    policy: policy(Post, { read: () => true, create: () => true }),
    fields: { tags: ["name"] },
    write: { tagNames: named("tags", { creates }) },
    create: (input) => Post.create({ ...input, author: 1 }),
  });

const all = [
  drafts,
  carelessPosts,
  inbox,
  failing,
  notes,
  shelf,
  tags,
  accounts,
  members,
  late,
  thrown,
] as readonly Resource[];

describe("on SQLite", () => suite("sqlite:./test.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  let blog: Blog;
  const count = (): Promise<number> => blog.run(() => Post.count());

  before(async () => {
    blog = await startBlog(kind, [
      ...all,
      tagged("/mentioning", "mention"),
      tagged("/strict", true),
      tagged("/closed", false),
    ]);
    await blog.run(async () => {
      await User.createMany([
        { username: "ann", email: "a" },
        { username: "bob", email: "b" },
      ]);
      await Post.create({ title: "Ann's", author: 1 });
      await Post.create({ title: "Bob's", author: 2 });
      await Post.create({ title: "Ann's, out", author: 1, status: "published" });
      await Comment.create({ body: "hello", post: 1 });
      await Tag.create({ name: "x" });
    });
  });
  after(() => blog.stop());

  describe("a rule that is a condition", () => {
    test("holds for the row that was made, which is else not made", async () => {
      const before = await count();
      const own = { title: "New", author_id: 1 };
      assert.equal((await blog.ask("POST", "/drafts", "ann", own)).status, 201);
      for (const wrong of [{ author_id: 2 }, { author_id: 1, status: "published" }]) {
        const refused = await blog.ask("POST", "/drafts", "ann", { title: "New", ...wrong });
        assert.equal(refused.status, 403);
      }
      const list = [own, { title: "Other's", author_id: 2 }];
      const refused = await blog.ask("POST", "/drafts/bulk", "ann", list);
      assert.equal(refused.status, 403);
      assert.equal(refused.body.detail, "You may not create what is at 1 of the list.");
      assert.equal(await count(), before + 1);
    });

    test("holds for the row before and after a change: nobody gives one away", async () => {
      assert.equal((await blog.ask("PATCH", "/drafts/1", "ann", { title: "Mine" })).status, 200);
      assert.equal((await blog.ask("PATCH", "/drafts/1", "ann", { author_id: 2 })).status, 403);
      const given = [{ id: 1, author_id: 2 }];
      assert.equal((await blog.ask("PATCH", "/drafts/bulk", "ann", given)).status, 403);
      assert.equal(
        (await blog.ask("PATCH", "/drafts/1", "ann", { status: "published" })).status,
        403,
      );
      assert.equal((await blog.ask("PATCH", "/drafts/3", "ann", { title: "x" })).status, 403);
      assert.equal((await blog.ask("PATCH", "/drafts/2", "ann", { title: "x" })).status, 404);
      const put = { title: "Mine", author_id: 2 };
      assert.equal((await blog.ask("PUT", "/drafts/1", "ann", put)).status, 403);
      const row = await blog.run(() => Post.get(1));
      assert.deepEqual([row.authorId, row.status, row.title], [1, "draft", "Mine"]);
    });

    test("narrows what actions on many have", async () => {
      assert.equal((await blog.get("/drafts/sizes", "bob")).body.count, 1);
      assert.equal((await blog.get("/drafts/sizes")).status, 401);
      const before = await count();
      assert.deepEqual((await blog.ask("DELETE", "/drafts/clear", "bob")).body, { deleted: 1 });
      assert.equal(await count(), before - 1);
    });

    test("and asks for undefined is a fault of the program, which changes nothing", async () => {
      const titles = () => blog.run(() => Post.all().order("id").pluck("title"));
      const before = await titles();
      const requests = [
        ["POST", "", "create", /"create" .* "post" .* "1\.category\.posts\.author" is undefined/],
        ["PATCH", "/1", "update", /"update" .* "post" .* "author\.in\.1" is undefined/],
        ["DELETE", "/1", "delete", /"delete" .* "post" gives undefined/],
      ] as const;
      for (const [method, key, rule, message] of requests) {
        const body = method === "DELETE" ? undefined : { title: "x", author_id: 1 };
        const { status, body: told } = await blog.ask(method, `/careless${key}`, "", body);
        assert.deepEqual([status, told.code], [500, "DB_POLICY_UNDEFINED"]);
        assert.equal(told.detail, undefined);
        assert.throws(() => grantOf(careless, rule, anonymous), { message });
      }
      assert.deepEqual(await titles(), before);
      assert.equal((await blog.ask("PATCH", "/careless/1", "ann", { title: "Mine" })).status, 200);
    });

    test("and gives what is no answer is a fault of the program, and nobody's permission", () => {
      for (const given of [Promise.resolve(false), null, "yes", 1, new Date(0), () => true]) {
        const odd = policy(Post, { read: () => given as never });
        assert.throws(() => grantOf(odd, "read", anonymous), {
          code: "DB_POLICY_NOT_A_GRANT",
          status: 500,
          message: /"read" .* "post" gives (a promise|null|"yes"|1|a Date|function), /,
        });
      }
    });

    test("knows a number however many zeros it ends in", async (t) => {
      const shop = await startBlog(kind, [wares] as readonly Resource[], { models: [Ware] });
      t.after(() => shop.stop());
      await shop.run(() =>
        Ware.createMany([
          { name: "cup", price: "5.00" },
          { name: "can", price: "7.50" },
          { name: "car", price: "9" },
        ]),
      );
      for (const [query, found] of [
        ["", 2],
        ["?price=5", 1],
        ["?price=7.50", 1],
        ["?price=9", 0],
      ] as const)
        assert.equal((await shop.get(`/wares${query}`)).body.count, found, query);
    });

    test("hides rows from actions on one", async () => {
      assert.deepEqual((await blog.get("/drafts/1/look", "ann")).body, { title: "Mine" });
      assert.equal((await blog.get("/drafts/1/look", "bob")).status, 404);
    });
  });

  test("who may write and not read gets no row back", async () => {
    const { status, body, headers } = await blog.ask("POST", "/inbox", "", {
      name: "you",
      greeting: "hi",
      is_secret: true,
    });
    assert.equal(status, 201);
    assert.equal(body, "");
    assert.match(headers.get("location")!, /^\/api\/inbox\/\d+$/);
    assert.equal((await blog.get("/inbox")).status, 401);
    assert.equal((await blog.get("/inbox", "ann")).status, 403);
    const { body: list } = await blog.get("/inbox", "staff");
    assert.deepEqual(list.results, [{ id: 1, name: "hi you" }]);
  });

  test("a secret is taken only where it is write-only, and never shown", async () => {
    const carol = { username: "carol", email: "c", password: "hushhush" };
    const refused = await blog.ask("POST", "/members", "", carol);
    assert.deepEqual(
      refused.body.problems.map(({ path, code }: Record<string, string>) => [path, code]),
      [["password", "unknown"]],
    );
    assert.equal(await blog.run(() => User.count({ username: "carol" })), 0);
    const made = await blog.ask("POST", "/accounts", "", carol);
    assert.deepEqual([made.status, made.body], [201, { username: "carol" }]);
    const { id, password } = (await blog.run(() => User.where({ username: "carol" }).first()))!;
    assert.equal(password, "hushhush");
    const put = { username: "carol", email: "c" };
    assert.equal((await blog.ask("PUT", `/members/${id}`, "", put)).status, 200);
    assert.equal((await blog.run(() => User.get(id))).password, "hushhush");
  });

  test("what the policy has no rule for has no route: 405 with what there is, for everybody", async () => {
    for (const [method, path, allowed] of [
      ["POST", "/shelf", "GET"],
      ["PATCH", "/shelf/1", "DELETE"],
      ["PUT", "/shelf/1", "DELETE"],
      ["POST", "/shelf/bulk", "DELETE"],
    ] as const) {
      for (const user of ["", "ann", "staff"]) {
        const { status, headers } = await blog.ask(method, path, user, { name: "x" });
        assert.equal(status, 405, `${method} ${path}`);
        assert.ok(headers.get("allow")!.split(", ").includes(allowed), headers.get("allow")!);
        assert.ok(!headers.get("allow")!.includes(method), headers.get("allow")!);
      }
    }
    assert.equal((await blog.ask("DELETE", "/shelf/1", "ann")).status, 403, "a rule says no");
    const { paths } = openapi(blog.app) as { paths: Record<string, object> };
    const offered = Object.entries(paths).filter(([path]) => path.startsWith("/api/shelf"));
    assert.deepEqual(
      offered.map(([path, methods]) => [path, Object.keys(methods)]),
      [
        ["/api/shelf", ["get"]],
        ["/api/shelf/{key}", ["get", "delete"]],
        ["/api/shelf/bulk", ["delete"]],
      ],
    );
  });

  test("names that nobody has yet become rows by the rule that is said", async () => {
    const asked = async (path: string, user: string, name: string): Promise<number> => {
      const post = { title: "Tagged", author_id: 1, tag_names: ["x", name] };
      return (await blog.ask("POST", path, user, post)).status;
    };
    assert.equal((await blog.ask("POST", "/tags", "ann", { name: "no" })).status, 403);
    for (const [path, user, status] of [
      ["/mentioning", "ann", 201],
      ["/mentioning", "", 400],
      ["/strict", "ann", 400],
      ["/strict", "staff", 201],
      ["/closed", "staff", 400],
    ] as const) {
      const name = `${path} ${user}`;
      assert.equal(await asked(path, user, name), status, name);
      assert.equal(await blog.run(() => Tag.count({ name })), status === 201 ? 1 : 0, name);
    }
  });

  test("a name links no row that is hidden, and makes none that the rule does not grant", async () => {
    await blog.run(() => Tag.create({ name: "hidden" }));
    const before = await count();
    for (const name of ["hidden", "reserved"]) {
      const post = { title: "Tagged", author_id: 1, tag_names: ["x", name] };
      const { status, body } = await blog.ask("POST", "/mentioning", "ann", post);
      assert.deepEqual([status, body.problems?.[0].path], [400, "tag_names.1"], name);
      assert.equal(body.problems[0].code, "reference");
    }
    assert.equal(await count(), before);
    assert.equal(await blog.run(() => Tag.count({ name: "reserved" })), 0);
    const post = { title: "Tagged", author_id: 1, tag_names: ["hidden"] };
    assert.equal((await blog.ask("POST", "/mentioning", "staff", post)).status, 201);
  });

  test("what belongs together is locked in the order that the resource says", async () => {
    const locked = async (method: string, path: string, body?: object) => {
      const { status } = await blog.ask(method, path, "ann", body);
      const reads = blog.statements.filter((one) => one.startsWith("select"));
      // SQLite has one writer, and no words for locks.
      const locks = kind === postgres.url ? reads.filter((one) => / for update/.test(one)) : reads;
      return [status, ...locks.slice(0, 2).map((one) => /from "(\w+)"/.exec(one)![1])];
    };
    const body = "hello";
    assert.deepEqual(await locked("PATCH", "/notes/1", { body }), [200, "post", "comment"]);
    const list = [{ id: 1, body }];
    assert.deepEqual(await locked("PATCH", "/notes/bulk", list), [200, "post", "comment"]);
    const { id } = await blog.run(() => Comment.create({ body, post: 1 }));
    assert.deepEqual(await locked("DELETE", `/notes/${id}`), [204, "post", "comment"]);
    assert.deepEqual(
      (await locked("GET", `/notes/${id}`))[1],
      kind === postgres.url ? undefined : "comment",
    );
    await blog.run(() => Comment.where({ id }).delete());
  });

  test("hooks change and delete in their own way, in the transaction of the request", async () => {
    const changed = await blog.ask("PATCH", "/notes/1", "ann", { body: "bye" });
    assert.equal(changed.status, 200);
    assert.equal(changed.body.body, "bye (by nobody)");
    assert.equal(changed.body.shout, "bye (by nobody)!");
    // The key of a related row comes by the relation's name, as assign() takes it.
    const moved = await blog.ask("PATCH", "/notes/1", "ann", { body: "hi", post_id: 3 });
    assert.deepEqual(moved.body.post, { title: "Ann's, out", author: { username: "ann" } });
    await blog.ask("PATCH", "/notes/1", "ann", { body: "bye", post_id: 1 });
    // Posts have a policy in this app, and ann may see this one.
    assert.deepEqual(changed.body.post, { title: "Mine", author: { username: "ann" } });
    assert.equal((await blog.get("/notes/1")).body.post, null);
    assert.equal((await blog.ask("DELETE", "/notes/1", "ann")).status, 204);
    const row = await blog.run(() => Comment.get(1));
    assert.equal(row.isApproved, false);
  });

  test("what the database refuses is told, and nothing is kept", async () => {
    const twice = { name: "you", greeting: "hi", is_secret: false };
    const refused = await blog.ask("POST", "/inbox", "", twice);
    assert.equal(refused.status, 409);
    assert.equal(refused.body.code, "DB_UNIQUE_VIOLATION");
    assert.deepEqual(refused.body.problems, [
      { path: "name", code: "unique", message: "is taken already", in: "body" },
    ]);
    assert.equal(await blog.run(() => Category.count()), 1);
  });

  test("a rule that fails is told of, also where it decides only what is shown of a new row", async () => {
    const before = await blog.run(() => Category.count());
    const { status } = await blog.ask("POST", "/failing", "ann", { name: "unseen" });
    assert.equal(status, 500);
    assert.equal(await blog.run(() => Category.count()), before);
  });

  test("computed values that fail are one error, and end nothing else", async () => {
    const { id } = await blog.run(() => Post.create({ title: "Bob's, late", author: 2 }));
    for (const path of ["/late", "/thrown", `/late/${id}`, `/thrown/${id}`]) {
      assert.equal((await blog.get(path)).status, 500, path);
      // A promise that nobody awaits would end the process by then.
      await new Promise((done) => setImmediate(done));
    }
    assert.deepEqual((await blog.get("/late/1?fields=id,first")).body, { id: 1, first: "late" });
    await blog.run(() => Post.where({ id }).delete());
  });

  test("methods that a resource has not are 405, and HEAD answers as GET", async () => {
    assert.equal((await blog.ask("DELETE", "/drafts", "ann")).status, 405);
    const head = await blog.ask("HEAD", "/drafts/1", "ann");
    assert.deepEqual([head.status, head.body], [200, ""]);
  });
}
