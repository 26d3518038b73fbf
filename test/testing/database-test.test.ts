import assert from "node:assert/strict";
import { describe, test as plainTest } from "node:test";
import { module } from "quintet/app";
import { sleep, withDeadline } from "quintet/core";
import { currentDatabase, outsideTransaction, sql, transaction } from "quintet/db";
import { on } from "quintet/events";
import { databaseTest, temporaryDatabase, testDatabase } from "quintet/testing";
import { postgres } from "../services.ts";
import { models, Post, publish, User } from "./models.ts";

const ada = { username: "ada", email: "ada@example.com", age: 36 };

describe("on SQLite in memory", () => suite("sqlite::memory:"));
describe("on a SQLite file", () => suite("sqlite:./data/app.db"));
describe("on PostgreSQL", { skip: postgres.missing }, () => suite(postgres.url));

function suite(url: string): void {
  const heard: string[] = [];
  const blog = module("blog", {
    models,
    receivers: [on(Post.saved, ({ row }) => void heard.push(row.title))],
  });
  const test = databaseTest({ modules: [blog], url });

  for (const round of ["first", "second"]) {
    test(`the ${round} test begins with empty tables`, async () => {
      assert.equal(await User.count(), 0);
      await User.create(ada);
      assert.equal(await User.count(), 1);
    });
  }

  test("a transaction of the tested code works as in the program, callbacks and receivers included", async () => {
    heard.length = 0;
    const told: string[] = [];
    const post = await publish("News", await User.create(ada), () => told.push("committed"));
    assert.deepEqual(
      { heard, told, isNew: post.isNew },
      { heard: ["News"], told: ["committed"], isNew: false },
    );
    assert.equal(await Post.count(), 1);
  });

  test("a transaction that fails undoes its own part only, and nobody hears of it", async () => {
    heard.length = 0;
    const author = await User.create(ada);
    const failing = transaction(async () => {
      await Post.create({ title: "Lost", author });
      await transaction(() => Post.create({ title: "Lost too", author }));
      throw new Error("stop");
    });
    await assert.rejects(failing, { message: "stop" });
    assert.deepEqual([await User.count(), await Post.count(), heard], [1, 0, []]);
  });

  test("an error of one statement does no harm to the next", async () => {
    await User.create(ada);
    await assert.rejects(User.create(ada), { code: "DB_UNIQUE_VIOLATION" });
    assert.equal(await User.count(), 1);
    await User.create({ ...ada, username: "bob", email: "bob@example.com" });
    assert.equal(await User.count(), 2);
  });

  test("transactions that run at the same time take turns", async () => {
    const author = await User.create(ada);
    const posts = ["One", "Two", "Three", "Four"].map((title) => publish(title, author, () => {}));
    const counts = [Post.count(), User.count()];
    await Promise.all([...posts, ...counts]);
    assert.equal(await Post.count(), 4);
  });

  test("a read from outside of the open transaction is answered", async () => {
    const inside = await transaction(() => outsideTransaction(() => User.count()));
    assert.equal(inside, 0);
  });

  test("rows are written while others are read in chunks", async () => {
    const author = await User.create(ada);
    await Post.createMany(["One", "Two", "Three"].map((title) => ({ title, author })));
    for await (const post of Post.all().each({ chunk: 1 })) {
      post.title += "!";
      await post.save();
      await assert.rejects(User.create(ada), { code: "DB_UNIQUE_VIOLATION" });
    }
    assert.equal(await Post.count({ title: { endsWith: "!" } }), 3);
  });

  test("work that its deadline aborts harms nothing after it", { timeout: 4000 }, async () => {
    await User.create(ada);
    const slow = withDeadline("50ms", () =>
      transaction(async () => {
        await User.all().delete();
        await sleep("1m");
      }),
    );
    await assert.rejects(slow, { code: "CORE_DEADLINE_EXCEEDED" });
    assert.equal(await User.count(), 1);
    if (!url.startsWith("postgres")) return;
    const sleeping = withDeadline("50ms", () => sql`select pg_sleep(60)`);
    await assert.rejects(sleeping, { code: "CORE_DEADLINE_EXCEEDED" });
    assert.equal(await User.count(), 1);
  });

  test("with commits, other connections see what was committed", { commits: true }, async () => {
    const author = await User.create(ada);
    await publish("Kept", author, () => {});
    // In memory there is one connection only.
    if (url === "sqlite::memory:") return;
    const seen = await transaction(async () => {
      await publish("Not yet", author, () => {});
      return outsideTransaction(() => Post.count());
    });
    assert.equal(seen, 1);
  });

  test("after a test with commits the tables are empty", async () => {
    assert.deepEqual([await User.count(), await Post.count()], [0, 0]);
  });

  test("the test gets its context and the database", (context, database) => {
    assert.equal(context.name, "the test gets its context and the database");
    assert.equal(currentDatabase.get(), database);
  });

  plainTest("a database is gone when it is closed, and closing again does nothing", async () => {
    const database = await testDatabase({ models, url });
    await database.rolledBack(() => User.create(ada));
    await database.close();
    await database.close();
    await assert.rejects(
      database.rolledBack(() => User.count()),
      { code: "DB_CLOSED" },
    );
  });

  plainTest("what a URL names is not touched", async () => {
    await using place = await temporaryDatabase(url);
    if (url !== "sqlite::memory:") assert.notEqual(place.url, url);
  });
}

plainTest("a bad URL is refused with its code", async () => {
  await assert.rejects(testDatabase({ models, url: "mysql://x" }), { code: "DB_BAD_URL" });
});

plainTest("models that do not fit are refused before anything is made", async () => {
  await assert.rejects(testDatabase({ models: [Post] }), { code: "DB_MODELS_INVALID" });
});
