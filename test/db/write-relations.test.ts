import assert from "node:assert/strict";
import { test } from "node:test";
import { Database, many, model, one, queryLog, sql, text, transaction } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { Comment, makeBlog, Post, Tag, User } from "./blog-models.ts";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";
import { Club, Item, makeShop, Membership, Note, Order, Person } from "./shop-models.ts";

const namesOf = (rows: readonly { name: string }[]): string[] =>
  rows.map(({ name }) => name).toSorted();

async function postWithTags(): Promise<{ post: Post; tags: Tag[] }> {
  const author = await User.create({ username: "ada" });
  const post = await Post.create({ title: "a", author });
  const tags = await Tag.createMany(["x", "y", "z"].map((name) => ({ name })));
  return { post, tags };
}

eachDialect((make) => {
  test("a relation that is set as a property is refused, and nothing is written", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post } = await postWithTags();
      const bob = await User.create({ username: "bob" });
      const set = (row: Post, property: string, value: unknown): void => {
        (row as unknown as Record<string, unknown>)[property] = value;
      };
      const log: string[] = [];
      await queryLog.run(log, async () => {
        assert.equal(await codeOf(() => set(post, "author", bob)), "DB_NOT_SETTABLE");
        assert.equal(await codeOf(() => set(new Post(), "author", null)), "DB_NOT_SETTABLE");
        assert.equal(await codeOf(() => set(post, "tags", [])), "DB_NOT_ASSIGNABLE");
      });
      assert.deepEqual(log, []);
      const [loaded] = await Post.all().with("author");
      set(loaded!, "author", bob);
      loaded!.title = "b";
      assert.equal(await codeOf(() => loaded!.save()), "DB_NOT_SETTABLE");
      assert.equal(await Post.where({ author: bob }).count(), 0);
      assert.equal((await Post.get(post.id)).title, "a");
      loaded!.authorId = bob.id;
      await loaded!.save();
      assert.equal(await Post.where({ author: bob, title: "b" }).count(), 1);
    });
  });

  test("add links rows by row or key, remove unlinks, both as often as one likes", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post, tags } = await postWithTags();
      const [x, y, z] = tags as [Tag, Tag, Tag];
      await post.related("tags").add(x, y.id);
      await post.related("tags").add(x, x.id);
      assert.deepEqual(namesOf(await post.tags), ["x", "y"]);
      assert.deepEqual(
        (await x.posts).map(({ id }) => id),
        [post.id],
      );
      await post.related("tags").remove(x, z);
      await post.related("tags").remove(x);
      assert.deepEqual(namesOf(await post.tags), ["y"]);
      await post.related("tags").add();
      assert.equal(await Tag.count(), 3);
    });
  });

  test("set makes the links exactly these, clear unlinks all, and nothing is written twice", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post, tags } = await postWithTags();
      const [x, y, z] = tags as [Tag, Tag, Tag];
      await post.related("tags").set([x, y]);
      await post.related("tags").set([y, z.id, z]);
      assert.deepEqual(namesOf(await post.tags), ["y", "z"]);
      const log: string[] = [];
      await queryLog.run(log, () => post.related("tags").set([z, y]));
      assert.deepEqual(
        log.filter((text) => /^(insert|delete|update)/.test(text)),
        [],
      );
      await post.related("tags").clear();
      assert.deepEqual(await post.tags, []);
      assert.equal(await Tag.count(), 3);
    });
  });

  test("create makes a row and links it, or makes neither", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post } = await postWithTags();
      const tag = await post.related("tags").create({ name: "new" });
      assert.deepEqual(
        (await post.related("tags").where({ name: "new" })).map(({ id }) => id),
        [tag.id],
      );
      await blog.transaction(async () => {
        assert.equal(
          await codeOf(() => post.related("tags").create({ name: "new" })),
          "DB_UNIQUE_VIOLATION",
        );
      });
      assert.equal((await post.tags).length, 1);
    });
  });

  test("links want saved rows of the right model, and rows that are there", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post, tags } = await postWithTags();
      const unsaved = new Post({ title: "b" });
      assert.equal(await codeOf(() => unsaved.related("tags").add(tags[0]!)), "DB_NOT_SAVED");
      assert.deepEqual(await unsaved.tags, []);
      assert.equal(
        await codeOf(() => post.related("tags").add(new Tag({ name: "n" }))),
        "DB_WRONG_VALUE",
      );
      assert.equal(await codeOf(() => post.related("tags").add("x" as never)), "DB_WRONG_VALUE");
      assert.equal(
        await codeOf(() => post.related("tags").add(tags[0]!, 999)),
        "DB_FOREIGN_KEY_VIOLATION",
      );
      assert.deepEqual(await post.tags, []);
      assert.equal(await codeOf(() => post.related("comments").add(999)), "DB_NOT_FOUND");
      assert.equal(await codeOf(() => post.related("tgas" as "tags").add(1)), "DB_UNKNOWN_FIELD");
    });
  });

  test("adding and setting at once neither fails nor leaves a mixture", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post, tags } = await postWithTags();
      const [x, y, z] = tags as [Tag, Tag, Tag];
      await Promise.all(Array.from({ length: 20 }, () => post.related("tags").add(x, y)));
      assert.deepEqual(namesOf(await post.tags), ["x", "y"]);
      for (let round = 0; round < 5; round++) {
        await Promise.all([post.related("tags").set([x, y]), post.related("tags").set([z])]);
        assert.ok(["x,y", "z"].includes(namesOf(await post.tags).join()));
      }
    });
  });

  test("links that are rolled back are not there", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post, tags } = await postWithTags();
      await transaction(async () => {
        await post.related("tags").add(tags[0]!);
        assert.equal((await post.tags).length, 1);
        throw new Error("stop");
      }).catch(() => undefined);
      assert.equal(await post.related("tags").query().count(), 0);
    });
  });

  test("a declared join model has links as rows of its own, from both sides", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [ada, bob] = await Person.createMany([{ name: "ada" }, { name: "bob" }]);
      const chess = await Club.create({ name: "chess" });
      await chess.related("members").add(ada!, bob!);
      await chess.related("members").add(ada!);
      assert.deepEqual(namesOf(await chess.members), ["ada", "bob"]);
      assert.deepEqual(await Membership.all().pluck("role"), ["member", "member"]);
      await Membership.where({ person: ada! }).update({ role: "chair" });
      await ada!.related("clubs").set([chess]);
      assert.equal(await Membership.count({ role: "chair" }), 1);
      await ada!.related("clubs").clear();
      assert.deepEqual(namesOf(await chess.related("members").query()), ["bob"]);
    });
  });

  test("a many-to-many relation of a model with itself goes one way", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [ada, bob, eve] = await Person.createMany(
        ["ada", "bob", "eve"].map((name) => ({ name })),
      );
      await ada!.related("friends").add(bob!, eve!);
      await bob!.related("friends").add(ada!);
      assert.deepEqual(namesOf(await ada!.friends), ["bob", "eve"]);
      assert.deepEqual(namesOf(await bob!.friends), ["ada"]);
      assert.deepEqual(await eve!.friends, []);
      assert.deepEqual(namesOf(await Person.where({ friends: { name: "eve" } })), ["ada"]);
      await eve!.delete();
      assert.deepEqual(namesOf(await ada!.related("friends").query()), ["bob"]);
    });
  });

  test("rows that point back are created, added and taken out where the foreign key may be null", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [first, second] = await Order.createMany([{ code: "A1" }, { code: "A2" }]);
      const note = await first!.related("notes").create({ body: "a" });
      assert.equal(note.orderId, first!.id);
      await second!.related("notes").add(note);
      assert.deepEqual([(await first!.notes).length, (await second!.notes).length], [0, 1]);
      await first!.related("notes").remove(note);
      assert.equal((await second!.notes).length, 1);
      await second!.related("notes").remove(note);
      assert.equal((await Note.get(note.id)).orderId, null);
      const more = await Note.createMany([{ body: "b" }, { body: "c" }]);
      await first!.related("notes").set(more);
      await first!.related("notes").set([more[0]!, note]);
      assert.deepEqual((await first!.notes).map(({ body }) => body).toSorted(), ["a", "b"]);
      assert.equal(await Note.count(), 3);
    });
  });

  test("orphans are deleted where the relation says so", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const [order, other] = await Order.createMany([{ code: "A1" }, { code: "A2" }]);
      for (const name of ["pen", "ink", "cup"]) await order!.related("items").create({ name });
      const foreign = await other!.related("items").create({ name: "pot" });
      const [pen, ink] = (await order!.related("items").query().order("id")) as [Item, Item];
      await order!.related("items").remove(foreign);
      await order!.related("items").set([pen, ink]);
      assert.deepEqual(namesOf(await Item.all()), ["ink", "pen", "pot"]);
      await order!.related("items").remove(ink);
      assert.deepEqual(namesOf(await order!.items), ["pen"]);
      await order!.related("items").clear();
      assert.deepEqual(namesOf(await Item.all()), ["pot"]);
    });
  });

  test("otherwise rows whose foreign key cannot be null are not taken out, and stay", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { post } = await postWithTags();
      const comment = await post.related("comments").create({ body: "a" });
      for (const run of [
        () => post.related("comments").remove(comment),
        () => post.related("comments").set([]),
        () => post.related("comments").clear(),
      ])
        assert.equal(await codeOf(run), "DB_BAD_QUERY");
      assert.equal(await Comment.count({ post }), 1);
    });
  });

  test("deleting orphans of a join table is refused when the models are resolved", () => {
    class Left extends model("left", {
      name: text(),
      get rights() {
        return many(() => Right, { orphans: "delete" });
      },
    }) {}
    class Right extends model("right", { name: text() }) {}
    const driver = { dialect: "sqlite" } as never;
    assert.throws(() => new Database(driver, { models: [Left, Right] }), {
      code: "DB_MODELS_INVALID",
      message: /"left.rights" deletes orphans/,
    });
  });

  test("two relations of a model do not share links, unless each names its join table", () => {
    const driver = { dialect: "sqlite" } as never;
    const tagged = (through?: string) => {
      class Label extends model("label", { name: text() }) {}
      class Paper extends model("paper", {
        name: text(),
        get labels() {
          return many(() => Label);
        },
        get oldLabels() {
          return many(() => Label, through === undefined ? {} : { through });
        },
      }) {}
      return new Database(driver, { models: [Label, Paper] });
    };
    assert.throws(() => tagged(), {
      code: "DB_MODELS_INVALID",
      message: /"paper.oldLabels" and "paper.labels" .* through: "paper_old_labels"/,
    });
    const { all } = tagged("paper_old_labels").tables;
    assert.deepEqual(all.map(({ tableName }) => tableName).toSorted(), [
      "label",
      "label_paper",
      "paper",
      "paper_old_labels",
    ]);
  });

  test("the join table is the same whichever side says many, and whichever comes first", () => {
    class Ape extends model("ape", {
      name: text(),
      get zebras() {
        return many(() => Zebra);
      },
    }) {}
    class Zebra extends model("zebra", {
      name: text(),
      get apes() {
        return many(() => Ape);
      },
    }) {}
    class LoneApe extends model("ape", { name: text() }) {}
    class Keeper extends model("zebra", {
      name: text(),
      get apes() {
        return many(() => LoneApe);
      },
    }) {}
    const driver = { dialect: "sqlite" } as never;
    for (const models of [
      [Ape, Zebra],
      [Zebra, Ape],
      [Keeper, LoneApe],
      [LoneApe, Keeper],
    ]) {
      const join = new Database(driver, { models }).tables.byName("ape_zebra");
      assert.deepEqual(
        join?.key.map(({ name }) => name),
        ["ape_id", "zebra_id"],
      );
    }
  });

  test("the database deletes, sets null and refuses by its own foreign keys", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      await order.related("items").create({ name: "pen" });
      const note = await Note.create({ body: "a", order, reviewed: order });
      await sql`delete from ${Order}`.run();
      assert.equal(await Item.count(), 0);
      await note.reload();
      assert.deepEqual([note.orderId, note.reviewedId], [null, null]);
      const boss = await Person.create({ name: "boss" });
      await Person.create({ name: "ada", boss });
      assert.equal(await codeOf(() => boss.delete()), "DB_STILL_REFERENCED");
      assert.equal(
        await codeOf(() => Person.where({ name: "boss" }).delete()),
        "DB_STILL_REFERENCED",
      );
      assert.equal(boss.isNew, false);
      assert.equal(await Person.count(), 2);
    });
  });

  test("a relation of a row stays on the row's own database", async () => {
    const [blog, other] = [await makeBlog(make), await makeBlog(make)];
    const { post, tags } = await blog.run(postWithTags);
    await other.run(async () => {
      await post.related("tags").add(tags[0]!);
      await post.assign({ title: "changed" }).save();
      assert.deepEqual(namesOf(await post.tags), ["x"]);
      assert.deepEqual([await Post.count(), await Tag.count()], [0, 0]);
    });
    await blog.run(async () => {
      assert.equal((await Post.get(post.id)).title, "changed");
      assert.equal(await Post.where({ tags: { name: "x" } }).count(), 1);
    });
  });

  test("a one-to-one relation and a key of another name are written and followed", async () => {
    class Country extends model("country", { code: text({ max: 2 }).primaryKey(), name: text() }) {}
    class Capital extends model("capital", {
      name: text(),
      get country() {
        return one(() => Country, { onDelete: "cascade" }).unique();
      },
    }) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Country, Capital] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const country = await Country.create({ code: "SE", name: "Sweden" });
      const capital = await Capital.create({ name: "Stockholm", country });
      assert.equal(capital.countryId, "SE");
      assert.equal((await capital.country).name, "Sweden");
      assert.equal(
        await codeOf(() => Capital.create({ name: "Uppsala", country: "SE" })),
        "DB_UNIQUE_VIOLATION",
      );
      await country.assign({ name: "Sverige" }).save();
      await country.delete();
      assert.equal(await Capital.count(), 0);
    });
  });
});
