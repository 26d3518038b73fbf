import assert from "node:assert/strict";
import { describe } from "node:test";
import { model, text } from "quintet/db";
import { assertQueries, databaseTest, factory, sequence } from "quintet/testing";
import { postgres } from "../services.ts";
import { models, Post, User } from "./models.ts";

class Nickname extends model("nickname", { value: text({ pattern: /^\S+$/ }) }) {}
class Code extends model("code", { value: text({ pattern: /^[A-Z]{3}$/ }) }) {}

describe("on SQLite", () => suite("sqlite::memory:"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(url: string): void {
  const test = databaseTest({ models: [...models, Nickname, Code], url });
  const user = factory(User, { username: sequence((n) => `user${n}`) });
  const post = factory(Post, { author: user, title: (n) => `Post ${n}` });

  for (const round of ["first", "second"]) {
    test(`the ${round} test gets the same rows`, async () => {
      const [one, two] = [await post.create(), await post.create()];
      assert.deepEqual([one.title, one.slug, two.title], ["Post 1", "post-1", "Post 2"]);
      const author = await one.author;
      assert.deepEqual(
        [author.username, author.email, author.age],
        ["user1", "email1@example.com", 19],
      );
    });
  }

  test("required fields and relations are filled in, optional ones are not", async () => {
    const made = await factory(Post).create();
    assert.deepEqual(
      [made.title, made.status, made.publishedAt, made.editorId],
      ["title 1", "draft", null, null],
    );
    assert.equal((await made.author).username, "username 1");
    assert.deepEqual([await Post.count(), await User.count()], [1, 1]);
  });

  test("what is given is taken, and a relation that is given is not made", async () => {
    const author = await user.create({ username: "ada" });
    const made = await post.create({ title: "Mine", author, status: "published" });
    assert.deepEqual([made.title, made.status, made.authorId], ["Mine", "published", author.id]);
    assert.equal(await User.count(), 1);
  });

  test("many rows are made at once, each by its number", async () => {
    const made = await user.createMany(3, (n) => ({ age: 20 + n }));
    assert.deepEqual(
      made.map(({ username, age, isNew }) => [username, age, isNew]),
      [
        ["user1", 21, false],
        ["user2", 22, false],
        ["user3", 23, false],
      ],
    );
    const posts = await post.createMany(2, { author: made[0]! });
    assert.deepEqual(
      posts.map(({ title, authorId }) => [title, authorId]),
      [
        ["Post 1", made[0]!.id],
        ["Post 2", made[0]!.id],
      ],
    );
    assert.equal(await User.count(), 3);
  });

  test("a variant has other defaults and the same count", async () => {
    const published = post.with({ status: "published", editor: user });
    assert.equal((await post.create()).title, "Post 1");
    const made = await published.create();
    assert.deepEqual([made.title, made.status], ["Post 2", "published"]);
    assert.notEqual(made.editorId, null);
    assert.equal((await post.create()).status, "draft");
  });

  test("build makes an unsaved row without a query", async () => {
    const built = await assertQueries(0, () => post.build({ title: "Draft" }));
    assert.deepEqual([built.title, built.isNew, await Post.count()], ["Draft", true, 0]);
  });

  test("a name that may hold no space has none", async () => {
    assert.equal((await factory(Nickname).create()).value, "value1");
  });

  test("a field that cannot be guessed is an error that names it", async () => {
    await assert.rejects(factory(Code).create(), {
      code: "TESTING_NO_SAMPLE",
      message: /"code".*"value"/,
    });
    assert.equal(await Code.count(), 0);
    assert.equal((await factory(Code, { value: "ABC" }).create()).value, "ABC");
  });
}
