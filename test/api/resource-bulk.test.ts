import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { resource, type Resource } from "quintet/api";
import { policy } from "quintet/db";
import {
  type Blog,
  Category,
  categoryPolicy,
  Comment,
  Post,
  posts,
  type Reply,
  startBlog,
  Tag,
  User,
} from "./blog-app.ts";
import { postgres } from "../services.ts";

const free = { read: () => true, update: () => true, delete: () => true };

/** Named by another column than the key. */
const categories = resource(Category, { policy: categoryPolicy, lookup: "name", bulk: true });

/** With hooks, and without creating several at once. */
const notes = resource(Comment, {
  path: "/notes",
  policy: policy(Comment, { ...free, create: () => true }),
  fields: ["id", "body", "isApproved"],
  bulk: ["update", "delete"],
  update: async (row, input) => {
    await row.assign({ ...input, body: `${input.body}!` }).save();
  },
  delete: async (row) => {
    await row.assign({ isApproved: false }).save();
  },
});

/** Changed by everybody, read by staff. */
const inbox = resource(Tag, {
  path: "/inbox",
  policy: policy(Tag, { read: (user) => user.isStaff, create: () => true }),
  bulk: true,
  only: ["list", "create"],
});

describe("on SQLite", () => suite("sqlite:./test.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(kind: string): void {
  let blog: Blog;
  const titles = (): Promise<string[]> => blog.run(() => Post.all().order("id").pluck("title"));
  const patch = (path: string, user: string, body: unknown): Promise<Reply> =>
    blog.ask("PATCH", path, user, body);
  const remove = (path: string, user: string, body: unknown): Promise<Reply> =>
    blog.ask("DELETE", path, user, body);
  const codes = ({ body }: Reply): string[] =>
    body.problems.map(({ path, code }: Record<string, string>) => `${path} ${code}`);

  before(async () => {
    blog = await startBlog(kind, [posts, categories, notes, inbox] as readonly Resource[]);
    await blog.run(async () => {
      await User.createMany([
        { username: "ann", email: "a" },
        { username: "bob", email: "b" },
      ]);
      await Category.createMany([{ name: "news" }, { name: "hidden", isSecret: true }]);
    });
  });
  beforeEach(() =>
    blog.run(async () => {
      await Post.all().delete();
      await Post.createMany([
        { id: 1, title: "Ann's", author: 1 },
        { id: 2, title: "Ann's, out", author: 1, status: "published" },
        { id: 3, title: "Bob's, out", author: 2, status: "published" },
        { id: 4, title: "Bob's", author: 2 },
      ]);
    }),
  );
  after(() => blog.stop());

  test("rows are changed together and answered in the order of the list", async () => {
    const changed = await patch("/posts/bulk", "ann", [
      { id: 2, title: "B", tag_names: ["node"] },
      { id: 1, title: "A", category_id: 1 },
    ]);
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.deepEqual(
      changed.body.map(({ id, title, category }: Record<string, unknown>) => [id, title, category]),
      [
        [2, "B", null],
        [1, "A", { id: 1, name: "news" }],
      ],
    );
    const tagged = await blog.run(() => Post.where({ tags: { name: "node" } }).pluck("id"));
    assert.deepEqual(tagged, [2]);
    assert.deepEqual(await titles(), ["A", "B", "Bob's, out", "Bob's"]);
  });

  test("what is wrong with one of them is told with its place, and none is changed", async () => {
    const before = await titles();
    const fine = { id: 1, title: "A" };
    const cases: readonly (readonly [unknown, readonly string[]])[] = [
      [
        [fine, { id: 2, title: 3 }, { title: "no key" }],
        ["1.title type", "2.id required"],
      ],
      [[fine, { id: 2, titel: "x" }], ["1.titel unknown"]],
      [[fine, { id: 2, category_id: 2 }], ["1.category_id reference"]],
      // What one may not see is as what is not there.
      [
        [{ id: 4, title: "x" }, fine, { id: 99 }],
        ["0.id reference", "2.id reference"],
      ],
      [[fine, { id: 1, title: "B" }], ["1.id repeated"]],
      [[], [" min"]],
      [[1, 2, 3, 4].map((id) => ({ id })), [" max"]],
    ];
    for (const [body, wanted] of cases) {
      const refused = await patch("/posts/bulk", "ann", body);
      assert.equal(refused.status, 400, JSON.stringify(refused.body));
      assert.deepEqual(codes(refused), wanted);
    }
    assert.deepEqual(await titles(), before);
  });

  test("one row that may not be changed refuses all, before and after", async () => {
    const before = await titles();
    const body = [
      { id: 1, title: "A" },
      { id: 3, title: "B" },
    ];
    const refused = await patch("/posts/bulk", "ann", body);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.detail, "You may not update what is at 1 of the list.");
    assert.equal((await patch("/posts/bulk", "", body)).status, 401);
    assert.deepEqual(await titles(), before);
  });

  test("what the database refuses is told with its place, and nothing is kept", async () => {
    const names = [{ name: "fine" }, { name: "news" }];
    const refused = await blog.ask("POST", "/categories/bulk", "staff", names);
    assert.deepEqual([refused.status, refused.body.code], [409, "DB_UNIQUE_VIOLATION"]);
    assert.match(refused.body.detail, /^At 1 of the list: /);
    assert.equal(await blog.run(() => Category.count()), 2);
  });

  test("rows are deleted together, or none is", async () => {
    const before = await titles();
    assert.deepEqual(codes(await remove("/posts/bulk", "ann", [1, 4, 99])), [
      "1 reference",
      "2 reference",
    ]);
    assert.deepEqual(codes(await remove("/posts/bulk", "ann", [1, 1])), ["1 repeated"]);
    assert.deepEqual(codes(await remove("/posts/bulk", "ann", ["1"])), ["0 type"]);
    const refused = await remove("/posts/bulk", "ann", [1, 3]);
    assert.equal(refused.status, 403);
    assert.equal(refused.body.detail, "You may not delete what is at 1 of the list.");
    assert.deepEqual(await titles(), before);
    assert.equal((await remove("/posts/bulk", "ann", [2, 1])).status, 204);
    assert.deepEqual(await titles(), ["Bob's, out", "Bob's"]);
  });

  test("the statements do not grow with the rows but for the writes themselves", async () => {
    const cost = async (ids: readonly number[]): Promise<number> => {
      await patch(
        "/posts/bulk",
        "ann",
        ids.map((id) => ({ id, title: `${id} of ${ids.length}` })),
      );
      return blog.statements.length;
    };
    assert.equal((await cost([1, 2])) - (await cost([1])), 1);
  });

  test("lists with the same rows in other orders do not wait for each other for ever", async () => {
    const orders = [
      [1, 2],
      [2, 1],
      [1, 2],
      [2, 1],
    ];
    const answers = await Promise.all(
      orders.map((ids, n) =>
        patch(
          "/posts/bulk",
          "ann",
          ids.map((id) => ({ id, title: `by ${n}` })),
        ),
      ),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    const [first, second] = await titles();
    assert.equal(first, second);
  });

  test("rows are told by the column that stands in addresses", async () => {
    const changed = await patch("/categories/bulk", "staff", [{ name: "news", is_secret: true }]);
    assert.deepEqual(
      changed.body.map(({ name, is_secret }: Record<string, unknown>) => [name, is_secret]),
      [["news", true]],
    );
    assert.equal((await patch("/categories/news", "staff", { is_secret: false })).status, 200);
    assert.deepEqual(codes(await patch("/categories/bulk", "staff", [{ name: "hiding" }])), [
      "0.name reference",
    ]);
  });

  test("hooks are asked for each row, and only what is declared is there", async () => {
    await blog.run(() =>
      Comment.createMany([
        { id: 1, body: "a", post: 1 },
        { id: 2, body: "b", post: 1 },
      ]),
    );
    const changed = await patch("/notes/bulk", "", [
      { id: 2, body: "B" },
      { id: 1, body: "A" },
    ]);
    assert.deepEqual(changed.body, [
      { id: 2, body: "B!", is_approved: true },
      { id: 1, body: "A!", is_approved: true },
    ]);
    assert.equal((await remove("/notes/bulk", "", [1, 2])).status, 204);
    assert.equal(await blog.run(() => Comment.count({ isApproved: false })), 2);
    const refused = await blog.ask("POST", "/notes/bulk", "", [{ body: "c", post_id: 1 }]);
    assert.equal(refused.status, 405);
    assert.equal((await patch("/inbox/bulk", "staff", [{ id: 1 }])).status, 405);
  });

  test("who may write and not read gets no rows back", async () => {
    const made = await blog.ask("POST", "/inbox/bulk", "", [{ name: "x" }, { name: "y" }]);
    assert.deepEqual([made.status, made.body], [201, [null, null]]);
  });
}
