import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openapi, resource } from "quintet/api";
import { type Blog, Category, Post, postPolicy, startBlog, User } from "./blog-app.ts";

/** Stay in their category, with the status that they were made with. */
const filed = resource(Post, {
  path: "/filed",
  policy: postPolicy,
  createOnly: ["category", "status"],
  bulk: true,
});

let blog: Blog;
before(async () => {
  blog = await startBlog("sqlite:./test.db", [filed]);
  await blog.run(async () => {
    await User.create({ username: "ann", email: "a" });
    await Category.createMany([{ name: "news" }, { name: "notes" }]);
  });
});
after(() => blog.stop());

const posts = () =>
  blog.run(async () =>
    (await Post.all().order("id")).map(({ title, categoryId, status }) => ({
      title,
      categoryId,
      status,
    })),
  );

const problem = (path: string) => ({
  path,
  code: "create_only",
  message: "cannot be changed later",
  in: "body",
});

test("what is create-only is taken when the row is made", async () => {
  const json = { title: "A", author_id: 1, category_id: 1, status: "published" };
  const { status, body } = await blog.ask("POST", "/filed", "ann", json);
  assert.deepEqual([status, body.category_id, body.status], [201, 1, "published"]);
  const more = [{ ...json, category_id: 2 }];
  assert.equal((await blog.ask("POST", "/filed/bulk", "ann", more)).status, 201);
});

test("what is create-only is refused at its path later, whatever its value and with all else that is wrong", async () => {
  const before = await posts();
  const refused = async (method: string, path: string, json: object) => {
    const { status, body } = await blog.ask(method, path, "ann", json);
    assert.equal(status, 400);
    return body.problems;
  };
  assert.deepEqual(await refused("PATCH", "/filed/1", { category_id: 2 }), [
    problem("category_id"),
  ]);
  const same = { title: "A", author_id: 1, category_id: 1, status: "published" };
  assert.deepEqual(await refused("PUT", "/filed/1", same), [
    problem("category_id"),
    problem("status"),
  ]);
  const list = [{ id: 1 }, { id: 2, category_id: null }];
  assert.deepEqual(await refused("PATCH", "/filed/bulk", list), [problem("1.category_id")]);
  const [known, unknown] = await refused("PATCH", "/filed/1", { status: "draft", statuss: 1 });
  assert.deepEqual([known, unknown.code], [problem("status"), "unknown"]);
  assert.deepEqual(await posts(), before);
});

test("what is create-only stays as it is where PUT empties the rest", async () => {
  const json = { title: "A", author_id: 1, internal_note: "x" };
  const full = await blog.ask("PUT", "/filed/1", "ann", json);
  assert.equal(full.body.internal_note, "x");
  const { body } = await blog.ask("PUT", "/filed/1", "ann", { title: "A", author_id: 1 });
  assert.deepEqual([body.category_id, body.status, body.internal_note], [1, "published", null]);
});

test("what is create-only stands in documents for create alone", () => {
  const schemas = openapi(blog.app).components.schemas as Record<string, { properties: object }>;
  const names = Object.keys(schemas).filter((name) => name.startsWith("Filed"));
  const taking = names.filter((name) => "category_id" in schemas[name]!.properties);
  assert.deepEqual(taking, ["Filed", "FiledCreate"]);
  assert.ok(["FiledReplace", "FiledUpdate"].every((name) => names.includes(name)));
});
