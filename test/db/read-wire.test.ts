import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, describe, test } from "node:test";
import {
  bigint,
  bytes,
  Database,
  inWireForm,
  many,
  model,
  one,
  queryLog,
  sql,
  sum,
  transaction,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { Category, makeBlog, Post, Sample, Tag, User } from "./blog-models.ts";
import { eachDialect, type MakeDatabase, type TestDatabase } from "./dialects.ts";

class Ledger extends model("ledger", {
  id: bigint().primaryKey(),
  digest: bytes(),
  get lines() {
    return many(() => Line, "ledger");
  },
}) {}
class Line extends model("line", {
  amount: bigint(),
  get ledger() {
    return one(() => Ledger);
  },
}) {}

eachDialect((make, dialect) => {
  test("keys, sums and loaded rows that JSON cannot carry are texts in it too", async () => {
    const { driver } = await make();
    const own = new Database(driver, { models: [Ledger, Line] });
    await createAll(driver, own.tables.all);
    await own.run(async () => {
      const ledger = await Ledger.create({ id: 7n, digest: new Uint8Array([255]) });
      await Line.createMany([
        { amount: 2n ** 60n, ledger },
        { amount: 1n, ledger },
      ]);
      const line = await Line.where({ amount: 1n }).with("ledger").get();
      const json = { id: 2, amount: "1", ledgerId: "7", ledger: { id: "7", digest: "/w==" } };
      assert.deepEqual(JSON.parse(JSON.stringify(line)), json);
      const summed = await Ledger.all()
        .with({ lines: { select: ["amount"], order: "id" } })
        .annotate({ total: sum("lines.amount") })
        .get();
      assert.deepEqual(JSON.parse(JSON.stringify(summed)), {
        id: "7",
        digest: "/w==",
        lines: [{ amount: "1152921504606846976" }, { amount: "1" }],
        total: "1152921504606846977",
      });
    });
  });

  let database: Database;
  let place: TestDatabase;
  const kept: MakeDatabase = async (parameters) => (place = await make(parameters));
  const on = (name: string, fn: () => Promise<void>): void => {
    test(name, async () => database.run(fn));
  };

  before(async () => {
    database = await makeBlog(kept);
    await database.run(async () => {
      const ann = await User.create({ username: "ann" });
      const top = await Category.create({ name: "top" });
      const tag = await Tag.create({ name: "x" });
      const post = await Post.create({
        title: "One",
        author: ann,
        category: top,
        status: "published",
        publishedAt: new Date("2026-01-02T03:04:05.678Z"),
      });
      await post.related("tags").add(tag);
      await Post.create({ title: "Two", author: ann });
    });
  });

  describe("rows in the form of JSON", () => {
    on("are plain objects, with what is loaded with them", async () => {
      const rows = await inWireForm(
        Post.where({ title: "One" })
          .select("id", "title", "publishedAt")
          .with({ author: { select: ["username"] }, tags: { select: ["name"] } }),
      );
      assert.deepEqual(rows, [
        {
          id: 1,
          title: "One",
          publishedAt: "2026-01-02T03:04:05.678Z",
          author: { username: "ann" },
          tags: [{ name: "x" }],
        },
      ]);
    });

    on("have for every type what JSON has of the instance's value", async () => {
      const row = await Sample.create({
        text: "t",
        uuid: "0190a6e0-0000-7000-8000-000000000000",
        int: 3,
        bigint: 2n ** 62n,
        float: 1.5,
        decimal: "12.5",
        bool: true,
        date: "2026-11-20",
        time: "09:16:30",
        datetime: new Date("2026-11-20T09:16:30.123Z"),
        json: { a: [1] },
        list: ["a"],
        bytes: new Uint8Array([1, 2]),
      });
      const wire = await inWireForm(Sample.where({ id: row.id })).get();
      assert.deepEqual(JSON.parse(JSON.stringify(wire)), {
        id: row.id,
        text: "t",
        slug: null,
        email: null,
        url: null,
        uuid: "0190a6e0-0000-7000-8000-000000000000",
        choice: null,
        int: 3,
        small: null,
        medium: null,
        bigint: "4611686018427387904",
        float: 1.5,
        decimal: "12.5000",
        bool: true,
        date: "2026-11-20",
        time: "09:16:30",
        datetime: "2026-11-20T09:16:30.123Z",
        json: { a: [1] },
        list: ["a"],
        bytes: "AQI=",
      });
    });

    on("are what an instance and what is loaded with it become as JSON", async () => {
      const values = {
        bigint: 2n ** 62n,
        bytes: new Uint8Array([1, 2]),
        datetime: new Date("2026-11-20T09:16:30.123Z"),
        json: { a: [1, { b: null }] },
        list: ["a"],
        decimal: "12.5",
      };
      const { id } = await Sample.create(values);
      const row = await Sample.where({ id }).get();
      const wire = await inWireForm(Sample.where({ id })).get();
      assert.deepEqual(JSON.parse(JSON.stringify(row)), wire);
      assert.deepEqual(JSON.parse(JSON.stringify(new Sample(values))), {
        bigint: "4611686018427387904",
        bytes: "AQI=",
        datetime: "2026-11-20T09:16:30.123Z",
        json: { a: [1, { b: null }] },
        list: ["a"],
        decimal: "12.5",
      });
      assert.deepEqual([row.bigint, row.bytes], [values.bigint, values.bytes]);
    });

    on("a related row that does not meet `onlyIf` is null, and the row stays", async () => {
      const related = (name: string): object => ({
        author: { select: ["username"], onlyIf: { username: name } },
        category: { select: ["name"], onlyIf: { name: "top" } },
      });
      const query = (name: string): PromiseLike<Record<string, unknown>[]> =>
        inWireForm(
          Post.all()
            .select("title")
            .with(related(name) as never)
            .where({ title: ["One", "Two"] })
            .order("title"),
        );
      assert.deepEqual(await query("ann"), [
        { title: "One", author: { username: "ann" }, category: { name: "top" } },
        { title: "Two", author: { username: "ann" }, category: null },
      ]);
      assert.deepEqual(
        (await query("bob")).map(({ author }) => author),
        [null, null],
      );
    });
  });

  describe("a count that is kept", () => {
    const asked = async (fn: () => Promise<number>): Promise<[number, number]> => {
      const log: string[] = [];
      const count = await queryLog.run(log, fn);
      return [count, log.length];
    };

    on("is not made again while nobody writes", async () => {
      // PostgreSQL is asked each time whether it still holds.
      const again = dialect === "postgres" ? 1 : 0;
      await Tag.count();
      assert.deepEqual(await asked(() => Tag.count()), [1, again]);
      assert.deepEqual(await asked(() => Tag.count({ name: "x" })), [1, 1]);
      assert.deepEqual(await asked(() => Tag.count({ name: "y" })), [0, 1]);
      assert.deepEqual(await asked(() => Tag.count({ name: "x" })), [1, again]);
    });

    if (dialect === "postgres")
      on("is left out of the statement that knows it", async () => {
        const ask = async (text: string, ...params: string[]): Promise<string> => {
          const statement = { sql: text, isWrite: false, returnsRows: true };
          return (await database.driver.execute(statement, params)).rows.join("\n");
        };
        const log: string[] = [];
        await queryLog.run(log, () => Tag.count());
        const seen = await ask(`select ${database.driver.snapshot}`);
        assert.match(await ask(`explain analyze ${log[0]}`, seen), /never executed/);
        assert.doesNotMatch(await ask(`explain analyze ${log[0]}`, "another"), /never executed/);
      });

    on("is not kept over a write of one's own", async () => {
      const before = await Tag.count();
      for (let more = 1; more <= 20; more++) {
        await Tag.create({ name: `own ${more}` });
        assert.equal(await Tag.count(), before + more);
      }
    });

    on("is not kept over a write of another connection", async () => {
      const before = await Tag.count();
      const other = await place.reopen();
      await other.script("insert into tag (name) values ('other')");
      assert.equal(await Tag.count(), before + 1);
    });

    if (dialect === "sqlite")
      on("is not kept over a write of another process", async () => {
        const before = await Tag.count();
        const script = `
        const { DatabaseSync } = require("node:sqlite");
        const db = new DatabaseSync(process.argv[1], { timeout: 5000 });
        db.exec("insert into tag (name) values ('process')");
        db.close();`;
        execFileSync(process.execPath, ["-e", script, place.url.replace(/^sqlite:/, "")]);
        assert.equal(await Tag.count(), before + 1);
      });

    on("is right in a transaction, and after it was rolled back", async () => {
      const before = await Tag.count();
      await assert.rejects(
        transaction(async () => {
          await Tag.create({ name: "gone" });
          assert.equal(await Tag.count(), before + 1);
          throw new Error("roll back");
        }),
        { message: "roll back" },
      );
      assert.equal(await Tag.count(), before);
    });

    on("of raw SQL is asked for each time", async () => {
      const query = Tag.where(sql`random() is not null`);
      await query.count();
      assert.equal((await asked(() => query.count()))[1], 1);
    });
  });
});
