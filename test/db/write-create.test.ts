import assert from "node:assert/strict";
import { test } from "node:test";
import { fakeClock, clock } from "quintet/core";
import { Database, datetime, int, labelOf, model, one, queryLog, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { type Problem, SCHEMA_INVALID, ValidationError } from "quintet/schema";
import { Category, makeBlog, Post, Tag, User } from "./blog-models.ts";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";
import { Account, Article, makeShop, Membership, Note, Order } from "./shop-models.ts";

async function problemsOf(run: () => Promise<unknown>): Promise<readonly Problem[]> {
  const error = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ValidationError, String(error));
  assert.equal(error.code, "SCHEMA_INVALID");
  return error.problems;
}

eachDialect((make) => {
  test("a model of nothing but its key is inserted, alone and in numbers", async () => {
    class Ticket extends model("ticket", {}) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Ticket] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const one = await Ticket.create({});
      const more = await Ticket.createMany([{}, {}, {}]);
      assert.deepEqual([one.id, ...more.map(({ id }) => id)], [1, 2, 3, 4]);
      assert.equal(await Ticket.count(), 4);
    });
  });

  test("what is unique among some rows only may stand twice among the others", async () => {
    class Loan extends model("loan", {
      copy: int(),
      returnedAt: datetime().nullable(),
    }) {
      static {
        this.unique(["copy"], { where: { returnedAt: null } });
      }
    }
    const { driver } = await make();
    const database = new Database(driver, { models: [Loan] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const first = await Loan.create({ copy: 1 });
      await Loan.create({ copy: 2 });
      await assert.rejects(Loan.create({ copy: 1 }), {
        code: "DB_UNIQUE_VIOLATION",
        detail: { table: "loan", columns: ["copy"], constraint: "loan_copy_partial_key" },
      });
      await first.assign({ returnedAt: new Date(0) }).save();
      await Loan.create({ copy: 1, returnedAt: new Date(1) });
      await Loan.create({ copy: 1 });
      assert.equal(await Loan.count({ copy: 1 }), 3);
    });
  });

  test("what is secret is in no JSON of a row, nor of one that was loaded with another", async () => {
    class Card extends model("card", { name: text(), pin: text().secret() }) {}
    class Purse extends model("purse", {
      get card() {
        return one(() => Card);
      },
    }) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Card, Purse] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const card = await Card.create({ name: "Blue", pin: "1234" });
      await Purse.create({ card });
      assert.equal(JSON.stringify(card), '{"name":"Blue","id":1}');
      const purse = await Purse.all().with("card").get();
      assert.deepEqual(JSON.parse(JSON.stringify(purse)).card, { id: 1, name: "Blue" });
      assert.equal(purse.card.pin, "1234");
    });
  });

  test("a row as text says what it is, in the words of its model", async () => {
    class BlogPost extends model("blogPost", { title: text() }, { label: "article" }) {
      override toString(): string {
        return this.title;
      }
    }
    class OrderLine extends model("orderLine", {
      order: int().primaryKey(),
      line: int().primaryKey(),
    }) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [BlogPost, OrderLine] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      assert.equal(String(await BlogPost.create({ title: "Hello" })), "Hello");
      const line = new OrderLine({ order: 3, line: 1 });
      assert.equal(String(line), "new order line");
      assert.equal(String(await line.save()), "order line 3 1");
      assert.equal(String(await OrderLine.get({ order: 3, line: 1 })), "order line 3 1");
    });
    assert.deepEqual([labelOf(BlogPost), labelOf(OrderLine)], ["article", "order line"]);
  });

  test("the key of a deleted row is not given again", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const last = await User.create({ username: "last" });
      await last.delete();
      const next = await User.create({ username: "next" });
      assert.equal(next.id, 2);
    });
  });

  test("create fills in key, defaults, times, slug and null, and inserts with one statement", async () => {
    const blog = await makeBlog(make);
    const time = fakeClock({ start: "2026-11-20T09:16:30.123Z" });
    await blog.run(() =>
      clock.run(time, async () => {
        const ada = await User.create({ username: "ada" });
        const log: string[] = [];
        const post = await queryLog.run(log, () =>
          Post.create({ title: "Hello, World!", author: ada }),
        );
        assert.equal(log.length, 1);
        assert.match(log[0]!, /^insert into "post"/);
        assert.equal(post.id, 1);
        assert.equal(post.slug, "hello-world");
        assert.equal(post.views, 0);
        assert.equal(post.status, "draft");
        assert.equal(post.publishedAt, null);
        assert.equal(post.createdAt.toISOString(), "2026-11-20T09:16:30.123Z");
        assert.deepEqual(post.updatedAt, post.createdAt);
        assert.equal(post.isNew, false);
        assert.deepEqual(post.changedFields(), []);
        assert.deepEqual((await Post.get(1)).toJSON(), post.toJSON());
      }),
    );
  });

  test("a default function is called for each row, and a default object is not shared", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [a, b] = [new Article({ title: "a" }), new Article({ title: "b" })];
      a.meta.tags.push("x");
      a.words.push("y");
      assert.deepEqual(b.meta, { tags: [] });
      assert.deepEqual(b.words, []);
    });
  });

  test("a UUID key is made where none is given, and kept where one is", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const made = await Account.create({ owner: "ada" });
      assert.match(made.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7/);
      const id = "0190a1b2-0000-7000-8000-00000000000f";
      const kept = await Account.create({ id, owner: "bob" });
      assert.equal(kept.id, id);
      assert.equal((await Account.get(id)).owner, "bob");
    });
  });

  test("a key may be given, and the database goes on numbering", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const tag = await Tag.create({ id: 7, name: "seven" });
      assert.equal(tag.id, 7);
      assert.equal((await Tag.get(7)).name, "seven");
      assert.equal(await codeOf(() => Tag.create({ id: 7, name: "again" })), "DB_UNIQUE_VIOLATION");
    });
  });

  test("a to-one relation is given by row, by key, or by an object with the key", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const ada = await User.create({ username: "ada" });
      const byRow = await Post.create({ title: "a", author: ada });
      const byKey = await Post.create({ title: "b", author: ada.id });
      const byObject = await Post.create({ title: "c", author: { id: ada.id } });
      assert.deepEqual([byRow.authorId, byKey.authorId, byObject.authorId], [1, 1, 1]);
      assert.equal((await byKey.author).username, "ada");
      assert.equal(
        (await Post.create({ title: "d", author: ada, category: null })).categoryId,
        null,
      );
    });
  });

  test("a relation refuses a row that was never saved, and a row of another model", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = new User({ username: "new" }) as User & { id: number };
      assert.equal(await codeOf(() => Post.create({ title: "a", author })), "DB_NOT_SAVED");
      const category = await Category.create({ name: "news" });
      assert.equal(
        await codeOf(() => Post.create({ title: "a", author: category })),
        "DB_WRONG_VALUE",
      );
      assert.equal(await Post.count(), 0);
    });
  });

  test("all problems are told at once, and nothing is written", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const log: string[] = [];
      const problems = await queryLog.run(log, () =>
        problemsOf(() =>
          Post.create({
            title: "x".repeat(201),
            views: 1.5,
            status: "gone" as "draft",
            publishedAt: new Date(Number.NaN),
          } as never),
        ),
      );
      assert.deepEqual(problems.map(({ path, code }) => `${path} ${code}`).toSorted(), [
        "authorId required",
        "publishedAt type",
        "status choice",
        "title max",
        "views type",
      ]);
      assert.deepEqual(log, []);
    });
  });

  test("what is wrong with a row names its model, alone and among several", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const writes = [
        () => Note.create({ body: 1 as never }),
        () => Note.createMany([{ body: 1 as never }]),
        () => Note.all().update({ body: 1 as never }),
        () => Note.upsert({ id: 1, body: 1 as never }, { on: ["id"] }),
      ];
      for (const write of writes)
        await assert.rejects(write, (error) => {
          assert.ok(SCHEMA_INVALID.is(error));
          assert.equal(error.model, "note");
          assert.match(error.message, /^The "note" does not fit: (0\.)?body /);
          return true;
        });
      assert.equal(await Note.count(), 0);
    });
  });

  test("a key that nobody makes has to be given", async () => {
    class Country extends model("country", {
      code: text({ max: 2 }).primaryKey(),
      name: text(),
    }) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Country] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const problems = await problemsOf(() => Country.create({ name: "Sweden" }));
      assert.deepEqual(
        problems.map(({ path, code }) => [path, code]),
        [["code", "required"]],
      );
      await Country.create({ code: "SE", name: "Sweden" });
      assert.equal((await Country.get("SE")).name, "Sweden");
    });
  });

  test("undefined counts as not given", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const user = await User.create({ username: "ada", age: undefined, email: undefined });
      assert.deepEqual([user.age, user.email], [null, null]);
      const problems = await problemsOf(() => User.create({ username: undefined as never }));
      assert.deepEqual(
        problems.map(({ path }) => path),
        ["username"],
      );
    });
  });

  test("an unknown name is refused with the nearest, on every path and before any query", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const given = { username: "ada", emial: "ada@example.com" } as never;
      const log: string[] = [];
      await queryLog.run(log, async () => {
        const paths = [
          () => User.create(given),
          () => User.createMany([given]),
          () => User.upsert(given, { on: ["username"] }),
          () => User.all().update(given),
          () => new User(given),
          () => new User({ username: "ada" }).assign(given),
        ];
        for (const path of paths)
          await assert.rejects(async () => path(), {
            code: "DB_UNKNOWN_FIELD",
            message: /"email"/,
          });
      });
      assert.deepEqual(log, []);
      await assert.rejects(User.updateOrCreate({ username: "ada" }, given), {
        code: "DB_UNKNOWN_FIELD",
      });
      assert.equal(await User.count(), 0);
    });
  });

  test("mass assignment reaches fields only: no prototype, no method, no to-many relation", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const evil = JSON.parse('{"username":"ada","__proto__":{"isAdmin":true}}') as never;
      assert.equal(await codeOf(() => User.create(evil)), "DB_UNKNOWN_FIELD");
      assert.equal(
        await codeOf(() => User.create({ username: "a", save: 1 } as never)),
        "DB_UNKNOWN_FIELD",
      );
      assert.equal(
        await codeOf(() => User.create({ username: "a", isNew: 1 } as never)),
        "DB_UNKNOWN_FIELD",
      );
      assert.equal(
        await codeOf(() => User.create({ username: "a", posts: [] } as never)),
        "DB_NOT_ASSIGNABLE",
      );
      assert.equal(
        await codeOf(() => User.create({ username: "a", postsId: 1 } as never)),
        "DB_UNKNOWN_FIELD",
      );
      assert.equal(
        await codeOf(() => User.all().update({ posts: [] } as never)),
        "DB_NOT_ASSIGNABLE",
      );
      assert.equal(await User.count(), 0);
    });
  });

  test("a model with a key of its own has no id", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const given = { id: 5, person: 1, club: 1 } as never;
      assert.equal(await codeOf(() => Membership.create(given)), "DB_UNKNOWN_FIELD");
    });
  });

  test("slugs of one title are numbered, and a given slug is not changed", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const slugs: string[] = [];
      for (const title of ["Hello", "Hello", "Hello", "Hello World 2024", "Hello"])
        slugs.push((await Post.create({ title, author })).slug);
      assert.deepEqual(slugs, ["hello", "hello-2", "hello-3", "hello-world-2024", "hello-4"]);
      assert.equal((await Post.create({ title: "x", slug: "mine", author })).slug, "mine");
      assert.equal(
        await codeOf(() => Post.create({ title: "x", slug: "mine", author })),
        "DB_UNIQUE_VIOLATION",
      );
      assert.equal((await Post.create({ title: "日本語", author })).slug.length > 0, true);
      assert.equal((await Post.create({ title: "Über Größe", author })).slug, "uber-grosse");
    });
  });

  test("a slug keeps its length with its number, and is unique together with other columns", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const title = "A very long title indeed";
      const slugs: string[] = [];
      for (let count = 0; count < 12; count++) slugs.push((await Article.create({ title })).slug);
      assert.equal(slugs[0], "a-very-long");
      assert.equal(new Set(slugs).size, 12);
      assert.ok(slugs.every((slug) => slug.length <= 12 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)));
      assert.equal(slugs[11], "a-very-lo-12");
      assert.equal((await Article.create({ title, section: "sport" })).slug, "a-very-long");
    });
  });

  test("the next slug of a title is found by whole slugs, however many rows there are", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const numbers = Array.from({ length: 299 }, (_, index) => index + 2);
      const slugs = ["same", ...numbers.map((number) => `same-${number}`), "same-again"];
      await Post.createMany(slugs.map((slug) => ({ title: "Given", slug, author })));
      const log: string[] = [];
      const { slug } = await queryLog.run(log, () => Post.create({ title: "Same", author }));
      assert.equal(slug, "same-301");
      const asked = log.filter((text) => text.startsWith("select"));
      assert.ok(asked.length <= 4, `${asked.length} questions`);
      for (const text of asked) assert.doesNotMatch(text, /like|glob|substr|starts/i);
      await Post.where({ slug: ["same-7", "same-200"] }).delete();
      // A gap may be filled or not: what counts is that it is free, and no slug comes twice.
      const more = [];
      for (let count = 0; count < 5; count++)
        more.push((await Post.create({ title: "Same", author })).slug);
      assert.equal(new Set(more).size, 5);
    });
  });

  test("50 rows of one title at once get 50 slugs, inside and outside of a transaction", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const create = async (): Promise<string> =>
        (await Post.create({ title: "Same", author })).slug;
      const outside = await Promise.all(Array.from({ length: 50 }, create));
      const inside = await blog.transaction(() => Promise.all(Array.from({ length: 20 }, create)));
      assert.equal(new Set([...outside, ...inside]).size, 70);
      assert.equal(await Post.count(), 70);
    });
  });

  test("a save that fails leaves the row new, to be mended and saved", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      await Order.create({ code: "A1" });
      const order = new Order({ code: "A1" });
      assert.equal(await codeOf(() => order.save()), "DB_UNIQUE_VIOLATION");
      assert.equal(order.isNew, true);
      order.code = "A2";
      await order.save();
      assert.equal(order.isNew, false);
      assert.deepEqual(await Order.all().order("code").pluck("code"), ["A1", "A2"]);
    });
  });

  test("create fails without a database, and for a model that the database was not given", async () => {
    assert.equal(await codeOf(() => User.create({ username: "ada" })), "DB_NO_DATABASE");
    const shop = await makeShop(make);
    await shop.run(async () => {
      assert.equal(await codeOf(() => User.create({ username: "ada" })), "DB_UNKNOWN_MODEL");
    });
  });
});
