import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { promisify } from "node:util";
import { after, describe, test } from "node:test";
import { execute } from "../../src/db/connections/execute.ts";
import { openDriver, type Driver, type Result } from "quintet/db";
import { transactionOn } from "../../src/db/connections/transaction.ts";
import { statementFor } from "./dialects.ts";

const url = process.env["QUINTET_TEST_POSTGRES"] ?? "postgres://postgres@127.0.0.1:5432/postgres";
const skip = process.env["QUINTET_SKIP_POSTGRES"] || false;
const statement = (sql: string) => statementFor("postgres", sql);
const opened: Driver[] = [];

describe("PostgreSQL", { skip }, () => {
  after(() => Promise.all(opened.map((driver) => driver.close())));

  test("values of its types come as what JavaScript has for them", async () => {
    const driver = await open();
    const row = async (sql: string): Promise<unknown[]> => (await run(driver, sql)).rows[0]!;
    assert.deepEqual(
      await row("select 1::int2, 2::int4, 3::int8, 9007199254740993::int8, 0.5::float8"),
      [1, 2, 3, 9007199254740993n, 0.5],
    );
    assert.deepEqual(await row("select true, false, null::bool, '12.50'::numeric(5, 2)"), [
      true,
      false,
      null,
      "12.50",
    ]);
    assert.deepEqual(await row("select '2026-11-20'::date, '09:16:30'::time, 'a'::text"), [
      "2026-11-20",
      "09:16:30",
      "a",
    ]);
    assert.deepEqual(await row(`select '{"a": [1, null]}'::jsonb, '[1]'::json, '{1,2}'::int[]`), [
      { a: [1, null] },
      [1],
      [1, 2],
    ]);
    assert.deepEqual(await row("select 'NaN'::float8, '-Infinity'::float8, '\\x00ff'::bytea"), [
      Number.NaN,
      -Infinity,
      Buffer.from([0, 255]),
    ]);
  });

  test("points in time are dates, whatever their year, fraction or zone", async () => {
    const driver = await open();
    const times = [
      "2026-11-20 09:16:30.123+00",
      "2026-11-20 09:16:30+00",
      "2026-11-20 09:16:30.1+02",
      "2026-11-20 09:16:30.123999+05:30",
      "1969-12-31 23:59:59.999+00",
      "0050-03-01 00:00:00+00",
      "12026-03-01 00:00:00.5+00",
    ];
    for (const time of times) {
      const { rows } = await run(
        driver,
        "select ?::timestamptz, extract(epoch from ?::timestamptz) * 1000",
        time,
        time,
      );
      const [date, epochMs] = rows[0] as [Date, string];
      assert.equal(date.getTime(), Math.floor(Number(epochMs)), time);
    }
    const rare = await run(driver, "select 'infinity'::timestamptz, '2026-11-20 09:16'::timestamp");
    assert.deepEqual(rare.rows, [["infinity", new Date("2026-11-20T09:16:00Z")]]);
    await using session = held(await driver.begin());
    await session.script("set local timezone = 'Asia/Kolkata'");
    const { rows } = await session.execute(
      statement("select '2026-11-20 00:00+00'::timestamptz"),
      [],
    );
    assert.deepEqual(rows, [[new Date("2026-11-20T00:00:00Z")]]);
  });

  test("a statement is prepared from its second use on, under a name of its SQL", async () => {
    const driver = await open("max=1");
    const select = statement("select ?::int + 41");
    const names = statement("select count(*) from pg_prepared_statements where name like 'q%'");
    await driver.execute(select, [1]);
    assert.deepEqual((await driver.execute(names, [])).rows, [[0]]);
    await driver.execute(select, [1]);
    assert.deepEqual((await driver.execute(select, [2])).rows, [[43]]);
    const prepared = await run(
      driver,
      "select name from pg_prepared_statements where statement = ?",
      select.sql,
    );
    assert.match(prepared.rows[0]?.[0] as string, /^q0_[\w-]{20}$/);
  });

  test("with prepare=false nothing is prepared", async () => {
    const driver = await open("max=1&prepare=false");
    for (let times = 0; times < 3; times++) await run(driver, "select ?::int", 1);
    assert.deepEqual((await run(driver, "select count(*) from pg_prepared_statements")).rows, [
      [0],
    ]);
  });

  test("a read that meets dead connections is sent again, and a write is not", async () => {
    const driver = await open("max=1");
    const kill = async (): Promise<void> => {
      const [[pid]] = (await run(driver, "select pg_backend_pid()")).rows as [[number]];
      await run(await open(), "select pg_terminate_backend(?)", pid);
    };
    const select = statement("select 42");
    const session = await driver.begin();
    const [[pid]] = (await session.execute(statement("select pg_backend_pid()"), [])).rows as [
      [number],
    ];
    await run(await open(), "select pg_terminate_backend(?)", pid);
    await assert.rejects(async () => session.execute(select, []), { code: "DB_CONNECTION_LOST" });
    await assert.rejects(async () => session.execute(select, []), { code: "DB_CONNECTION_LOST" });
    await session.rollback();
    await kill();
    assert.deepEqual((await driver.execute(select, [])).rows, [[42]]);
  });

  test("a connection that dies under a write is a lost connection, and the next write works", async () => {
    const driver = await open("max=1");
    const [[pid]] = (await run(driver, "select pg_backend_pid()")).rows as [[number]];
    const slow = { sql: "select pg_sleep(5)", isWrite: true, returnsRows: true };
    const writing = Promise.resolve(driver.execute(slow, []));
    const killer = await open();
    setTimeout(() => void run(killer, "select pg_terminate_backend(?)", pid), 50);
    await assert.rejects(writing, { code: "DB_CONNECTION_LOST" });
    assert.equal((await run(driver, "select 1")).rows.length, 1);
  });

  test("an abort cancels the statement at the server, and the connection's successor works", async () => {
    const driver = await open("max=1&application_name=quintet_abort_test");
    const abort = new AbortController();
    const startMs = performance.now();
    const sleeping = Promise.resolve(
      driver.execute(statement("select pg_sleep(10)"), [], abort.signal),
    );
    setTimeout(() => abort.abort(), 50);
    await assert.rejects(sleeping, { code: "CORE_ABORTED" });
    assert.ok(performance.now() - startMs < 3000);
    const running = await run(
      await open(),
      "select count(*) from pg_stat_activity where application_name = ? and state = 'active'",
      "quintet_abort_test",
    );
    assert.deepEqual(running.rows, [[0]]);
    assert.deepEqual((await run(driver, "select 1")).rows, [[1]]);
  });

  test("a deadline stops the statement of a transaction at the server and rolls back", async () => {
    const driver = await open("max=1&application_name=quintet_deadline_test");
    const database = { driver };
    const startMs = performance.now();
    const work = transactionOn(
      database,
      () => execute(database, statement("select pg_sleep(10)"), []),
      { deadline: "60ms" },
    );
    await assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED" });
    assert.ok(performance.now() - startMs < 3000);
    const left = await run(
      await open(),
      "select count(*) from pg_stat_activity where application_name = ? and state <> 'idle'",
      "quintet_deadline_test",
    );
    assert.deepEqual(left.rows, [[0]]);
    assert.deepEqual((await run(driver, "select 1")).rows, [[1]]);
  });

  test("a table that changes under a transaction's prepared statement: it runs again when it may", async () => {
    const driver = await open("max=1");
    const database = { driver };
    const table = "quintet_stale_test";
    await driver.script(`drop table if exists ${table}; create table ${table} (a int);
      insert into ${table} values (1)`);
    const select = statement(`select * from ${table}`);
    for (let times = 0; times < 3; times++) await driver.execute(select, []);
    await driver.script(`alter table ${table} add column b int default 2`);

    const reading = transactionOn(database, () => execute(database, select, []), { retries: 1 });

    assert.deepEqual((await reading).rows, [[1, 2]]);
    for (let times = 0; times < 3; times++) await driver.execute(select, []);
    await driver.script(`alter table ${table} add column c int`);
    const refused = transactionOn(database, () => execute(database, select, []));
    await assert.rejects(refused, { code: "DB_PLAN_STALE" });
    assert.deepEqual((await driver.execute(select, [])).rows, [[1, 2, null]]);
    await driver.script(`drop table ${table}`);
  });

  test("a column whose type changes is read by its type, on each connection", async () => {
    const driver = await open("max=2");
    const table = "quintet_shape_test";
    await driver.script(`drop table if exists ${table}; create table ${table} (a int);
      insert into ${table} values (1)`);
    const select = statement(`select a from ${table}`);
    for (let times = 0; times < 3; times++)
      assert.deepEqual((await driver.execute(select, [])).rows, [[1]]);
    await driver.script(`alter table ${table} alter a type boolean using a = 1`);
    // The second one runs while the first holds the connection that had prepared the statement.
    for (let times = 0; times < 3; times++) {
      const both = await Promise.all([driver.execute(select, []), driver.execute(select, [])]);
      assert.deepEqual(
        both.map(({ rows }) => rows),
        [[[true]], [[true]]],
      );
    }
    await driver.script(`drop table ${table}`);
  });

  test("streams of other columns one after another on one connection are read by their own", async () => {
    const driver = await open("max=1");
    const all = async (sql: string): Promise<unknown[]> => {
      const rows: unknown[] = [];
      for await (const chunk of driver.stream(statement(sql), [], 2)) rows.push(...chunk);
      return rows;
    };
    const numbers = "select n, n % 2 = 0 from generate_series(1, 3) n";
    const dates = "select date '2026-11-20' + n, n, 'text' from generate_series(0, 2) n";
    for (let times = 0; times < 3; times++) {
      const [first] = await all(numbers);
      assert.deepEqual(first, [1, false]);
      assert.deepEqual((await all(dates))[2], ["2026-11-22", 2, "text"]);
    }
  });

  test("copying is refused, and leaves the connection as it was", async () => {
    const driver = await open("max=1");
    await driver.script("create temporary table copied (a int)");
    await assert.rejects(run(driver, "copy copied from stdin"), { code: "DB_SYNTAX" });
    assert.deepEqual((await run(driver, "select count(*) from copied")).rows, [[0]]);
  });

  test("a statement that takes too long is told with its SQL", async () => {
    const driver = await open("statementTimeout=50ms");
    await assert.rejects(run(driver, "select pg_sleep(5)"), {
      code: "DB_TIMEOUT",
      message: /pg_sleep/,
    });
    assert.deepEqual((await run(driver, "select 1")).rows, [[1]]);
  });

  test("a schema that is not there, and what fits nowhere, are told as what they are", async () => {
    const driver = await open("schema=quintet_never_created");
    const refused = { code: "DB_SYNTAX", message: /create the schema that the database URL names/ };
    await assert.rejects(driver.script("create table a (b int)"), refused);
    const columns = Array.from({ length: 1601 }, (_, index) => `c${index} int`).join();
    await assert.rejects(driver.script(`create temporary table wide (${columns})`), {
      code: "DB_SYNTAX",
    });
    const many = statement("select 1");
    const tooMany = Array.from({ length: 65_536 }, () => 1);
    await assert.rejects(async () => driver.execute(many, tooMany), { code: "DB_BAD_VALUE" });
    assert.deepEqual((await run(driver, "select 1")).rows, [[1]]);
  });

  test("what PostgreSQL 18 says of a restricted delete is told as on servers before it", async () => {
    const driver = await open();
    const raised = "do $$ begin raise sqlstate '23001' using table = 'post'; end $$";
    await assert.rejects(run(driver, raised), {
      code: "DB_STILL_REFERENCED",
      message: 'Rows of "post" still point at this row.',
    });
  });

  test("queries of one session that overlap run one after another", async () => {
    const driver = await open();
    await using session = held(await driver.begin());
    const all = await Promise.all(
      [1, 2, 3].map(async (n) =>
        session.execute(statement("select ?::int from pg_sleep(0.01)"), [n]),
      ),
    );
    assert.deepEqual(
      all.map(({ rows }) => rows),
      [[[1]], [[2]], [[3]]],
    );
  });

  test("two transactions that wait for each other: one is told of the deadlock", async () => {
    const driver = await open();
    const table = "quintet_deadlock_test";
    await driver.script(`drop table if exists ${table}; create table ${table} (id int, n int);
      insert into ${table} values (1, 0), (2, 0)`);
    const lock = (id: number) => statement(`update ${table} set n = n + 1 where id = ${id}`);
    const a = await driver.begin();
    const b = await driver.begin();
    await a.execute(lock(1), []);
    await b.execute(lock(2), []);
    const outcomes = await Promise.allSettled([a.execute(lock(2), []), b.execute(lock(1), [])]);
    await Promise.all([a.rollback(), b.rollback()]);
    await driver.script(`drop table ${table}`);
    const failed = outcomes.filter((outcome) => outcome.status === "rejected");
    assert.deepEqual(
      failed.map(({ reason }) => (reason as { code: string }).code),
      ["DB_DEADLOCK"],
    );
  });

  test("a pool whose connections all stay in use is told after the limit", async () => {
    const { openPostgres } = await import("../../src/db/connections/drivers/postgres.ts");
    const { parseDatabaseUrl } = await import("../../src/db/connections/database-url.ts");
    const options = parseDatabaseUrl(url);
    assert.ok(options.dialect === "postgres");
    const driver = await openPostgres({ ...options, max: 1, acquireTimeout: "50ms" });
    opened.push(driver);
    await using _ = held(await driver.begin());
    await assert.rejects(run(driver, "select 1"), {
      code: "DB_POOL_EXHAUSTED",
      message: /All 1 conn/,
    });
  });

  test("a login that is refused is told without the password", async () => {
    const other = new URL(url);
    other.pathname = "/quintet_no_such_database";
    other.password = "s3cret";
    await assert.rejects(openDriver(other.href), (error: Error & { code: string }) => {
      assert.equal(error.code, "DB_LOGIN_REFUSED");
      assert.match(error.message, /quintet_no_such_database/);
      assert.doesNotMatch(error.message, /s3cret/);
      return true;
    });
  });
});

describe("a PostgreSQL server that is not there", () => {
  test("is told with host and port, and without the password", async () => {
    const opening = openDriver("postgres://ada:s3cret@127.0.0.1:1/app");
    await assert.rejects(opening, (error: Error & { code: string }) => {
      assert.equal(error.code, "DB_UNREACHABLE");
      assert.match(error.message, /127\.0\.0\.1:1\/app.*ECONNREFUSED/);
      assert.doesNotMatch(error.message, /s3cret/);
      return true;
    });
  });

  test("is told when its name is unknown", async () => {
    const opening = openDriver("postgres://no-such-host.invalid/app");
    await assert.rejects(opening, {
      code: "DB_UNREACHABLE",
      message: /no-such-host\.invalid:5432/,
    });
  });

  test("is told after the limit when it accepts and never answers", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { port } = mute.address() as AddressInfo;
    const opening = openDriver(`postgres://127.0.0.1:${port}/app?connectTimeout=100ms`);
    await assert.rejects(opening, { code: "DB_UNREACHABLE" });
    for (const socket of sockets) socket.destroy();
    mute.close();
  });

  test("needs the package pg, and says how to install it", async () => {
    const program = `
      import { registerHooks } from "node:module";
      registerHooks({ resolve(name, context, next) {
        if (name === "pg") throw Object.assign(new Error("not found"), { code: "ERR_MODULE_NOT_FOUND" });
        return next(name, context);
      } });
      const { openDriver } = await import(${JSON.stringify(new URL("../../src/db/connections/open-driver.ts", import.meta.url).href)});
      await openDriver("postgres://u:s3cret@h/app").catch((error) => console.log(error.code, error.message, error.hint));`;
    const args = ["--conditions=quintet-source", "--input-type=module", "-e", program];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.match(stdout, /^DB_DRIVER_MISSING .*npm install pg/);
    assert.doesNotMatch(stdout, /s3cret/);
  });
});

async function open(parameters?: string): Promise<Driver> {
  const driver = await openDriver(parameters === undefined ? url : `${url}?${parameters}`);
  opened.push(driver);
  return driver;
}

async function run(driver: Driver, sql: string, ...params: unknown[]): Promise<Result> {
  return driver.execute(statement(sql), params);
}

function held<T extends { rollback(): Promise<void> }>(session: T): T & AsyncDisposable {
  return Object.assign(session, { [Symbol.asyncDispose]: () => session.rollback() });
}
