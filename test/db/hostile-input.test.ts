import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, Database, int, many, model, one, queryLog, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { makeBlog, Post, User } from "./blog-models.ts";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";

/** As from `JSON.parse` of a request's body. */
const body = (json: string): never => JSON.parse(json) as never;

eachDialect((make) => {
  let blog: Database;
  before(async () => {
    blog = await makeBlog(make);
  });
  after(() => blog.close());

  test("names that every object has are no fields: not in conditions, values, orders, loads or columns", async () => {
    await blog.run(async () => {
      for (const name of [
        "__proto__",
        "constructor",
        "toString",
        "hasOwnProperty",
        "save",
        "isNew",
      ]) {
        const values = body(`{ "username": "eve", "${name}": { "username": "x" } }`);
        for (const ask of [
          () => User.where(values).count(),
          () => Post.where({ author: values }).count(),
          () => User.create(values),
          () => User.createMany([values]),
          () => User.where({}).update(values),
          () => User.all().order(name as never),
          () => Post.with(name as never),
          () => User.select(name as never),
        ])
          assert.equal(await codeOf(ask), "DB_UNKNOWN_FIELD", `${name} ${ask.toString()}`);
        const operator = body(`{ "username": { "${name}": "x" } }`);
        assert.equal(await codeOf(() => User.where(operator).count()), "DB_UNKNOWN_OPERATOR");
      }
      assert.equal(await User.count(), 0);
      assert.equal(({} as { username?: string }).username, undefined);
    });
  });

  test("a condition too long, too deep or in a circle is refused before the database is asked", async () => {
    const log: string[] = [];
    const circle: { not?: object } = {};
    circle.not = circle;
    let deep: object = { username: "x" };
    for (let level = 0; level < 60; level++) deep = level % 2 === 0 ? [deep] : { not: deep };
    const some = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({ username: `u${index}` }));
    await queryLog.run(log, () =>
      blog.run(async () => {
        const empty = Array.from({ length: 6000 }, (_, index) => (index % 2 === 0 ? {} : []));
        for (const condition of [circle, deep, empty, some(100_000), [some(2500), some(2501)]])
          assert.equal(await codeOf(() => User.where(condition).count()), "DB_WRONG_VALUE");
        const keys = Array.from({ length: 100_000 }, (_, index) => index + 1);
        assert.equal(
          await codeOf(() => Post.where({ author: keys as never }).count()),
          "DB_WRONG_VALUE",
        );
        assert.deepEqual(log, []);
        assert.equal(await Post.where({ author: { in: keys } }).count(), 0);
        assert.equal(await User.where(some(1000)).count(), 0);
      }),
    );
  });

  test("texts that one of the databases could not look for are refused on both", async () => {
    await blog.run(async () => {
      for (const operator of ["contains", "icontains", "startsWith", "iendsWith"]) {
        const long = { username: { [operator]: "%".repeat(16_001) } };
        assert.equal(await codeOf(() => User.where(long).count()), "DB_WRONG_VALUE");
        const odd = { username: { [operator]: "a\0b" } };
        assert.equal(await codeOf(() => User.where(odd).count()), "DB_WRONG_VALUE");
        assert.equal(
          await User.where({ username: { [operator]: "%語".repeat(8_000) } }).count(),
          0,
        );
      }
      assert.equal(await codeOf(() => User.where({ username: "a\0b" }).count()), "DB_WRONG_VALUE");
      assert.equal(await User.where({ username: "x".repeat(2 ** 20) }).count(), 0);
    });
  });

  test("models and fields may be named like words of SQL, and with characters of any kind", async () => {
    class Order extends model("order", {
      from: text(),
      get group() {
        return one(() => Group).nullable();
      },
      get selects() {
        return many(() => Select);
      },
    }) {}
    class Group extends model("group", { where_: text() }) {}
    class Select extends model("select", {
      class: text(),
      größe: int(),
      日本: text(),
      "a-b": text(),
      'q"q': text().column('a "quoted"; column'),
      ["k".repeat(70)]: text(),
    }) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Order, Group, Select] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const group = await Group.create({ where_: "w" });
      const order = await Order.create({ from: "f", group });
      const values = {
        class: "c",
        größe: 1,
        日本: "語",
        "a-b": "m",
        'q"q': "q",
        ["k".repeat(70)]: "k",
      };
      await order.related("selects").create(values);
      const found = await Order.where({ group: { where_: "w" }, selects: { ...values } })
        .with("group", "selects")
        .order({ group: "where_" }, "-from")
        .get();
      const [select] = found.selects;
      assert.deepEqual(JSON.parse(JSON.stringify(select)), { id: 1, ...values });
      await select!.assign({ 'q"q': "new", größe: 2 }).save();
      assert.equal(
        await Select.where({ 'q"q': { startsWith: "n" } })
          .order("-größe")
          .count(),
        1,
      );
    });
  });

  test("a table has as many relations as it likes, of which 30 are loaded with one query", async () => {
    class Hub extends model("hub", { name: text() }) {}
    const fields = Object.defineProperties(
      {},
      Object.fromEntries(
        Array.from({ length: 70 }, (_, index) => [
          `r${index}`,
          { enumerable: true, get: () => one(() => Hub).nullable() },
        ]),
      ),
    );
    class Spokes extends model("spokes", fields) {}
    const { driver } = await make();
    const database = new Database(driver, { models: [Hub, Spokes] });
    await createAll(driver, database.tables.all);
    const relations = Object.keys(fields) as never[];
    await database.run(async () => {
      await Spokes.create({ r69: await Hub.create({ name: "hub" }) } as never);
      const [row] = (await Spokes.with(...relations.slice(40))) as unknown as { r69: Hub }[];
      assert.equal(row?.r69.name, "hub");
      assert.equal(await codeOf(async () => Spokes.with(...relations)), "DB_BAD_QUERY");
    });
  });
});

test("names that a database would take for one are told before it is opened", async () => {
  class First extends model("blogPost", { a: text().unique() }) {}
  class Second extends model("blog_post", { a: text() }) {}
  class Loud extends model("loud", { a: text() }, { table: "BLOG_POST" }) {}
  class Tag extends model("tag", {
    name: text().column("Name"),
    other: text().column("name"),
    empty: text().column(""),
    get posts() {
      return many(() => First);
    },
  }) {}
  class Joined extends model("joined", {}, { table: "blog_post_tag" }) {}
  class Blog extends model("blog", { postA: text().unique() }) {}
  class Long extends model("long", { a: text() }, { table: `${"l".repeat(63)}1` }) {}
  class Longer extends model("longer", { a: text() }, { table: `${"l".repeat(63)}2` }) {}
  const models = [First, Second, Loud, Tag, Joined, Blog, Long, Longer, undefined, Date];
  await assert.rejects(
    connect("sqlite:/nowhere/at/all.db", { models: models as never }),
    (error: Error & { code: string }) => {
      assert.equal(error.code, "DB_MODELS_INVALID");
      for (const part of [
        '"blogPost" and "blog_post" have the same table',
        '"blogPost" and "loud" have the same table',
        '"joined" and "blog_post_tag" have the same table',
        '"long" and "longer" have the same table',
        'Two columns of "tag"',
        'no usable name: ""',
        '"blog_post_a_key"',
        "Number 9 of the list of models is undefined",
        "Number 10 of the list of models does not extend model(…)",
      ])
        assert.ok(error.message.includes(part), `${part} in ${error.message}`);
      return true;
    },
  );
});
