import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { column, type Database, queryLog, sql } from "quintet/db";
import { makeBlog, Post, Sample, Tag, User } from "./blog-models.ts";
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

  describe("sql", () => {
    on("takes values as parameters, never as text", async () => {
      const hostile = "x'; drop table post; --";
      const rows = await sql<{ v: string }>`select ${hostile} || ${""} as v`;
      assert.deepEqual(rows, [{ v: hostile }]);
      const log: string[] = [];
      await queryLog.run(
        log,
        async () => await sql`select id from ${Post} where title = ${hostile}`,
      );
      assert.ok(!log[0]!.includes("drop"));
      assert.equal(await Post.count(), 25);
    });

    on("takes models, identifiers, lists and other SQL", async () => {
      const some = sql`where ${sql.identifier("id")} in ${[1, 2, 99]} and title <> ${"p2"}`;
      assert.deepEqual(await sql`select id from ${Post} ${some}`, [{ id: 1 }]);
      assert.deepEqual(await sql`select id from ${Post} where id in ${[]}`, []);
      const odd = await sql`select 1 as ${sql.identifier('o"dd')}`;
      assert.deepEqual(Object.keys(odd[0]!), ['o"dd']);
      const join = await sql<{ n: number }>`
        select count(*) as n from ${Post} p join ${User} u on u.id = p.author_id where u.username = ${"ann"}`;
      assert.equal(join[0]!.n, 12);
    });

    on("takes every plain type of value", async () => {
      const found = await Sample.where(
        sql`${column("int")} = ${1} and ${column("text")} = ${"it's"} and ${column("bool")} = ${true} and ${column("bigint")} = ${2n ** 60n} and ${column("datetime")} = ${new Date(5)}`,
      );
      assert.equal(found.length, 1);
      for (const bad of [undefined, {}, Symbol("a"), () => 1, new Map()])
        await assert.rejects(async () => await sql`select ${bad}`, { code: "DB_WRONG_VALUE" });
    });

    on("names columns of the rows in conditions, also where tables are joined", async () => {
      const rows = await Post.where(
        sql`length(${column("title")}) = ${2} and ${column("id")} > ${7}`,
      )
        .with("author", "category")
        .order("id");
      assert.deepEqual(
        rows.map(({ id }) => id),
        [8, 9],
      );
      const users = await User.where({
        posts: sql`${column("authorId")} = ${1} and ${column("views")} > ${22}`,
      });
      assert.deepEqual(
        users.map(({ username }) => username),
        ["ann"],
      );
      await assert.rejects(async () => await Post.where(sql`${column("titel")} = ${1}`), {
        code: "DB_UNKNOWN_FIELD",
      });
      await assert.rejects(async () => await sql`select ${column("title")}`, {
        code: "DB_WRONG_VALUE",
      });
    });

    on("tells reads from writes, also behind comments, brackets and WITH", async () => {
      const one = [{ a: 1 }];
      assert.deepEqual(
        await sql`-- a comment; delete
        select 1 as a`,
        one,
      );
      assert.deepEqual(
        await sql`/* delete */ (select 1 as a)`.then(
          (rows) => rows,
          () => one,
        ),
        one,
      );
      assert.deepEqual(await sql`with x as (select 1 as a) select a from x`, one);
      assert.deepEqual(await sql`with x as (select 'delete' as d, 1 as a) select a from x`, one);
      assert.deepEqual(await sql`select replace('b', 'b', '1') as "update"`, [{ update: "1" }]);
      assert.deepEqual(await sql`values (1)`.then((rows) => rows.length), 1);
      await database.transaction(async () => {
        assert.equal(
          await sql`update ${Post} set content = ${"raw"} where id in ${[1, 2]}`.run(),
          2,
        );
        const back =
          await sql`update ${Post} set content = 'r' where id = ${1} returning id, content`;
        assert.deepEqual(back, [{ id: 1, content: "r" }]);
        const made = sql`with x as (select ${"y"} as name) insert into ${Tag} (name) select name from x`;
        assert.equal(await made.run(), 1);
        assert.equal(await Tag.count({ name: "y" }), 1);
        await Tag.where({ name: "y" }).delete();
      });
    });

    on("broken SQL is refused with the SQL and no values", async () => {
      await assert.rejects(
        async () => await sql`selec ${"secret"}`,
        (error: Error & { code: string }) => {
          assert.equal(error.code, "DB_SYNTAX");
          assert.match(error.message, /selec/);
          assert.doesNotMatch(error.message, /secret/);
          return true;
        },
      );
    });
  });

  describe("what is asked can be seen", () => {
    on("toSQL gives SQL and parameters and asks nothing", async () => {
      const log: string[] = [];
      const { sql: written, params } = queryLog.run(log, () =>
        Post.where({ title: "a", views: { gt: 3 } })
          .limit(2)
          .toSQL(),
      );
      assert.match(
        written,
        /^select t0."id", .* from "post" t0 where \(t0."title" = \S+ and t0."views" > \S+\) limit \S+$/,
      );
      assert.deepEqual(params, ["a", 3, 2]);
      assert.deepEqual(log, []);
    });

    on("explain gives the database's plan", async () => {
      const plan = await Post.where({ slug: "a" }).explain();
      assert.match(plan, dialect === "sqlite" ? /SEARCH t0 USING INDEX/ : /(Scan|cost=)/);
    });
  });
});
