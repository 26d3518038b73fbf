import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { action, resource } from "quintet/api";
import { invalid } from "quintet/http";
import { int, text } from "quintet/schema";
import {
  type Blog,
  Category,
  categoryPolicy,
  Post,
  postPolicy,
  startBlog,
  User,
} from "./blog-app.ts";

/** Has hooks that refuse what only they can know. */
const picky = resource(Post, {
  path: "/picky",
  policy: postPolicy,
  bulk: true,
  write: { categoryName: text().optional() },
  create: async ({ categoryName = "", ...input }, { user }) => {
    const category = await Category.where({ name: categoryName }).first();
    if (category === undefined)
      throw invalid({ categoryName: { code: "reference", message: "must name a category" } });
    return Post.create({ ...input, category, author: user.id as number });
  },
  update: (_row, { category }) => {
    if (category !== undefined)
      throw invalid({ categoryId: "is closed", "categoryName.0": "is closed too" });
  },
  delete: () => {
    throw invalid({ "": "is wanted" });
  },
  actions: {
    move: action
      .post("move")
      .on("one", { body: { categoryId: int() } })
      .run(() => {
        throw invalid({ categoryId: "is full" });
      }),
  },
});
const camel = resource(Category, {
  path: "/camel",
  policy: categoryPolicy,
  naming: "camelCase",
  create: () => {
    throw invalid({ isSecret: "is not for you" });
  },
});

let blog: Blog;
before(async () => {
  blog = await startBlog("sqlite:./test.db", [picky, camel]);
  await blog.run(async () => {
    await User.create({ username: "ann", email: "a" });
    await Post.create({ title: "A", author: 1 });
    await Category.createMany([{ name: "news" }, { name: "notes" }]);
  });
});
after(() => blog.stop());

const posts = () =>
  blog.run(async () =>
    (await Post.all().order("id")).map(({ title, categoryId }) => ({ title, categoryId })),
  );

const told = async (method: string, path: string, json?: object) => {
  const { status, body } = await blog.ask(method, path, "ann", json);
  return [status, body.code, body.problems];
};
const problem = (path: string, message: string, code = "rule") => [
  400,
  "SCHEMA_INVALID",
  [{ path, code, message, in: "body" }],
];

test("fields that a hook refuses are told by the names of the wire, and nothing is written", async () => {
  const before = await posts();
  const json = { title: "B", author_id: 1 };
  assert.deepEqual(
    await told("POST", "/picky", json),
    problem("category_name", "must name a category", "reference"),
  );
  assert.deepEqual(
    await told("POST", "/picky/bulk", [{ ...json, category_name: "news" }, json]),
    problem("1.category_name", "must name a category", "reference"),
  );
  assert.deepEqual(await told("PATCH", "/picky/1", { category_id: 2 }), [
    400,
    "SCHEMA_INVALID",
    [
      { path: "category_id", code: "rule", message: "is closed", in: "body" },
      { path: "category_name.0", code: "rule", message: "is closed too", in: "body" },
    ],
  ]);
  assert.deepEqual(await told("DELETE", "/picky/1"), problem("", "is wanted"));
  assert.deepEqual(
    await told("POST", "/picky/1/move", { category_id: 2 }),
    problem("category_id", "is full"),
  );
  assert.deepEqual(await posts(), before);
});

test("fields that a hook refuses have the names of the code where the wire has those", async () => {
  const { status, body } = await blog.ask("POST", "/camel", "staff", { name: "x" });
  assert.deepEqual([status, body.problems[0].path], [400, "isSecret"]);
  // Where nobody has asked, as in a command.
  assert.equal(invalid({ isSecret: "x" }).problems[0]!.path, "isSecret");
});
