import assert from "node:assert/strict";
import { describe } from "node:test";
import { transaction } from "quintet/db";
import { assertQueries, databaseTest, factory } from "quintet/testing";
import { postgres } from "../services.ts";
import { models, Post, User } from "./models.ts";

describe("on SQLite", () => suite("sqlite::memory:"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(url: string): void {
  const test = databaseTest({ models, url });

  test("the answer of the function comes through", async () => {
    await factory(Post).createMany(2);
    const posts = await assertQueries(1, () => Post.all().with("author"));
    assert.equal(posts[0]?.author.isNew, false);
  });

  test("too many queries fail with a list in which repeated ones are counted", async () => {
    await factory(User).createMany(2);
    const wasteful = assertQueries(1, async () => {
      for (const { id } of await User.all()) await User.get(id);
    });
    await assert.rejects(wasteful, (error: Error) => {
      assert.match(error.message, /^Expected 1 queries, there were 3:\n/);
      assert.match(error.message, /^ {6}select .*"user"/m);
      assert.match(error.message, /^ {2}2 × select .*"user".* where /m);
      assert.ok(error instanceof assert.AssertionError);
      assert.deepEqual([error.actual, error.expected], [3, 1]);
      return true;
    });
  });

  test("too few queries fail too, a budget does not", async () => {
    await assert.rejects(
      assertQueries(1, () => 1),
      { message: "Expected 1 queries, there were none." },
    );
    assert.equal(await assertQueries({ max: 2 }, () => User.count()), 0);
    await assert.rejects(
      assertQueries({ max: 1 }, async () => [await User.count(), await User.count()]),
      /at most 1 queries, there were 2/,
    );
  });

  test("savepoints do not count, and an outer assertion counts what an inner one has counted", async () => {
    await assertQueries(3, async () => {
      await assertQueries(2, () =>
        transaction(async () => [await User.count(), await Post.count()]),
      );
      await User.count();
    });
  });

  test("an error of the function is not hidden", async () => {
    await assert.rejects(
      assertQueries(5, () => Promise.reject(new Error("mine"))),
      { message: "mine" },
    );
  });
}
