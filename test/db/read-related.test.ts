import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { signal } from "quintet/core";
import {
  bigint,
  connect,
  currentDatabase,
  type Database,
  many,
  model,
  one,
  text,
  uuid,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { Category, Comment, makeBlog, Post, Tag, User } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";
import { counted, refused } from "./statement-count.ts";

/** Ann wrote 1 and 2, Bob 3; post 1 has tags x, y and comments 1 to 3 (2 answers 1), post 3 has comment 4. */
async function seed(): Promise<void> {
  const [ann, bob] = await User.createMany([{ username: "ann" }, { username: "bob" }]);
  await User.create({ username: "cat" });
  const top = await Category.create({ name: "top" });
  const sub = await Category.create({ name: "sub", parent: top });
  const [one] = await Post.createMany([
    { title: "one", author: ann!, category: sub, reviewer: bob!, views: 1 },
    { title: "two", author: ann!, category: top, views: 2 },
    { title: "three", author: bob!, views: 3 },
  ]);
  const [x, y] = await Tag.createMany([{ name: "x" }, { name: "y" }, { name: "z" }]);
  await one!.related("tags").add(x!, y!);
  await (await Post.get(2)).related("tags").add(x!);
  await Comment.createMany([
    { body: "c1", post: 1, author: ann!, likes: 5 },
    { body: "c2", post: 1, author: bob!, parent: 1, likes: 3 },
    { body: "c3", post: 1, likes: 9 },
    { body: "c4", post: 3, author: ann!, likes: 1 },
  ]);
}

const bodies = (rows: readonly { readonly body: string }[]): string =>
  rows.map(({ body }) => body).join();

eachDialect((make) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make);
    await database.run(seed);
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));
  const posts = (condition: unknown): Promise<number[]> =>
    Post.where(condition as object)
      .order("id")
      .pluck("id");

  describe("conditions over relations", () => {
    on(
      "related rows are looked up for each row where few rows are wanted, and first where they are one",
      async () => {
        const isProbed = (condition: object, limit?: number): boolean => {
          const query = Post.where(condition);
          const { sql } = limit === undefined ? query.toSQL() : query.limit(limit).toSQL();
          return sql.includes("exists");
        };
        const isSqlite = database.dialect.name === "sqlite";
        const common = { author: { username: { not: "ann" } } };
        assert.deepEqual([isProbed(common, 2), isProbed(common)], [isSqlite, false]);
        assert.equal(isProbed({ author: { username: "ann" } }, 2), false);
      },
    );

    on("conditions of which a related row meets one are asked of it together", async () => {
      const either = [{ username: "ann" }, { email: { not: null } }];
      const { sql } = Post.where({ author: either }).toSQL();
      assert.equal(sql.split("select").length - 1, 2);
      const apart = either.map((author) => ({ author }));
      assert.deepEqual(await posts({ author: either }), await posts(apart));
      assert.deepEqual(await posts({ author: [] }), []);
    });

    on("a row comes once however many related rows meet the condition", async () => {
      assert.deepEqual(await posts({ tags: { name: { in: ["x", "y"] } } }), [1, 2]);
      assert.deepEqual(await posts({ comments: {} }), [1, 3]);
      assert.equal(await Post.count({ comments: { post: { comments: {} } } }), 2);
      assert.equal((await Post.where({ comments: {} }).with("author")).length, 2);
    });

    on("several conditions on one relation are about one row", async () => {
      assert.deepEqual(await posts({ comments: { author: 1, likes: { gt: 4 } } }), [1]);
      assert.deepEqual(await posts({ comments: { author: 1, likes: { gt: 5 } } }), []);
      assert.deepEqual(await posts([{ tags: { name: "y" } }, { comments: { author: 1 } }]), [1, 3]);
    });

    on("none and all of the rows are said with not", async () => {
      assert.deepEqual(await posts({ not: { comments: {} } }), [2]);
      assert.deepEqual(await posts({ not: { tags: { name: "x" } } }), [3]);
      assert.deepEqual(await posts({ not: { comments: { not: { likes: { gt: 1 } } } } }), [1, 2]);
    });

    on("relations nest to any depth", async () => {
      const wanted = { comments: { replies: { author: { posts: { category: null } } } } };
      assert.deepEqual(await posts(wanted), [1]);
      assert.deepEqual(await posts({ category: { parent: { children: { posts: {} } } } }), [1]);
      assert.deepEqual(await posts({ category: { not: { name: "sub" } } }), [2]);
      const deep = { author: { posts: { tags: { posts: { author: { username: "ann" } } } } } };
      assert.deepEqual(await posts(deep), [1, 2]);
    });

    on("a relation is met by a row, a key, null, or one of several", async () => {
      const [ann, bob] = await User.all().order("id");
      assert.deepEqual(await posts({ author: ann }), [1, 2]);
      assert.deepEqual(await posts({ author: 2 }), [3]);
      assert.deepEqual(await posts({ authorId: { gt: 1 } }), [3]);
      assert.deepEqual(await posts({ reviewer: null }), [2, 3]);
      assert.deepEqual(await posts({ reviewer: { not: null } }), [1]);
      assert.deepEqual(await posts({ reviewer: { not: bob } }), [2, 3]);
      assert.deepEqual(await posts({ author: { in: [ann, 2] } }), [1, 2, 3]);
      assert.deepEqual(await posts({ author: { notIn: [ann] } }), [3]);
      assert.deepEqual(await posts({ author: [bob, 99] }), [3]);
      assert.deepEqual(await posts({ author: { not: { username: "ann" } } }), [3]);
      const loaded = (await Post.with("author").get(1)).author;
      assert.deepEqual(await posts({ author: loaded }), [1, 2]);
    });

    on("what is neither is refused", async () => {
      await refused(() => posts({ author: new User({ username: "new" }) }), "DB_WRONG_VALUE");
      await refused(() => posts({ author: "ann" }), "DB_WRONG_VALUE");
      await refused(() => posts({ author: { in: ["ann"] } }), "DB_WRONG_VALUE");
      await refused(() => posts({ tags: 1 }), "DB_BAD_QUERY");
      await refused(() => posts({ tags: null }), "DB_BAD_QUERY");
      await refused(() => posts({ tags: undefined }), "DB_BAD_QUERY");
      await refused(() => posts({ author: { posts: { titel: "a" } } }), "DB_UNKNOWN_FIELD");
      await refused(() => posts({ author: new Tag({ name: "x" }) }), "DB_WRONG_VALUE");
    });
  });

  describe("relations loaded with the rows", () => {
    on("to one come in the same statement, as plain data", async () => {
      const rows = await counted(1, () => Post.with("author", "category", "reviewer").order("id"));
      assert.deepEqual(
        rows.map(({ author, category, reviewer }) => [
          author.username,
          category?.name,
          reviewer?.username,
        ]),
        [
          ["ann", "sub", "bob"],
          ["ann", "top", undefined],
          ["bob", undefined, undefined],
        ],
      );
      assert.equal(rows[2]!.category, null);
      assert.ok(rows[0]!.author instanceof User && rows[0] instanceof Post);
      assert.equal(rows[0].author, rows[1]!.author, "the same row is the same object");
      assert.equal(rows[0].isDraft, true);
      const json = JSON.parse(JSON.stringify(rows[0])) as { author: object };
      assert.deepEqual(json.author, { id: 1, username: "ann", email: null, age: null });
    });

    on("to many come in one statement each", async () => {
      const rows = await counted(3, () => Post.with("tags", "comments").order("id"));
      assert.deepEqual(
        rows.map(({ tags, comments }) => [tags.length, comments.length]),
        [
          [2, 3],
          [1, 0],
          [0, 1],
        ],
      );
      assert.ok(Array.isArray(rows[2]!.tags) && rows[0]!.tags[0] instanceof Tag);
      await counted(1, () => Post.where({ id: 99 }).with("tags"));
    });

    on("nest to any depth, to one inside of the statement of the many", async () => {
      const users = await counted(4, () =>
        User.with({
          posts: {
            with: ["category", { comments: { with: ["author", { replies: true }] } }],
            order: "id",
          },
        }).order("id"),
      );
      const [first] = users[0]!.posts;
      assert.equal(first!.category?.name, "sub");
      const answered = first!.comments.find(({ body }) => body === "c1")!;
      assert.equal(answered.author?.username, "ann");
      assert.equal(bodies(answered.replies), "c2");
      assert.deepEqual(users[2]!.posts, []);
    });

    on("many of a joined one are loaded once for each", async () => {
      const rows = await counted(2, () => Post.with({ author: { with: ["posts"] } }).order("id"));
      assert.deepEqual(
        rows.map(({ author }) => author.posts.length),
        [2, 2, 1],
      );
      const chain = await counted(1, () =>
        Comment.with({ post: { with: [{ category: { with: ["parent"] } }] } }).order("id"),
      );
      assert.equal(chain[0]!.post.category?.parent?.name, "top");
      assert.equal(chain[3]!.post.category, null);
      const self = await counted(1, () =>
        Comment.with({ parent: { with: ["parent"] } }).order("id"),
      );
      assert.equal(self[1]!.parent?.body, "c1");
      assert.equal(self[1]!.parent?.parent, null);
      assert.equal(self[0]!.parent, null);
    });

    on("take conditions, an order, and a limit for each parent", async () => {
      const load = (options: object) => () => Post.with({ comments: options }).order("id");
      const of = async (options: object): Promise<string[]> =>
        (await counted(2, load(options))).map(({ comments }) => bodies(comments));
      assert.deepEqual(await of({ order: "-likes" }), ["c3,c1,c2", "", "c4"]);
      assert.deepEqual(await of({ order: "-likes", limit: 1 }), ["c3", "", "c4"]);
      assert.deepEqual(await of({ order: ["likes", "id"], limit: 2 }), ["c2,c1", "", "c4"]);
      assert.deepEqual(await of({ where: { likes: { lt: 5 } } }), ["c2", "", "c4"]);
      assert.deepEqual(await of({ where: { likes: { lt: 2 } } }), ["", "", "c4"]);
      assert.deepEqual(await of({ where: { author: { username: "ann" } } }), ["c1", "", "c4"]);
      assert.deepEqual(await of({ limit: 0 }), ["", "", ""]);
      assert.deepEqual(await of({ limit: 1, order: "id" }), ["c1", "", "c4"]);
      assert.deepEqual(await of({ limit: 2, order: "id" }), ["c1,c2", "", "c4"]);
      const cased = { order: { likes: [3, 1] }, where: { likes: { lt: 9 } }, limit: 1 };
      assert.deepEqual(await of(cased), ["c2", "", "c4"]);
      assert.deepEqual(await of({ order: { author: "-username" }, limit: 1 }), ["c2", "", "c4"]);
      const tags = await Post.with({ tags: { order: "-name", limit: 1 } }).order("id");
      assert.deepEqual(
        tags.map((row) => row.tags.map(({ name }) => name).join()),
        ["y", "x", ""],
      );
    });

    on("queries of one shape keep their own conditions at every depth", async () => {
      const load = async (likes: number): Promise<string[]> => {
        const users = await User.with({
          posts: { with: [{ comments: { where: { likes: { gte: likes } }, order: "id" } }] },
        }).where({ username: "ann" });
        return users.flatMap(({ posts: own }) => own.map(({ comments }) => bodies(comments)));
      };
      assert.deepEqual((await load(1)).toSorted(), ["", "c1,c2,c3"]);
      const { built } = database.plans;
      assert.deepEqual((await load(5)).toSorted(), ["", "c1,c3"]);
      assert.deepEqual((await load(9)).toSorted(), ["", "c3"]);
      assert.equal(database.plans.built, built);
    });

    on("may be of some columns", async () => {
      const rows = await Post.with({
        author: { select: ["username"] },
        comments: { select: ["body"], order: "id", with: ["author"] },
        tags: { select: ["name"], order: "name", limit: 1 },
      }).order("id");
      assert.deepEqual({ ...rows[0]!.author }, { username: "ann" });
      const { author, ...comment } = rows[0]!.comments[0]!;
      assert.deepEqual(comment, { body: "c1" });
      assert.ok(author instanceof User);
      assert.deepEqual(rows[0]!.tags, [{ name: "x" }]);
    });

    on("come with selected rows", async () => {
      const rows = await Post.select("title").with("author", "tags").order("id");
      const { author, tags, ...own } = rows[0]!;
      assert.deepEqual(own, { title: "one" });
      assert.equal(author.username, "ann");
      assert.equal(tags.length, 2);
    });

    on("come with first, get, find, pages and each", async () => {
      assert.equal((await Post.with("author").first())?.author.username, "ann");
      assert.equal((await Post.with("tags").get(1)).tags.length, 2);
      assert.equal((await Post.with("tags").find(1))?.tags.length, 2);
      const { items } = await Post.with("tags").order("id").page(1, { size: 2 });
      assert.deepEqual(
        items.map(({ tags }) => tags.length),
        [2, 1],
      );
      const { items: some } = await Post.with("tags").order("id").cursor({ size: 1 });
      assert.equal(some[0]!.tags.length, 2);
      const seen: number[] = [];
      for await (const row of Post.with("tags", "author").order("id").each({ chunk: 2 })) {
        seen.push(row.tags.length);
        assert.ok(row.author.username);
      }
      assert.deepEqual(seen, [2, 1, 0]);
    });

    on("are named once, and several calls add up", async () => {
      const rows = await counted(2, () =>
        Post.with("comments")
          .with({ comments: { order: "-likes" } })
          .with("author", "comments")
          .order("id"),
      );
      assert.equal(bodies(rows[0]!.comments), "c3,c1,c2");
    });

    on("are refused by wrong names and options", async () => {
      const load = (argument: unknown) => () => Post.with(argument as "tags");
      await refused(load("atuhor"), "DB_UNKNOWN_FIELD");
      await refused(load("title"), "DB_UNKNOWN_FIELD");
      await refused(load({ comments: { with: ["autor"] } }), "DB_UNKNOWN_FIELD").catch(() => {});
      await refused(load({ author: { where: { id: 1 } } }), "DB_BAD_QUERY");
      await refused(load({ author: { limit: 1 } }), "DB_BAD_QUERY");
      await refused(load({ comments: { were: {} } }), "DB_BAD_QUERY");
      await refused(load({ comments: { limit: -1 } }), "DB_WRONG_VALUE");
      await refused(load({ comments: { select: [] } }), "DB_BAD_QUERY");
      await refused(load({ comments: 1 }), "DB_BAD_QUERY");
      await refused(load(5), "DB_BAD_QUERY");
    });
  });

  describe("relations awaited", () => {
    on("to one are loaded in one query for all siblings", async () => {
      const rows = await Post.all().order("id");
      const names = await counted(1, () =>
        Promise.all(rows.map(async (row) => (await row.author).username)),
      );
      assert.deepEqual(names, ["ann", "ann", "bob"]);
      const inTurn = await counted(1, async () => {
        const found = [];
        for (const row of rows) found.push((await row.category)?.name);
        return found;
      });
      assert.deepEqual(inTurn, ["sub", "top", undefined]);
      assert.equal(await rows[2]!.category, null);
      assert.equal(await rows[0]!.author, await rows[1]!.author, "the same object");
    });

    on("to many are loaded in one query for all siblings", async () => {
      const rows = await Post.all().order("id");
      const tags = await counted(1, () => Promise.all(rows.map(async (row) => row.tags)));
      assert.deepEqual(
        tags.map((own) => own.length),
        [2, 1, 0],
      );
      const comments = await counted(1, async () => [
        await rows[0]!.comments,
        await rows[1]!.comments,
      ]);
      assert.deepEqual(
        comments.map((own) => own.length),
        [3, 0],
      );
    });

    on("nest: the siblings of what was awaited are siblings too", async () => {
      const rows = await Comment.all().order("id");
      const names = await counted(2, () =>
        Promise.all(rows.map(async (row) => (await (await row.post).author).username)),
      );
      assert.deepEqual(names, ["ann", "ann", "ann", "bob"]);
      const users = await User.all().order("id");
      const counts = await counted(2, () =>
        Promise.all(
          users.map(async (user) => {
            const own = await user.posts;
            return (await Promise.all(own.map(async (post) => post.comments))).flat().length;
          }),
        ),
      );
      assert.deepEqual(counts.slice(0, 2), [3, 1]);
    });

    on("follow a changed foreign key", async () => {
      const [row] = await Post.all().order("id");
      assert.equal((await row!.author).username, "ann");
      row!.assign({ author: 2 });
      assert.equal((await row!.author).username, "bob");
      const loaded = await Post.with("author").get(1);
      loaded.assign({ author: 2 });
      assert.equal((await (loaded as Post).author).username, "bob");
      loaded.assign({ category: null });
      assert.equal(await loaded.category, null);
    });

    on("of a new row are asked for by its foreign key", async () => {
      const row = new Post({ title: "new", author: 2 });
      assert.equal((await row.author).username, "bob");
      assert.equal(await row.category, null);
      assert.deepEqual(await counted(0, async () => row.tags), []);
    });

    on("500 siblings take one query", async () => {
      await database.transaction(async () => {
        const made = Array.from({ length: 500 }, (_, index) => ({
          body: `n${index}`,
          post: 3,
          author: 1 + (index % 3),
        }));
        await Comment.createMany(made);
        const rows = await Comment.where({ body: { startsWith: "n" } });
        const authors = await counted(1, () => Promise.all(rows.map(async (row) => row.author)));
        assert.equal(authors.length, 500);
        assert.equal(new Set(authors).size, 3);
        await Comment.where({ body: { startsWith: "n" } }).delete();
      });
    });

    on("a failure is told to those who wait, and tried anew", async () => {
      const rows = await Post.all().order("id");
      const controller = new AbortController();
      controller.abort();
      await assert.rejects(
        async () => signal.run(controller.signal, async () => await rows[0]!.author),
        { code: "CORE_ABORTED" },
      );
      assert.equal((await rows[0]!.author).username, "ann");
    });

    on("outside of the database's context they ask the row's own database", async () => {
      const rows = await Post.all().order("id");
      await currentDatabase.run(undefined as never, async () => {
        assert.equal((await rows[0]!.author).username, "ann");
        assert.equal((await rows[0]!.tags).length, 2);
        await assert.rejects(async () => Post.count(), { code: "DB_NO_DATABASE" });
      });
    });

    on("a collection is a query too", async () => {
      const ann = await User.get(1);
      assert.deepEqual(
        await ann
          .related("posts")
          .where({ views: { gt: 1 } })
          .pluck("id"),
        [2],
      );
      assert.equal(await ann.related("posts").query().count(), 2);
      const post = await Post.get(1);
      assert.deepEqual(await post.related("tags").query().order("-name").pluck("name"), ["y", "x"]);
      assert.deepEqual(
        await post.related("tags").where({ name: "x" }).with("posts").pluck("id"),
        [1],
      );
      assert.equal(
        await post
          .related("tags")
          .where({ posts: { views: 2 } })
          .count(),
        1,
      );
      assert.equal(
        (await post.related("tags").where({ name: "x" }).with("posts"))[0]!.posts.length,
        2,
      );
      await refused(
        async () => new Post({ title: "n", author: 1 }).related("tags").query(),
        "DB_NOT_SAVED",
      );
    });

    on("a loaded relation is reached as a collection by related", async () => {
      const post = await Post.with("tags").get(1);
      assert.equal(await post.related("tags").query().count(), 2);
      await refused(async () => post.related("author" as "tags") as never, "DB_BAD_QUERY");
      await refused(async () => post.related("tgas" as "tags") as never, "DB_UNKNOWN_FIELD");
    });
  });

  test("keys of 64 bits and UUIDs lead to the rows that belong to them", async () => {
    class Owner extends model("owner", {
      id: bigint().primaryKey(),
      name: text(),
      get things() {
        return many(() => Thing);
      },
      get labels() {
        return many(() => Label);
      },
    }) {}
    class Thing extends model("thing", {
      id: uuid().primaryKey(),
      get owner() {
        return one(() => Owner, { onDelete: "cascade" });
      },
      get labels() {
        return many(() => Label);
      },
    }) {}
    class Label extends model("label", { id: bigint().primaryKey(), name: text() }) {}
    const { url } = await make();
    await using own = await connect(url, { models: [Owner, Thing, Label] });
    await createAll(own.driver, own.tables.all);
    await own.run(async () => {
      const large = 2n ** 62n + 1n;
      const made = await Owner.create({ id: large, name: "a" });
      await Owner.create({ id: 5n, name: "b" });
      const key = "0190a6b0-0000-7000-8000-00000000000a";
      const thing = await Thing.create({ id: key, owner: made });
      const label = await Label.create({ id: large, name: "l" });
      await made.related("labels").add(label);
      await thing.related("labels").add(large);
      assert.deepEqual(
        (await made.things).map(({ id }) => id),
        [key],
      );
      assert.deepEqual(
        (await made.labels).map(({ id }) => id),
        [large],
      );
      assert.deepEqual(
        (await thing.labels).map(({ id }) => id),
        [large],
      );
      const rows = await Owner.with("things", "labels").order("id");
      assert.deepEqual(
        rows.map(({ things, labels }) => [things.length, labels.length]),
        [
          [0, 0],
          [1, 1],
        ],
      );
      const lazy = await Owner.all().order("-id");
      assert.deepEqual(
        (await lazy[0]!.things).map(({ id }) => id),
        [key],
      );
      assert.deepEqual(await lazy[1]!.labels, []);
      assert.equal((await (await Thing.get(key)).owner).id, large);
      assert.equal((await Thing.with("owner").get(key.toUpperCase())).owner.id, large);
      assert.deepEqual(await Owner.where({ things: { id: key } }).pluck("id"), [large]);
      assert.deepEqual(await Thing.where({ owner: { in: [made, 5n] as const } }).pluck("id"), [
        key,
      ]);
    });
  });
});
