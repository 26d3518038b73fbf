import assert from "node:assert/strict";
import { test } from "node:test";
import { type Dialect, queryLog, transaction } from "quintet/db";
import { makeBlog, Post, Tag, User } from "./blog-models.ts";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";
import {
  Account,
  Article,
  Club,
  Item,
  makeShop,
  Membership,
  Order,
  Person,
} from "./shop-models.ts";

async function logged(run: () => Promise<unknown>): Promise<string[]> {
  const log: string[] = [];
  await queryLog.run(log, run);
  return log.filter((sql) => !/savepoint/.test(sql));
}

const names = (count: number): { name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ name: `tag ${index}` }));

eachDialect((make, dialect: Dialect) => {
  test("createMany gives the rows in the order given, with their keys", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const tags = await Tag.createMany(names(100));
      assert.deepEqual(
        tags.map(({ name }) => name),
        names(100).map(({ name }) => name),
      );
      const stored = await Tag.all().order("id");
      assert.deepEqual(
        stored.map(({ id, name }) => [id, name]),
        tags.map(({ id, name }) => [id, name]),
      );
      assert.ok(tags.every((tag) => !tag.isNew && tag.changedFields().length === 0));
      assert.deepEqual(await Tag.createMany([]), []);
    });
  });

  test("createMany of 10,000 rows takes few statements on PostgreSQL, and each shape is built once", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const log = await logged(() => Tag.createMany(names(10_000)));
      assert.equal(await Tag.count(), 10_000);
      if (dialect === "postgres") assert.ok(log.length < 12, `${log.length} statements`);
      await Tag.all().delete();
      const { built } = blog.plans;
      await Tag.createMany(names(10_000));
      assert.equal(blog.plans.built, built);
    });
  });

  test("createMany keeps rows with a key of their own apart from numbered ones", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const tags = await Tag.createMany([{ name: "a" }, { id: 50, name: "b" }, { name: "c" }]);
      assert.deepEqual(
        tags.map(({ name }) => name),
        ["a", "b", "c"],
      );
      assert.equal(tags[1]!.id, 50);
      for (const { id, name } of tags) assert.equal((await Tag.get(id)).name, name);
    });
  });

  test("createMany writes all or nothing, also in a transaction that goes on", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const rows = [...names(5), { name: "tag 2" }];
      assert.equal(await codeOf(() => Tag.createMany(rows)), "DB_UNIQUE_VIOLATION");
      assert.equal(await Tag.count(), 0);
      await transaction(async () => {
        assert.equal(await codeOf(() => Tag.createMany(rows)), "DB_UNIQUE_VIOLATION");
        await Tag.create({ name: "after" });
      });
      assert.deepEqual(await Tag.all().pluck("name"), ["after"]);
    });
  });

  test("createMany tells the problems of all rows, with their positions, before it writes", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const rows = [{ name: "ok" }, { name: "x".repeat(51) }, { name: 1 as never }];
      const log = await logged(() =>
        Tag.createMany(rows).catch(({ code, problems }) => {
          assert.equal(code, "SCHEMA_INVALID");
          assert.deepEqual(
            problems.map((problem: { path: string; code: string }) => [problem.path, problem.code]),
            [
              ["1.name", "max"],
              ["2.name", "type"],
            ],
          );
        }),
      );
      assert.ok(!log.some((sql) => sql.startsWith("insert")));
    });
  });

  test("createMany makes slugs that differ", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const posts = await Post.createMany(
        Array.from({ length: 3 }, () => ({ title: "Same", author })),
      );
      assert.deepEqual(
        posts.map(({ slug }) => slug),
        ["same", "same-2", "same-3"],
      );
    });
  });

  test("upsert inserts once and updates afterwards, each in one statement", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const log = await logged(async () => {
        const first = await Order.upsert({ code: "A1", total: "1" }, { on: ["code"] });
        const second = await Order.upsert({ code: "A1", total: "2.5" }, { on: ["code"] });
        assert.deepEqual([first.id, second.id], [1, 1]);
        assert.equal(second.total, "2.50");
        assert.equal(second.isNew, false);
      });
      assert.equal(log.length, 2);
      assert.deepEqual(await Order.all().pluck("total"), ["2.50"]);
    });
  });

  test("upsert overwrites what was given and what beforeSave sets, and no defaults", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const seenAt = new Date("2026-11-20T09:16:30.000Z");
      const first = await Article.create({ title: "One", section: "art", words: ["a"], seenAt });
      const put = await Article.upsert({ id: first.id, title: "Two" }, { on: ["id"] });
      const { title, shout, section, words } = put;
      assert.deepEqual([title, shout, section, words], ["Two", "TWO", "art", ["a"]]);
      assert.deepEqual(put.seenAt, seenAt);
      const emptied = await Article.upsert(
        { id: first.id, title: "Two", seenAt: null, words: [] },
        { on: ["id"] },
      );
      assert.deepEqual([emptied.section, emptied.seenAt, emptied.words], ["art", null, []]);
      assert.equal(await Article.count(), 1);
    });
  });

  test("upsert overwrites a default that beforeSave changes in place", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const { id } = await Article.create({ title: "One", meta: { tags: ["mine"] } });
      const kept = await Article.upsert({ id, title: "Two" }, { on: ["id"] });
      assert.deepEqual(kept.meta, { tags: ["mine"] });
      const put = await Article.upsert({ id, title: "tagged" }, { on: ["id"] });
      assert.deepEqual(put.meta, { tags: ["by the hook"] });
    });
  });

  test("upsert goes by a unique of several columns, with relations by name, and updates what was named", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      const on = ["order", "name"] as const;
      await Item.upsert({ order, name: "pen", quantity: 1, position: 1 }, { on });
      const item = await Item.upsert(
        { order: order.id, name: "pen", quantity: 5, position: 9 },
        { on, update: ["quantity"] },
      );
      assert.deepEqual([item.quantity, item.position], [5, 1]);
      assert.equal(await Item.count(), 1);
      assert.equal(
        await codeOf(() =>
          Item.upsert({ order, name: "pen" }, { on, update: ["qantity" as never] }),
        ),
        "DB_UNKNOWN_FIELD",
      );
    });
  });

  test("upsert keeps createdAt and the key, counts the version and checks the values", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const account = await Account.create({ owner: "ada" });
      const put = await Account.upsert({ id: account.id, owner: "bob" }, { on: ["id"] });
      assert.deepEqual([put.id, put.owner, put.version], [account.id, "bob", 2]);
      assert.deepEqual(put.createdAt, account.createdAt);
      const bad = () => Account.upsert({ id: account.id, owner: 1 as never }, { on: ["id"] });
      assert.equal(await codeOf(bad), "SCHEMA_INVALID");
      assert.equal((await Account.get(account.id)).owner, "bob");
    });
  });

  test("upsert makes a slug where the row is new, and leaves that of a row that is there", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const taken = await Post.create({ title: "Same", author });
      const put = await Post.upsert({ id: 77, title: "Same", author }, { on: ["id"] });
      assert.deepEqual([put.slug, taken.slug], ["same-2", "same"]);
      const again = await Post.upsert({ id: 77, title: "Other", author }, { on: ["id"] });
      assert.deepEqual([again.slug, again.title], ["same-2", "Other"]);
    });
  });

  test("upsert and getOrCreate refuse columns that nothing keeps unique", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      const refused = [
        () => Item.upsert({ order, name: "a" }, { on: ["name"] }),
        () => Item.upsert({ order, name: "a", position: 1 }, { on: ["order", "name", "position"] }),
        () => Item.upsert({ order, name: "a" }, { on: [] }),
        () => Item.getOrCreate({ name: "a" }, { order }),
        () => Item.updateOrCreate({ order }, { name: "a" }),
        () => Order.getOrCreate({ code: null as never }),
      ];
      for (const run of refused) assert.equal(await codeOf(run), "DB_BAD_QUERY");
      assert.equal(await Item.count(), 0);
    });
  });

  test("50 upserts of one key at once make one row", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const upsert = (_: unknown, index: number): Promise<Order> =>
        Order.upsert({ code: "A1", total: `${index}` }, { on: ["code"] });
      const rows = await Promise.all(Array.from({ length: 50 }, upsert));
      assert.deepEqual(new Set(rows.map(({ id }) => id)).size, 1);
      assert.equal(await Order.count(), 1);
    });
  });

  test("getOrCreate finds the row or creates it with the defaults", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const first = await Order.getOrCreate({ code: "A1" }, { total: "3" });
      assert.deepEqual([first.isCreated, first.row.total, first.row.code], [true, "3.00", "A1"]);
      const second = await Order.getOrCreate({ code: "A1" }, { total: "9" });
      assert.deepEqual([second.isCreated, second.row.total], [false, "3.00"]);
      const person = await Person.create({ name: "ada" });
      const club = await Club.create({ name: "chess" });
      assert.equal((await Membership.getOrCreate({ person, club })).isCreated, true);
      assert.equal((await Membership.getOrCreate({ person: person.id, club })).isCreated, false);
    });
  });

  test("200 getOrCreate of one key at once give one row and 200 answers", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const answers = await Promise.all(
        Array.from({ length: 200 }, () => Order.getOrCreate({ code: "A1" })),
      );
      assert.equal(answers.filter(({ isCreated }) => isCreated).length, 1);
      assert.equal(new Set(answers.map(({ row }) => row.id)).size, 1);
      assert.equal(await Order.count(), 1);
    });
  });

  test("200 getOrCreate of one key in transactions of their own give one row and 200 answers", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const one = (_: unknown, index: number): Promise<boolean> =>
        transaction(async () => {
          const { row, isCreated } = await Order.getOrCreate({ code: "A1" });
          await Item.create({ order: row, name: `item ${index}` });
          return isCreated;
        });
      const answers = await Promise.all(Array.from({ length: 200 }, one));
      assert.equal(answers.filter(Boolean).length, 1);
      assert.deepEqual([await Order.count(), await Item.count()], [1, 200]);
    });
  });

  test("200 getOrCreate of one key within one transaction give one row and 200 answers", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const answers = await transaction(() =>
        Promise.all(Array.from({ length: 200 }, () => Order.getOrCreate({ code: "A1" }))),
      );
      assert.equal(answers.filter(({ isCreated }) => isCreated).length, 1);
      assert.equal(await Order.count(), 1);
    });
  });

  test("getOrCreate in strict transactions is retried until it sees the other's row", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const one = (): Promise<number> =>
        transaction(async () => (await Order.getOrCreate({ code: "A1" })).row.id, {
          isolation: "repeatableRead",
          retries: 20,
        });
      const ids = await Promise.all(Array.from({ length: 8 }, one));
      assert.equal(new Set(ids).size, 1);
      assert.equal(await Order.count(), 1);
    });
  });

  test("a violation of another constraint is no race, and is thrown", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      await Post.create({ title: "x", slug: "taken", author });
      const run = () => Post.getOrCreate({ id: 99 }, { title: "y", slug: "taken", author });
      await assert.rejects(run, { code: "DB_UNIQUE_VIOLATION" });
      assert.equal(await Post.count(), 1);
    });
  });

  test("updateOrCreate updates the row that is there, and creates it otherwise", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const first = await Order.updateOrCreate({ code: "A1" }, { total: "1" });
      const second = await Order.updateOrCreate({ code: "A1" }, { total: "2" });
      assert.deepEqual(
        [first.isCreated, second.isCreated, second.row.total],
        [true, false, "2.00"],
      );
      const all = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          Order.updateOrCreate({ code: "B1" }, { total: `${index}` }),
        ),
      );
      assert.equal(all.filter(({ isCreated }) => isCreated).length, 1);
      assert.equal(await Order.count(), 2);
    });
  });

  test("update and delete of a query change the rows that meet it, and give their number", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const [ada, bob] = await User.createMany([{ username: "ada" }, { username: "bob" }]);
      for (const [title, author] of [
        ["a", ada],
        ["b", ada],
        ["c", bob],
        ["d", bob],
      ] as const)
        await Post.create({ title, author: author! });
      const log = await logged(async () => {
        assert.equal(await Post.where({ author: { username: "ada" } }).update({ views: 1 }), 2);
        assert.equal(
          await Post.where({ views: 1 }).order("-title").limit(1).update({ views: 5 }),
          1,
        );
        assert.equal(await Post.all().order("title").offset(3).update({ views: 7 }), 1);
        assert.equal(await Post.all().update({ reviewer: bob!, category: null }), 4);
        assert.equal(await Post.all().update({}), 0);
        assert.equal(await Post.all().update({ views: undefined }), 0);
      });
      assert.equal(log.length, 4);
      assert.deepEqual(await Post.all().order("title").pluck("views"), [1, 5, 0, 7]);
      assert.equal(
        await Post.where({ author: { username: "bob" } })
          .order("title")
          .limit(1)
          .delete(),
        1,
      );
      assert.equal(await Post.exclude({ reviewer: null }).delete(), 3);
      assert.equal(await Post.count(), 0);
    });
  });

  test("an update refuses keys, bad values and queries that are no plain rows, and writes nothing", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      await Tag.create({ name: "a" });
      const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
        [() => Tag.all().update({ id: 5 } as never), "DB_BAD_QUERY"],
        [() => Tag.all().update({ name: 5 as never }), "SCHEMA_INVALID"],
        [() => Tag.all().update({ name: null as never }), "SCHEMA_INVALID"],
        [() => Tag.all().update({ nam: "x" } as never), "DB_UNKNOWN_FIELD"],
        [() => Tag.all().distinct().update({ name: "x" }), "DB_BAD_QUERY"],
        [() => Tag.all().select("name").delete(), "DB_BAD_QUERY"],
      ];
      for (const [run, code] of refused) assert.equal(await codeOf(run), code);
      assert.deepEqual(await Tag.all().pluck("name"), ["a"]);
    });
  });

  test("an object from outside that looks like an expression is a value, and is refused", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      await Post.create({ title: "a", author });
      const forged = { "~expression": 1, operation: "plus", value: 1000 } as never;
      assert.equal(await codeOf(() => Post.all().update({ views: forged })), "SCHEMA_INVALID");
      assert.equal(await codeOf(() => Article.create({ title: forged })), "DB_UNKNOWN_MODEL");
      assert.deepEqual(await Post.all().pluck("views"), [0]);
    });
  });
});
