// oxlint-disable unicorn/no-array-reverse -- queries are reversed, not arrays
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { count, currentDatabase, type Database, queryLog, sql } from "quintet/db";
import { Category, Comment, makeBlog, Post, User } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";
import { counted, refused } from "./statement-count.ts";

async function seed(): Promise<void> {
  const [ann, bob, cat] = await User.createMany([
    { username: "ann", age: 30 },
    { username: "bob", age: null },
    { username: "cat", age: 20 },
  ]);
  const top = await Category.create({ name: "top" });
  const sub = await Category.create({ name: "sub", parent: top });
  const posts = [
    { title: "b", views: 2, status: "draft", rating: 1.5, author: bob, category: sub },
    { title: "a", views: 2, status: "archived", rating: null, author: ann, category: top },
    { title: "c", views: 1, status: "draft", rating: -1, author: cat, category: null },
    { title: "d", views: 3, status: "published", rating: null, author: ann, reviewer: cat },
  ] as const;
  for (const post of posts) await Post.create({ ...post, publishedAt: new Date(0) } as never);
  await Comment.createMany([
    { body: "x", post: 1 },
    { body: "y", post: 1 },
    { body: "z", post: 3 },
  ]);
}

async function ids(query: { pluck(column: "id"): Promise<number[]> }): Promise<number[]> {
  return query.pluck("id");
}

eachDialect((make, dialect) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make);
    await database.run(seed);
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));

  if (dialect === "postgres")
    on("an index of a column that may be null has the order of queries", async () => {
      const [index] = await sql<{ indexdef: string }>`select indexdef from pg_indexes
      where schemaname = current_schema() and indexname = ${"post_status_published_at_idx"}`;
      assert.match(index!.indexdef, /\(status, published_at NULLS FIRST\)/);
    });

  on(
    "where a condition leaves nulls out, and no index of the model is about the column, they get no place",
    async () => {
      const log: string[] = [];
      await queryLog.run(log, async () => {
        await Post.all().order("-rating");
        assert.deepEqual(
          await Post.where({ rating: { not: null } })
            .order("-rating")
            .pluck("id"),
          [1, 3],
        );
        await Post.where({ publishedAt: { not: null } }).order("-publishedAt");
      });
      const last = (text: string) => /order by .* nulls last/.test(text);
      assert.deepEqual(
        log.map(last),
        dialect === "sqlite" ? [false, false, false] : [true, false, true],
      );
    },
  );

  describe("order", () => {
    const cases: [string, unknown[], number[]][] = [
      ["by one column", ["title"], [2, 1, 3, 4]],
      ["by several columns", ["-views", "title"], [4, 2, 1, 3]],
      ["null is the smallest", ["rating", "id"], [2, 4, 3, 1]],
      ["also downwards", ["-rating", "-id"], [1, 3, 4, 2]],
      ["nulls go last when asked to", [{ rating: { nulls: "last" } }, "id"], [3, 1, 2, 4]],
      ["or first", [{ rating: { desc: true, nulls: "first" } }, "id"], [2, 4, 1, 3]],
      ["by cases, others after them", [{ status: ["published", "draft"] }, "id"], [4, 1, 3, 2]],
      ["by a column of a related row", [{ author: "username" }, "id"], [2, 4, 1, 3]],
      ["downwards", [{ author: "-username" }, "id"], [3, 1, 2, 4]],
      ["by several of them", [{ author: ["-age", "username"] }, "id"], [2, 4, 3, 1]],
      ["by related rows with cases", [{ author: { username: ["cat"] } }, "id"], [3, 1, 2, 4]],
      ["by a relation that may be null", [{ category: "name" }, "id"], [3, 4, 1, 2]],
      ["by a relation of a relation", [{ category: { parent: "name" } }, "id"], [2, 3, 4, 1]],
      [
        "with nulls last",
        [{ category: { parent: { name: { nulls: "last" } } } }, "-id"],
        [1, 4, 3, 2],
      ],
      ["by several members of one object", [{ views: { desc: true }, title: {} }], [4, 2, 1, 3]],
      ["by a foreign key", ["authorId", "id"], [2, 4, 1, 3]],
    ];
    for (const [name, order, wanted] of cases) {
      on(name, async () => {
        const query = Post.all().order(...(order as ["id"]));
        assert.deepEqual(await ids(query), wanted);
        assert.deepEqual(await ids(query.reverse()), wanted.toReversed(), "reversed");
        assert.deepEqual(await ids(query.reverse().reverse()), wanted, "twice");
      });
    }

    on("replaces the order so far; none means none", async () => {
      assert.deepEqual(await ids(Post.all().order("title").order("-title")), [4, 3, 1, 2]);
      assert.doesNotMatch(Post.all().order("title").order().toSQL().sql, /order by/);
      assert.doesNotMatch(Post.all().order({}).toSQL().sql, /order by/);
    });

    on("by computed values", async () => {
      const query = Post.annotate({ n: count("comments") }).order("-n", "title");
      assert.deepEqual(
        (await query).map(({ id, n }) => [id, n]),
        [
          [1, 2],
          [3, 1],
          [2, 0],
          [4, 0],
        ],
      );
    });

    on("by what there is not, or in a way that there is not, is refused", async () => {
      const order = (term: unknown) => () => Post.all().order(term as "id");
      await refused(order("titel"), "DB_UNKNOWN_FIELD");
      await refused(order("tags"), "DB_UNKNOWN_FIELD");
      await refused(order("author"), "DB_WRONG_VALUE");
      await refused(order({ author: "nme" }), "DB_UNKNOWN_FIELD");
      await refused(order({ author: { nme: {} } }), "DB_UNKNOWN_FIELD");
      await refused(order({ title: { down: true } }), "DB_WRONG_VALUE");
      await refused(order({ title: { nulls: "middle" } }), "DB_WRONG_VALUE");
      await refused(order({ title: undefined }), "DB_WRONG_VALUE");
      await refused(order({ views: ["1"] }), "DB_WRONG_VALUE");
      await refused(order({ views: [] }), "DB_WRONG_VALUE");
      await refused(order(5), "DB_WRONG_VALUE");
      await refused(order("title; drop table post"), "DB_UNKNOWN_FIELD");
    });
  });

  describe("distinct", () => {
    on("leaves out rows that are equal in what is selected", async () => {
      const query = Post.select("views").distinct().order("-views");
      assert.deepEqual(await query, [{ views: 3 }, { views: 2 }, { views: 1 }]);
      assert.equal(await query.count(), 3);
      assert.deepEqual(await query.limit(1).offset(1), [{ views: 2 }]);
      assert.deepEqual(await Post.all().distinct().order("status").pluck("status"), [
        "archived",
        "draft",
        "published",
      ]);
    });

    on("of whole rows changes nothing, since their keys differ", async () => {
      const query = Post.all().distinct().order({ author: "username" }, "id");
      assert.deepEqual(
        (await query).map(({ id }) => id),
        [2, 4, 1, 3],
      );
      assert.equal(await query.count(), 4);
    });

    on("is sorted by what was selected only", async () => {
      await refused(() => Post.select("views").distinct().order("title"), "DB_BAD_QUERY");
      const related = Post.select("views").distinct().order({ author: "username" });
      await refused(() => related, "DB_BAD_QUERY");
    });
  });

  describe("a part of the rows", () => {
    on("limit and offset take whole numbers from 0", async () => {
      const query = Post.all().order("id");
      assert.deepEqual(await ids(query.limit(2)), [1, 2]);
      assert.deepEqual(await ids(query.offset(3)), [4]);
      assert.deepEqual(await ids(query.limit(2).offset(1)), [2, 3]);
      assert.deepEqual(await ids(query.limit(0)), []);
      assert.deepEqual(await ids(query.offset(9)), []);
      assert.equal(await query.limit(3).count(), 3);
      assert.equal(await query.offset(3).count(), 1);
      assert.equal(await query.offset(4).exists(), false);
      assert.equal(await query.limit(0).exists(), false);
      for (const bad of [-1, 1.5, Number.NaN, "2", 2 ** 53, undefined, null]) {
        await refused(async () => query.limit(bad as number), "DB_WRONG_VALUE");
        await refused(async () => query.offset(bad as number), "DB_WRONG_VALUE");
      }
    });

    on("a page is counted only where its count is not known", async () => {
      const query = Post.where({ id: { gt: 0 } }).order("-views");
      const first = await counted(2, () => query.page(1, { size: 3 }));
      assert.deepEqual(
        first.items.map(({ id }) => id),
        [4, 2, 1],
      );
      const { items: _items, ...rest } = first;
      assert.deepEqual(rest, {
        count: 4,
        page: 1,
        size: 3,
        pages: 2,
        hasNext: true,
        hasPrevious: false,
      });
      const last = await counted(1, () => query.page(2, { size: 3 }));
      assert.deepEqual(
        [last.count, last.pages, last.hasNext, last.hasPrevious],
        [4, 2, false, true],
      );
      assert.deepEqual(
        last.items.map(({ id }) => id),
        [3],
      );
      // Nothing was written since: SQLite says so for less than it takes to count again.
      const isKept = currentDatabase.get()?.driver.version?.() !== undefined;
      const queries = isKept ? 1 : 2;
      const full = await counted(queries, () => query.page(2, { size: 2 }));
      assert.deepEqual([full.count, full.pages, full.hasNext], [4, 2, false]);
      const beyond = await counted(queries, () => query.page(3, { size: 3 }));
      assert.deepEqual([beyond.items.length, beyond.count, beyond.hasNext], [0, 4, false]);
      const none = await counted(1, () => query.where({ views: 99 }).page(1));
      assert.deepEqual([none.items.length, none.count, none.pages, none.size], [0, 0, 1, 20]);
    });

    on("pages of rows that sort alike neither repeat nor skip", async () => {
      const query = Post.all().order("views");
      const pages = [1, 2, 3, 4].map(async (page) => (await query.page(page, { size: 1 })).items);
      assert.deepEqual(
        (await Promise.all(pages)).flat().map(({ id }) => id),
        [3, 1, 2, 4],
      );
    });

    on("pages take whole numbers from 1, and no limit beside them", async () => {
      for (const bad of [0, -1, 1.5, "1", Number.NaN, 2 ** 53]) {
        await refused(() => Post.all().page(bad as number), "DB_WRONG_VALUE");
        await refused(() => Post.all().page(1, { size: bad as number }), "DB_WRONG_VALUE");
      }
      await refused(() => Post.all().limit(2).page(1), "DB_BAD_QUERY");
    });
  });

  describe("one row", () => {
    on("first gives the first or undefined", async () => {
      assert.equal((await Post.all().order("title").first())?.id, 2);
      assert.equal(await Post.where({ id: 99 }).first(), undefined);
      assert.equal((await User.first())?.username, "ann");
    });

    on("first without an order of query or model goes by key, wherever the rows lie", async () => {
      // PostgreSQL puts what was updated behind the others.
      await User.where({ username: "ann" }).update({ age: 31 });
      await User.where({ username: "ann" }).update({ age: 30 });
      assert.equal((await User.first())?.username, "ann");
      assert.equal((await User.where({ id: { gt: 1 } }).first())?.username, "bob");
      assert.equal((await User.all().reverse().first())?.username, "cat");
      assert.equal((await User.select("username").first())?.username, "ann");
      assert.equal(
        (await User.select("username").distinct().order("-username").first())?.username,
        "cat",
      );
      const sqlOf = async (fn: () => Promise<unknown>): Promise<string> => {
        const log: string[] = [];
        await queryLog.run(log, fn);
        return log.join();
      };
      const any = User.where({ username: ["ann", "bob"] }).order();
      assert.doesNotMatch(await sqlOf(() => any.first()), /order by/);
      assert.doesNotMatch(await sqlOf(() => User.all().find(1)), /order by/);
      assert.match(await sqlOf(() => Post.first()), /order by [^,]*$/);
    });

    on("find and get go by key, within the conditions", async () => {
      assert.equal((await Post.find(3))?.title, "c");
      assert.equal(await Post.find(99), undefined);
      assert.equal(await Post.where({ views: 2 }).find(3), undefined);
      assert.equal((await Post.where({ views: 1 }).get(3)).title, "c");
      await assert.rejects(Post.get(99), {
        code: "DB_NOT_FOUND",
        status: 404,
        message: 'There is no "post" with the key 99.',
      });
      await assert.rejects(Post.where({ views: 2 }).get(3), { code: "DB_NOT_FOUND" });
    });

    on("get without a key wants exactly one row", async () => {
      assert.equal((await Post.where({ title: "c" }).get()).id, 3);
      await assert.rejects(Post.where({ title: "x" }).get(), { code: "DB_NOT_FOUND" });
      const log: string[] = [];
      await queryLog.run(log, () =>
        assert.rejects(Post.where({ views: 2 }).get(), { code: "DB_SEVERAL_FOUND" }),
      );
      assert.match(log[0]!, /limit/, "two rows are enough to know");
    });

    on("exists and count take conditions", async () => {
      assert.equal(await Post.exists({ views: 3 }), true);
      assert.equal(await Post.exists({ views: 4 }), false);
      assert.equal(await Post.exists(), true);
      assert.equal(await Post.count({ views: 2 }), 2);
      assert.equal(await Post.where({ views: 2 }).exclude({ id: 1 }).count(), 1);
      assert.equal(await Post.all().with("author", "tags").count(), 4);
    });
  });

  describe("some columns", () => {
    on("select gives plain objects of them alone", async () => {
      const log: string[] = [];
      const rows = await queryLog.run(log, async () =>
        Post.select("title", "authorId").order("id"),
      );
      assert.deepEqual(rows[0], { title: "b", authorId: 2 });
      assert.equal(Object.getPrototypeOf(rows[0]), Object.prototype);
      assert.doesNotMatch(log[0]!, /content|"id",/);
    });

    on("pluck gives the values of one", async () => {
      assert.deepEqual(await Post.where({ views: 2 }).order("id").pluck("title"), ["b", "a"]);
      const loaded = await counted(1, () => Post.with("tags", "author").order("id").pluck("id"));
      assert.deepEqual(loaded, [1, 2, 3, 4]);
      const dates = await Post.where({ id: 1 }).pluck("publishedAt");
      assert.deepEqual(dates, [new Date(0)]);
    });

    on("no column, and one that there is not, are refused", async () => {
      await refused(async () => Post.select(), "DB_BAD_QUERY");
      await refused(() => Post.select("titel" as "title"), "DB_UNKNOWN_FIELD");
      await refused(() => Post.select("author" as "title"), "DB_UNKNOWN_FIELD");
      await refused(() => Post.all().pluck("nope" as "title"), "DB_UNKNOWN_FIELD");
    });
  });
});
