import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, fakeClock } from "quintet/core";
import {
  column,
  minus,
  plus,
  queryLog,
  SERIALIZATION_FAILURE,
  times,
  transaction,
} from "quintet/db";
import { Comment, makeBlog, Post, Sample, User } from "./blog-models.ts";
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
  return log;
}

eachDialect((make, dialect) => {
  const place = (number: number): string => (dialect === "sqlite" ? "?" : `$${number}`);

  test("save inserts a new row once, then writes the changed columns only", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const user = new User({ username: "ada" });
      assert.equal(user.isNew, true);
      assert.deepEqual(user.changedFields(), ["username"]);
      assert.equal(await user.save(), user);
      assert.equal(user.isNew, false);
      user.age = 36;
      assert.deepEqual(user.changedFields(), ["age"]);
      const log = await logged(() => user.save());
      assert.deepEqual(log, [
        `update "user" as t0 set "age" = ${place(1)} where "id" = ${place(2)}`,
      ]);
      assert.deepEqual(await logged(() => user.save()), []);
      assert.equal((await User.get(user.id)).age, 36);
    });
  });

  test("a new row that is being saved is not inserted twice", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const club = new Club({ name: "chess" });
      const first = club.save();
      assert.equal(await codeOf(() => club.save()), "DB_SAVE_OVERLAPS");
      assert.equal((await first).isNew, false);
      await club.assign({ name: "go" }).save();
      assert.deepEqual(await Club.all().pluck("name"), ["go"]);

      const refused = new Person({ name: "x".repeat(81) });
      assert.equal(await codeOf(() => refused.save()), "SCHEMA_INVALID");
      await refused.assign({ name: "ada" }).save();
      assert.deepEqual(await Person.all().pluck("name"), ["ada"]);
    });
  });

  test("saving keeps what others wrote to other columns", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { id } = await User.create({ username: "ada" });
      const [mine, theirs] = [await User.get(id), await User.get(id)];
      await theirs.assign({ email: "ada@example.com" }).save();
      await mine.assign({ age: 36 }).save();
      const { email, age } = await User.get(id);
      assert.deepEqual([email, age], ["ada@example.com", 36]);
    });
  });

  test("JSON, lists, dates and bytes that are changed in place are saved, created or read", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const created = await Sample.create({
        json: { a: [1] },
        list: ["x"],
        datetime: new Date(0),
        bytes: Uint8Array.of(1, 2),
      });
      const change = (row: Sample): void => {
        (row.json as { a: number[] }).a.push(2);
        row.list!.push("y");
        row.datetime!.setUTCFullYear(row.datetime!.getUTCFullYear() + 1);
        row.bytes![0]!++;
      };
      for (const find of [async () => created, () => Sample.get(created.id)]) {
        const row = await find();
        assert.deepEqual(row.changedFields(), []);
        change(row);
        assert.deepEqual(row.changedFields(), ["datetime", "json", "list", "bytes"]);
        await row.save();
        assert.deepEqual(row.changedFields(), []);
      }
      const { json, list, datetime, bytes } = await Sample.get(created.id);
      assert.deepEqual(json, { a: [1, 2, 2] });
      assert.deepEqual(list, ["x", "y", "y"]);
      assert.equal(datetime?.toISOString(), "1972-01-01T00:00:00.000Z");
      assert.deepEqual(bytes, Uint8Array.of(3, 2));
    });
  });

  test("assign sets nothing when one name is wrong, and forgets a relation that was loaded", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const [ada, bob] = await User.createMany([{ username: "ada" }, { username: "bob" }]);
      await Post.create({ title: "a", author: ada! });
      const post = (await Post.all().with("author", "tags").first())!;
      assert.equal(post.author.username, "ada");
      assert.equal(
        await codeOf(() => post.assign({ title: "b", auhtor: bob } as never)),
        "DB_UNKNOWN_FIELD",
      );
      assert.equal(post.title, "a");
      post.assign({ author: bob!, title: undefined, categoryId: undefined });
      assert.equal(post.title, "a");
      assert.equal(post.authorId, bob!.id);
      assert.equal((await (post as unknown as Post).author).username, "bob");
      assert.deepEqual(post.tags, []);
      await post.save();
      assert.equal((await Post.get(post.id)).authorId, bob!.id);
    });
  });

  test("a foreign key that is set leads to the new row, also where siblings were loaded before", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const [ada, bob] = await User.createMany([{ username: "ada" }, { username: "bob" }]);
      await Post.create({ title: "a", author: ada! });
      const [post] = await Post.all();
      assert.equal((await post!.author).username, "ada");
      post!.authorId = bob!.id;
      assert.equal((await post!.author).username, "bob");
    });
  });

  test("reload reads the columns again and forgets changes and loaded relations", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const ada = await User.create({ username: "ada" });
      await Post.create({ title: "a", author: ada });
      const post = (await Post.all().with("author").first())!;
      await Post.all().update({ views: 9 });
      post.title = "mine";
      await post.reload();
      assert.deepEqual([post.title, post.views], ["a", 9]);
      assert.deepEqual(post.changedFields(), []);
      assert.equal((await (post as unknown as Post).author).username, "ada");
      assert.equal(await codeOf(() => new User({ username: "x" }).reload()), "DB_NOT_SAVED");
      await Post.all().delete();
      assert.equal(await codeOf(() => post.reload()), "DB_NOT_FOUND");
    });
  });

  test("expressions are computed by the database, and the row has the result", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const ada = await User.create({ username: "ada" });
      const post = await Post.create({ title: "a", author: ada, views: 10 });
      await Post.all().update({ views: 100 });
      await post.assign({ views: plus(5) }).save();
      assert.equal(post.views, 105);
      await post.assign({ views: minus(5) }).save();
      await post.assign({ views: times(2) }).save();
      assert.equal(post.views, 200);
      await post.assign({ content: column("title") }).save();
      assert.equal(post.content, "a");
      assert.deepEqual(post.changedFields(), []);
      assert.equal(
        await codeOf(() => post.assign({ content: column("views") }).save()),
        "DB_WRONG_VALUE",
      );
      assert.equal(
        await codeOf(() => post.assign({ content: column("nope") }).save()),
        "DB_WRONG_VALUE",
      );
    });
  });

  test("200 increments at once add up to 200", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const ada = await User.create({ username: "ada" });
      const { id } = await Post.create({ title: "a", author: ada });
      await Promise.all(
        Array.from({ length: 200 }, () => Post.where({ id }).update({ views: plus(1) })),
      );
      assert.equal((await Post.get(id)).views, 200);
    });
  });

  test("updatedAt follows each write, createdAt none", async () => {
    const blog = await makeBlog(make);
    const time = fakeClock({ start: "2026-01-01T00:00:00Z" });
    await blog.run(() =>
      clock.run(time, async () => {
        const ada = await User.create({ username: "ada" });
        const post = await Post.create({ title: "a", author: ada });
        await time.advance("1h");
        await post.assign({ title: "b" }).save();
        assert.equal(post.updatedAt.toISOString(), "2026-01-01T01:00:00.000Z");
        await time.advance("1h");
        await Post.all().update({ title: "c" });
        const read = await Post.get(post.id);
        assert.equal(read.updatedAt.toISOString(), "2026-01-01T02:00:00.000Z");
        assert.equal(read.createdAt.toISOString(), "2026-01-01T00:00:00.000Z");
        const given = new Date("2020-01-01T00:00:00Z");
        await read.assign({ updatedAt: given }).save();
        assert.deepEqual((await Post.get(post.id)).updatedAt, given);
      }),
    );
  });

  test("values that the fields refuse are refused by save, and the row keeps them to be mended", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const user = await User.create({ username: "ada" });
      user.assign({ username: "x".repeat(81), age: 1.5 });
      const log = await logged(async () => {
        assert.equal(await codeOf(() => user.save()), "SCHEMA_INVALID");
      });
      assert.deepEqual(log, []);
      assert.deepEqual(user.changedFields(), ["username", "age"]);
      user.assign({ username: "bob", age: 2 });
      await user.save();
      assert.equal((await User.get(user.id)).username, "bob");
    });
  });

  test("a key that was changed is refused, and so is a row that is gone", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const [ada, bob] = await User.createMany([{ username: "ada" }, { username: "bob" }]);
      (ada as { id: number }).id = bob!.id;
      assert.equal(await codeOf(() => ada!.assign({ age: 1 }).save()), "DB_BAD_QUERY");
      assert.equal((await User.get(bob!.id)).age, null);
      await User.where({ username: "bob" }).delete();
      assert.equal(await codeOf(() => bob!.assign({ age: 1 }).save()), "DB_GONE");
      assert.equal(await codeOf(() => bob!.delete()), "DB_GONE");
      assert.equal(await codeOf(() => new User({ username: "x" }).delete()), "DB_NOT_SAVED");
      assert.equal(await User.count(), 1);
    });
  });

  test("a deleted row is new again", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const user = await User.create({ username: "ada" });
      await user.delete();
      assert.equal(user.isNew, true);
      assert.equal(await User.count(), 0);
      await user.save();
      assert.equal((await User.get(user.id)).username, "ada");
    });
  });

  test("of two that save the same version the second is refused, and loses nothing", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const { id } = await Account.create({ owner: "ada", balance: "10.00" });
      const [first, second] = [await Account.get(id), await Account.get(id)];
      assert.equal(first.version, 1);
      await first.assign({ balance: "20.00" }).save();
      assert.equal(first.version, 2);
      await assert.rejects(second.assign({ balance: "30.00" }).save(), {
        code: "DB_STALE",
        status: 409,
        message: /version 1/,
      });
      assert.equal(second.balance, "30.00");
      assert.equal((await Account.get(id)).balance, "20.00");
      await second.reload();
      await second.assign({ balance: "30.00" }).save();
      assert.equal((await Account.get(id)).version, 3);
      await Account.all().update({ owner: "eve" });
      assert.equal((await Account.get(id)).version, 4);
      assert.equal(await codeOf(() => second.assign({ owner: "x" }).save()), "DB_STALE");
      await Account.all().delete();
      assert.equal(await codeOf(() => second.save()), "DB_GONE");
    });
  });

  test("a row with a key of several columns is saved, reloaded and deleted by all of them", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [ada, bob] = await Person.createMany([{ name: "ada" }, { name: "bob" }]);
      const [chess, choir] = await Club.createMany([{ name: "chess" }, { name: "choir" }]);
      for (const person of [ada!, bob!])
        for (const club of [chess!, choir!]) await Membership.create({ person, club });
      const one = await Membership.where({ person: ada!, club: choir! }).get();
      await one.assign({ role: "chair" }).save();
      assert.equal(await Membership.count({ role: "chair" }), 1);
      await one.reload();
      assert.equal(one.role, "chair");
      const key = { personId: ada!.id, clubId: choir!.id };
      assert.equal((await Membership.get(key)).role, "chair");
      assert.equal(await Membership.find({ ...key, clubId: 99 }), undefined);
      assert.equal(await codeOf(() => Membership.get({ personId: 1 } as never)), "DB_WRONG_VALUE");
      await one.delete();
      assert.equal(await Membership.count(), 3);
      assert.equal(
        await Membership.where({ role: "member" }).order("personId", "clubId").limit(2).delete(),
        2,
      );
      const [left] = await Membership.all();
      assert.deepEqual([left?.personId, left?.clubId], [bob!.id, choir!.id]);
      assert.equal(
        await codeOf(() => Membership.create({ person: bob!, club: choir! })),
        "DB_UNIQUE_VIOLATION",
      );
    });
  });

  test("a rolled-back transaction leaves rows as they were before it", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const account = await Account.create({ owner: "ada" });
      const order = new Order({ code: "A1" });
      const gone = await Order.create({ code: "A0" });
      const stop = new Error("stop");
      await assert.rejects(
        transaction(async () => {
          await account.assign({ owner: "bob" }).save();
          await order.save();
          await order.assign({ total: "5" }).save();
          await gone.delete();
          throw stop;
        }),
        stop,
      );
      assert.deepEqual([account.version, account.owner], [1, "bob"]);
      assert.deepEqual(account.changedFields(), ["owner"]);
      assert.deepEqual([order.isNew, order.id, gone.isNew], [true, undefined, false]);
      await Promise.all([account.save(), order.save(), gone.assign({ code: "A9" }).save()]);
      assert.equal((await Account.get(account.id)).owner, "bob");
      assert.deepEqual(await Order.all().order("code").pluck("code"), ["A1", "A9"]);
    });
  });

  test("a transaction that is run again writes its rows again", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = new Order({ code: "A1" });
      const other = await Order.create({ code: "B1" });
      other.code = "B2";
      let runs = 0;
      await transaction(
        async () => {
          await order.save();
          await other.save();
          if (++runs === 1) throw SERIALIZATION_FAILURE();
        },
        { retries: 1 },
      );
      assert.equal(runs, 2);
      assert.deepEqual(await Order.all().order("code").pluck("code"), ["A1", "B2"]);
    });
  });

  test("a savepoint that is rolled back leaves what was saved around it", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = new Order({ code: "A1" });
      await transaction(async () => {
        await order.save();
        await transaction(async () => {
          await order.assign({ code: "A2" }).save();
          throw new Error("stop");
        }).catch(() => undefined);
        assert.deepEqual([order.isNew, order.code, order.changedFields()], [false, "A2", ["code"]]);
      });
      assert.deepEqual(await Order.all().pluck("code"), ["A1"]);
    });
  });

  test("constraints are refused with their code, columns and name", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      await Item.create({ order, name: "pen" });
      const detailOf = async (run: () => Promise<unknown>): Promise<unknown> =>
        run().then(
          () => "none",
          ({ code, status, detail }) => ({
            code,
            status,
            columns: detail.columns,
            ...named(detail),
          }),
        );
      const named = ({ constraint }: { constraint?: string }): object =>
        constraint === undefined ? {} : { constraint };
      assert.deepEqual(await detailOf(() => Item.create({ order, name: "pen" })), {
        code: "DB_UNIQUE_VIOLATION",
        status: 409,
        columns: ["order_id", "name"],
        constraint: "item_once_in_order",
      });
      const { code, constraint } = (await detailOf(() =>
        Item.create({ order, name: "ink", quantity: 0 }),
      )) as { code: string; constraint: string };
      assert.equal(code, "DB_CHECK_VIOLATION");
      assert.match(constraint, /quantity_is_positive/);
      assert.equal(
        await codeOf(() => Item.create({ order: 99, name: "x" })),
        "DB_FOREIGN_KEY_VIOLATION",
      );
      assert.equal(await Item.count(), 1);
    });
  });

  test("a hook before saving derives values on insert and update, and refuses rows", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const article = await Article.create({ title: "hello" });
      assert.equal(article.shout, "HELLO");
      await article.assign({ title: "bye" }).save();
      assert.equal((await Article.get(article.id)).shout, "BYE");
      await Article.createMany([{ title: "a" }, { title: "b" }]);
      assert.equal(await Article.where({ title: "a" }).update({ title: "c" }), 1);
      await Article.getOrCreate({ section: "x", slug: "y" }, { title: "got" });
      await Article.upsert({ title: "put", section: "x", slug: "y" }, { on: ["section", "slug"] });
      assert.deepEqual(await Article.all().order("shout").pluck("shout"), ["B", "BYE", "C", "PUT"]);
      for (const run of [
        () => Article.create({ title: "forbidden" }),
        () => article.assign({ title: "forbidden" }).save(),
        () => Article.all().update({ title: "forbidden" }),
        () => Article.createMany([{ title: "fine" }, { title: "forbidden" }]),
      ])
        await assert.rejects(run, TypeError);
      assert.equal(await Article.count({ title: { in: ["forbidden", "fine"] } }), 0);
    });
  });

  test("a bulk update that a hook refuses half-way changes nothing, also where the error is caught", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      await Article.createMany(["a", "b", "c"].map((title) => ({ title })));
      await transaction(async () => {
        const update = Article.all().order("title").update({ title: "forbidden" });
        await assert.rejects(update, TypeError);
        await Article.create({ title: "after" });
      });
      assert.deepEqual(await Article.all().order("title").pluck("title"), ["a", "after", "b", "c"]);
    });
  });

  test("self relations are written by row and by key", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const author = await User.create({ username: "ada" });
      const post = await Post.create({ title: "a", author });
      const root = await Comment.create({ body: "root", post });
      const reply = await Comment.create({ body: "reply", post, parent: root });
      await root.related("replies").create({ body: "second", post });
      assert.equal((await reply.parent)?.body, "root");
      assert.deepEqual((await root.replies).map(({ body }) => body).toSorted(), [
        "reply",
        "second",
      ]);
      await root.delete();
      assert.equal(await Comment.count(), 0);
    });
  });
});
