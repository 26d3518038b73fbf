import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  connect,
  count,
  type Database,
  int,
  many,
  max,
  model,
  one,
  queryLog,
  sql,
  text,
  truncate,
} from "quintet/db";
import { makeBlog, Post, Sample, User } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";
import { seedNumberedPosts } from "./numbered-posts.ts";

eachDialect((make, dialect) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make, dialect === "postgres" ? "max=3" : undefined);
    await database.run(seedNumberedPosts);
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));

  on("each form of query has one statement, built once for all values", async () => {
    const forms: ((n: number) => PromiseLike<unknown>)[] = [
      (n) => Post.find(n),
      (n) => Post.get(1 + (n % 3)),
      (n) => Post.where({ views: n }),
      (n) =>
        Post.where({ views: { gt: n, lte: n + 5 } })
          .order("-views")
          .limit(n),
      (n) => Post.where({ id: { in: Array.from({ length: n }, (_, at) => at) } }),
      (n) => Post.where({ id: { notIn: [n] } }).offset(n),
      (n) => Post.where({ title: { contains: `p${n}` } }),
      (n) => Post.where({ title: { istartsWith: `P${n}` } }),
      (n) => Post.where([{ views: n }, { title: `p${n}` }]),
      (n) => Post.where({ not: { views: { between: [n, n + 2] } } }),
      (n) => Post.exclude({ author: n }),
      (n) => Post.where({ author: { username: `u${n}` } }),
      (n) => Post.where({ tags: { name: `t${n}` } }),
      (n) => Post.where({ publishedAt: { lt: new Date(n) } }),
      (n) => Post.where({ views: n }).count(),
      (n) => Post.where({ views: n }).exists(),
      (n) => Post.where({ views: n }).first(),
      (n) =>
        Post.all()
          .order("id")
          .page(n, { size: n + 1 }),
      (n) => Post.where({ id: { gt: n } }).cursor({ size: n }),
      (n) => Post.with("author", "tags").where({ id: n }),
      (n) =>
        Post.with({ comments: { where: { likes: n }, order: "-id", limit: n } }).where({
          // Of one row and of several, collections have a statement each.
          id: { lt: n + 2 },
        }),
      (n) => Post.where({ views: n }).select("title"),
      (n) => Post.where({ views: n }).pluck("title"),
      (n) => Post.where({ views: n }).select("status").distinct(),
      (n) => Post.all().order({ views: [n, n + 1] }),
      (n) => User.annotate({ n: count("posts", { views: n }) }).having({ n: { gt: n } }),
      (n) => Post.where({ views: n }).aggregate({ n: count(), most: max("views", { id: n }) }),
      (n) =>
        Post.where({ views: n })
          .groupBy("status", { day: truncate("day", "createdAt") })
          .aggregate({ n: count() })
          .limit(n),
      (n) => Sample.where({ json: { path: "a", eq: n }, list: { has: `a${n}` } }),
      (n) => Post.where({ id: n }).update({ content: `c${n}` }),
      (n) => Post.where({ id: 1000 + n }).delete(),
      (n) => sql`select ${n}`,
    ];
    const askAll = async (n: number): Promise<void> => {
      for (const form of forms) await form(n);
    };
    await askAll(1);
    await askAll(2);
    const { built } = database.plans;
    assert.ok(built >= forms.length);
    for (const n of [3, 4, 5]) await askAll(n);
    assert.equal(database.plans.built, built);
  });

  test("two databases in one process are two, and rows know theirs", async () => {
    await using other = await makeBlog(make);
    await other.run(async () => {
      await User.create({ username: "other" });
      assert.equal(await User.count(), 1);
      assert.equal(await database.run(() => User.count()), 2);
      assert.equal(await User.count(), 1);
    });
    const post = await database.run(() => Post.get(2));
    await other.run(async () => assert.equal((await post.author).username, "ann"));
    const [one, two] = await Promise.all([
      database.run(() => User.all().order("id").pluck("username")),
      other.run(() => User.all().order("id").pluck("username")),
    ]);
    assert.deepEqual([one, two], [["ann", "bob"], ["other"]]);
  });

  test("a query without a database says so when it is awaited", async () => {
    const query = Post.where({ id: 1 });
    await assert.rejects(async () => await query, { code: "DB_NO_DATABASE" });
    await assert.rejects(Post.find(1), { code: "DB_NO_DATABASE" });
    await assert.rejects(async () => await sql`select 1`, { code: "DB_NO_DATABASE" });
    assert.equal(
      (await database.run(() => query)).length,
      1,
      "and can be asked where there is one",
    );
  });

  on("a model that no database was given is named", async () => {
    class Stranger extends model("stranger", { name: text() }) {}
    const log: string[] = [];
    await queryLog.run(log, async () => {
      await assert.rejects(async () => await Stranger.where({ name: "a" }), {
        code: "DB_UNKNOWN_MODEL",
        message: /"stranger"/,
      });
      await assert.rejects(Stranger.find(1), { code: "DB_UNKNOWN_MODEL" });
      await assert.rejects(async () => await sql`select * from ${Stranger}`, {
        code: "DB_UNKNOWN_MODEL",
      });
    });
    assert.deepEqual(log, []);
  });
});

test("all that is wrong with models is told at once, and nothing is opened", async () => {
  class Lost extends model("lost", { name: text() }) {}
  class Twin extends model("twin", { name: text() }) {}
  class OtherTwin extends model("twin", { name: text() }) {}
  class Bad extends model("bad", {
    save: text(),
    a: 5 as never,
    first: text().column("same"),
    second: text().column("same"),
    get nothing() {
      return one(() => undefined as unknown as typeof Lost);
    },
    get lost() {
      return one(() => Lost);
    },
    get author() {
      return one(() => Twin, { onDelete: "setNull" });
    },
    get twins() {
      return many(() => Twin, "bda");
    },
  }) {
    static {
      this.index(["frist" as "first"]);
      this.unique(["scond" as "second"]);
    }
  }
  const url = "sqlite:/nowhere/at/all.db";
  await assert.rejects(
    connect(url, { models: [Twin, OtherTwin, Bad] }),
    (error: Error & { code: string }) => {
      assert.equal(error.code, "DB_MODELS_INVALID");
      for (const part of [
        'named "twin"',
        '"bad.save"',
        '"bad.a"',
        '"same"',
        '"bad.nothing"',
        '"lost"',
        '"bad.author"',
        '"bad.twins"',
        '"frist"',
        'mean "first"',
        '"scond"',
      ])
        assert.ok(error.message.includes(part), `${part} in ${error.message}`);
      return true;
    },
  );
  assert.throws(() => model("Not a name", { a: int() }), { code: "DB_MODEL_NAME_BAD" });
});
