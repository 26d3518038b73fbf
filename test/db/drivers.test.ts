import assert from "node:assert/strict";
import { test } from "node:test";
import { QuintetError } from "quintet/core";
import { ConstraintError } from "../../src/db/connections/constraint-error.ts";
import type { Driver } from "quintet/db";
import { eachDialect, statementFor, type TestDatabase } from "./dialects.ts";

eachDialect((make, dialect) => {
  const statement = (sql: string) => statementFor(dialect, sql);
  const run = async (driver: Driver, sql: string, ...params: unknown[]) =>
    driver.execute(statement(sql), params);

  async function withTables(parameters?: string): Promise<TestDatabase> {
    const database = await make(parameters);
    await database.driver.script(`
      create table author (id integer primary key, name text not null unique);
      create table post (
        id integer primary key,
        author_id integer references author (id) on delete restrict,
        slug text, site integer, views bigint,
        constraint views_not_negative check (views >= 0),
        unique (site, slug));
      insert into author values (1, 'Ada');`);
    return database;
  }

  test("rows come as arrays, writes tell how many rows they touched", async () => {
    await using database = await withTables();
    const { driver } = database;

    const inserted = await run(driver, "insert into author values (?, ?) returning id", 2, "Bob");
    const updated = await run(driver, "update author set name = name || ?", "!");
    const read = await run(driver, "select id, name from author order by id");

    assert.deepEqual(inserted, { rows: [[2]], affected: 1 });
    assert.deepEqual(updated, { rows: [], affected: 2 });
    assert.deepEqual(read.rows, [
      [1, "Ada!"],
      [2, "Bob!"],
    ]);
    assert.equal(read.affected, 2);
  });

  test("a statement that asks for its columns gets their names", async () => {
    await using database = await withTables();
    const wanted = { ...statement("select id, name as called from author"), wantsColumns: true };

    const { columns, rows } = await database.driver.execute(wanted, []);

    assert.deepEqual(columns, ["id", "called"]);
    assert.deepEqual(rows, [[1, "Ada"]]);
  });

  test("integers beyond 2^53 are read as bigint, others as number", async () => {
    await using database = await withTables();
    const { driver } = database;
    await run(driver, "insert into post (id, views) values (?, ?)", 1, 9007199254740993n);
    await run(driver, "insert into post (id, views) values (?, ?)", 2, 7);

    const { rows } = await run(driver, "select id, views from post order by id");

    assert.deepEqual(rows, [
      [1, 9007199254740993n],
      [2, 7],
    ]);
  });

  test("bytes, floats, null and text with every kind of character come back as they were", async () => {
    await using database = await make();
    const { driver } = database;
    const bytes = dialect === "sqlite" ? "blob" : "bytea";
    await driver.script(`create table v (t text, f double precision, b ${bytes}, n text)`);
    const text = "ä 漢 😀 ' \" \\ \n ? $1 %_";

    await run(
      driver,
      "insert into v values (?, ?, ?, ?)",
      text,
      0.1,
      new Uint8Array([0, 255]),
      null,
    );

    const [row] = (await run(driver, "select t, f, b, n from v")).rows;
    assert.deepEqual(row?.slice(0, 2), [text, 0.1]);
    assert.deepEqual(Array.from(row?.[2] as Uint8Array), [0, 255]);
    assert.equal(row?.[3], null);
  });

  test("one statement runs many times with other values and stays prepared", async () => {
    await using database = await withTables();
    const insert = statement("insert into author values (?, ?)");
    for (let id = 2; id <= 50; id++) await database.driver.execute(insert, [id, `a${id}`]);
    const select = statement("select name from author where id = ?");
    for (let id = 2; id <= 50; id++) {
      assert.deepEqual((await database.driver.execute(select, [id])).rows, [[`a${id}`]]);
    }
  });

  test("a table that changes under a prepared statement does not break it", async () => {
    await using database = await withTables();
    const select = statement("select * from author where id = ?");
    for (let times = 0; times < 3; times++) await database.driver.execute(select, [1]);

    await database.driver.script("alter table author add column age integer default 36");

    assert.deepEqual((await database.driver.execute(select, [1])).rows, [[1, "Ada", 36]]);
  });

  test("a duplicate is told with table and columns, and never with the value", async () => {
    await using database = await withTables();
    const { driver } = database;
    const sql = "insert into post (id, site, slug) values (?, ?, ?)";
    await run(driver, sql, 1, 1, "secret-slug");

    const error = await constraintError(run(driver, sql, 2, 1, "secret-slug"));

    assert.equal(error.code, "DB_UNIQUE_VIOLATION");
    assert.equal(error.status, 409);
    assert.equal(error.detail.table, "post");
    assert.deepEqual(error.detail.columns, ["site", "slug"]);
    assert.ok(!error.message.includes("secret-slug"), error.message);
    assert.deepEqual((await run(driver, "select count(*) from post")).rows, [[1]]);
  });

  test("a duplicate primary key is a unique violation too", async () => {
    await using database = await withTables();
    const error = await constraintError(run(database.driver, "insert into author values (1, 'B')"));
    assert.equal(error.code, "DB_UNIQUE_VIOLATION");
    assert.deepEqual(error.detail.columns, ["id"]);
  });

  test("a missing related row is told apart from a delete that rows still point at", async () => {
    await using database = await withTables();
    const { driver } = database;
    const missing = run(driver, "insert into post (id, author_id) values (1, 99)");
    const refused = await constraintError(missing);
    assert.deepEqual([refused.code, refused.status], ["DB_FOREIGN_KEY_VIOLATION", 400]);

    await run(driver, "insert into post (id, author_id) values (1, 1)");
    const restricted = run(driver, "delete from author");
    const referenced = await constraintError(restricted);
    assert.deepEqual([referenced.code, referenced.status], ["DB_STILL_REFERENCED", 409]);
    assert.match(referenced.message, /still point at this row/);
    const moved = run(driver, "update post set author_id = 99");
    assert.equal((await constraintError(moved)).code, "DB_FOREIGN_KEY_VIOLATION");
    assert.deepEqual((await run(driver, "select count(*) from author")).rows, [[1]]);
  });

  test("a broken check is told by its name", async () => {
    await using database = await withTables();
    const broken = run(database.driver, "insert into post (id, views) values (1, -1)");
    const error = await constraintError(broken);
    assert.equal(error.code, "DB_CHECK_VIOLATION");
    assert.equal(error.status, 400);
    assert.equal(error.detail.constraint, "views_not_negative");
  });

  test("a missing value is told with table and column", async () => {
    await using database = await withTables();
    const missing = run(database.driver, "insert into author values (9, ?)", null);
    const error = await constraintError(missing);
    assert.equal(error.code, "DB_NOT_NULL_VIOLATION");
    assert.deepEqual([error.detail.table, error.detail.columns], ["author", ["name"]]);
  });

  test("SQL that the database refuses is shown without values", async () => {
    await using database = await withTables();
    const refused = run(database.driver, "select nope from author where name = ?", "hidden");
    await assert.rejects(refused, (error) => {
      assert.ok(error instanceof QuintetError);
      assert.equal(error.code, "DB_SYNTAX");
      assert.match(error.message, /select nope from author/);
      assert.ok(!error.message.includes("hidden"));
      return true;
    });
    await assert.rejects(run(database.driver, "selec"), { code: "DB_SYNTAX" });
    await assert.rejects(run(database.driver, "select * from nope"), { code: "DB_SYNTAX" });
  });

  test("a session keeps its writes to itself until it commits", async () => {
    await using database = await withTables();
    const { driver } = database;
    const session = await driver.begin();
    await session.execute(statement("insert into author values (2, 'Bob')"), []);

    const outside = await run(driver, "select count(*) from author");
    const inside = await session.execute(statement("select count(*) from author"), []);
    await session.commit();
    const after = await run(driver, "select count(*) from author");

    assert.deepEqual([outside.rows, inside.rows, after.rows], [[[1]], [[2]], [[2]]]);
    await assert.rejects(async () => session.execute(statement("select 1"), []), {
      code: "DB_TRANSACTION_CLOSED",
    });
  });

  test("a session that rolls back leaves nothing, and rolling back twice is harmless", async () => {
    await using database = await withTables();
    const session = await database.driver.begin();
    await session.execute(statement("delete from author"), []);
    await session.rollback();
    await session.rollback();
    assert.deepEqual((await run(database.driver, "select count(*) from author")).rows, [[1]]);
  });

  test("a read-only session is one snapshot and refuses writes before they are sent", async () => {
    await using database = await withTables();
    const { driver } = database;
    const session = await driver.begin({ readOnly: true });
    const count = statement("select count(*) from author");
    assert.deepEqual((await session.execute(count, [])).rows, [[1]]);

    await run(driver, "insert into author values (2, 'Bob')");

    assert.deepEqual((await session.execute(count, [])).rows, [[1]]);
    await assert.rejects(async () => session.execute(statement("delete from author"), []), {
      code: "DB_READ_ONLY",
    });
    await session.rollback();
    assert.deepEqual((await run(driver, "select count(*) from author")).rows, [[2]]);
  });

  test("a write dressed up as a read is refused in a read-only session", async () => {
    await using database = await withTables();
    const session = await database.driver.begin({ readOnly: true });
    const disguised = { sql: "delete from author", isWrite: false, returnsRows: false };
    await assert.rejects(async () => session.execute(disguised, []), { code: "DB_READ_ONLY" });
    await session.rollback();
    assert.deepEqual((await run(database.driver, "select count(*) from author")).rows, [[1]]);
  });

  test("a stream gives every row once, in chunks, while others write", async () => {
    await using database = await withTables();
    const { driver } = database;
    for (let id = 2; id <= 25; id++)
      await run(driver, "insert into author values (?, ?)", id, `n${id}`);

    const sizes: number[] = [];
    const select = statement("select id from author where id > ? order by id");
    for await (const chunk of driver.stream(select, [0], 10)) {
      sizes.push(chunk.length);
      await run(driver, "delete from author where id = ?", 26 - sizes.length);
    }

    assert.deepEqual(sizes, [10, 10, 5]);
    assert.deepEqual((await run(driver, "select count(*) from author")).rows, [[22]]);
  });

  test("a stream that is left early gives its connection back", async () => {
    await using database = await withTables(dialect === "sqlite" ? "maxReaders=1" : "max=1");
    const { driver } = database;
    await run(driver, "insert into author values (2, 'Bob')");
    for (let times = 0; times < 3; times++) {
      for await (const chunk of driver.stream(statement("select id from author"), [], 1)) {
        assert.equal(chunk.length, 1);
        break;
      }
    }
    assert.deepEqual((await run(driver, "select count(*) from author")).rows, [[2]]);
  });

  test("an error in a stream is coded", async () => {
    await using database = await withTables();
    const broken = database.driver.stream(statement("select nope from author"), [], 10);
    await assert.rejects(broken[Symbol.asyncIterator]().next(), { code: "DB_SYNTAX" });
  });

  test("a closed driver refuses everything, and closing twice is harmless", async () => {
    await using database = await withTables();
    await database.driver.close();
    await database.driver.close();
    await assert.rejects(run(database.driver, "select 1"), { code: "DB_CLOSED" });
    await assert.rejects(database.driver.begin(), { code: "DB_CLOSED" });
    await assert.rejects(database.driver.script("select 1"), { code: "DB_CLOSED" });
  });

  test("closing waits for the transaction that is open", async () => {
    await using database = await withTables();
    const session = await database.driver.begin();
    await session.execute(statement("insert into author values (2, 'Bob')"), []);
    const closed = database.driver.close();
    await session.commit();
    await closed;
    const again = await database.reopen();
    assert.deepEqual((await run(again, "select count(*) from author")).rows, [[2]]);
  });

  test("writes that wait for a transaction are done in order of arrival", async () => {
    await using database = await withTables(dialect === "sqlite" ? undefined : "max=1");
    const { driver } = database;
    const session = await driver.begin();
    await session.execute(statement("update author set name = 'held'"), []);
    const appended = ["a", "b", "c"].map((letter) =>
      run(driver, "update author set name = name || ?", letter),
    );
    await session.commit();
    await Promise.all(appended);
    assert.deepEqual((await run(driver, "select name from author")).rows, [["heldabc"]]);
  });

  test("an abort ends the wait for a connection", async () => {
    await using database = await withTables(dialect === "sqlite" ? undefined : "max=1");
    const { driver } = database;
    const session = await driver.begin();
    const abort = new AbortController();
    const waiting = driver.begin({ signal: abort.signal });
    abort.abort();
    await assert.rejects(waiting, { code: "CORE_ABORTED" });
    await session.rollback();
    await (await driver.begin()).rollback();
  });
});

async function constraintError(work: Promise<unknown>): Promise<ConstraintError> {
  const error = await work.then(
    () => assert.fail("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConstraintError, String(error));
  return error;
}
