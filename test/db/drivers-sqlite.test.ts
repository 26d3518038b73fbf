import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, test } from "node:test";
import { openDriver } from "quintet/db";
import { statementFor } from "./dialects.ts";

const folder = mkdtempSync(join(tmpdir(), "quintet-sqlite-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const statement = (sql: string) => statementFor("sqlite", sql);
let files = 0;
const newFile = (): string => join(folder, `${++files}.db`);

describe("opening a SQLite file", () => {
  test("makes it and its folder, with a write-ahead log and foreign keys", async () => {
    const file = join(folder, "new", "deep", "app.db");
    await using driver = disposable(await openDriver(`sqlite:${file}`));
    assert.ok(existsSync(file));
    const [mode, keys] = await Promise.all([
      driver.execute(statement("select journal_mode from pragma_journal_mode"), []),
      driver.execute(statement("select foreign_keys from pragma_foreign_keys"), []),
    ]);
    assert.deepEqual([mode.rows, keys.rows], [[["wal"]], [[1]]]);
  });

  test("leaves one file behind when it is closed", async () => {
    const file = newFile();
    const driver = await openDriver(`sqlite:${file}`);
    await driver.script("create table t (n)");
    assert.ok(existsSync(`${file}-wal`));
    await driver.close();
    assert.ok(!existsSync(`${file}-wal`));
  });

  test("refuses a file that is no database, and leaves it as it was", async () => {
    const file = newFile();
    writeFileSync(file, "this is a letter to a friend, not a database at all".repeat(100));
    await assert.rejects(openDriver(`sqlite:${file}`), { code: "DB_NOT_A_DATABASE" });
  });

  test("refuses a folder", async () => {
    await assert.rejects(openDriver(`sqlite:${folder}`), {
      code: "DB_CANNOT_OPEN",
      message: /is a folder/,
    });
  });

  test("refuses a path through a file", async () => {
    const file = newFile();
    writeFileSync(file, "");
    const opening = openDriver(`sqlite:${file}/app.db`);
    await assert.rejects(opening, { code: "DB_CANNOT_OPEN", message: /cannot be made/ });
  });

  test("refuses a file that does not exist when it may only read", async () => {
    const file = newFile();
    const opening = openDriver(`sqlite:${file}?mode=ro`);
    await assert.rejects(opening, { code: "DB_CANNOT_OPEN", message: /does not exist/ });
    assert.ok(!existsSync(file));
  });

  test("with mode=ro reads, and refuses writes before they are tried", async () => {
    const file = newFile();
    const writer = await openDriver(`sqlite:${file}`);
    await writer.script("create table t (n); insert into t values (7)");
    await writer.close();
    await using driver = disposable(await openDriver(`sqlite:${file}?mode=ro`));
    assert.deepEqual((await driver.execute(statement("select n from t"), [])).rows, [[7]]);
    assert.throws(() => driver.execute(statement("delete from t"), []), { code: "DB_READ_ONLY" });
    await assert.rejects(driver.begin(), { code: "DB_READ_ONLY" });
    await assert.rejects(driver.script("drop table t"), { code: "DB_READ_ONLY" });
    const session = await driver.begin({ readOnly: true });
    assert.deepEqual((await session.execute(statement("select n from t"), [])).rows, [[7]]);
    await session.rollback();
  });

  // A test that runs as root may write everything, so another user has to try.
  const skip = process.getuid?.() === 0 ? false : "needs root to become another user";
  test("a file or folder that this user may not write is told", { skip }, async () => {
    const place = join(folder, "guarded");
    mkdirSync(place);
    const file = join(place, "app.db");
    await (await openDriver(`sqlite:${file}`)).close();
    chmodSync(folder, 0o755);
    chmodSync(place, 0o755);
    chmodSync(file, 0o644);
    assert.match(await openAsNobody(file), /DB_CANNOT_OPEN.*read-only/);
    assert.match(await openAsNobody(join(place, "other.db")), /DB_CANNOT_OPEN.*may not be written/);
    chmodSync(file, 0o600);
    assert.match(await openAsNobody(file), /DB_CANNOT_OPEN.*may not read/);
    chownSync(place, 65534, 65534);
    chownSync(file, 65534, 65534);
    assert.match(await openAsNobody(file), /opened/);
  });

  test("a file that another keeps locked is told after the limit, without blocking the process", async () => {
    const file = newFile();
    const other = new DatabaseSync(file);
    other.exec("pragma locking_mode = exclusive; create table t (n)");
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    const opening = openDriver(`sqlite:${file}?busyTimeout=200ms`);
    await assert.rejects(opening, { code: "DB_BUSY", message: /\d\d\d ms/ });
    clearInterval(timer);
    other.close();
    assert.ok(ticks > 10, `the event loop ran ${ticks} times`);
    await (await openDriver(`sqlite:${file}`)).close();
  });
});

describe("writing to a SQLite file", () => {
  test("reads outside of a transaction give no promise", async () => {
    await using driver = disposable(await openDriver("sqlite::memory:"));
    await driver.script("create table t (n)");
    assert.deepEqual(driver.execute(statement("insert into t values (?)"), [1]), {
      rows: [],
      affected: 1,
    });
    assert.deepEqual(driver.execute(statement("select n from t"), []), {
      rows: [[1]],
      affected: 1,
    });
  });

  test("a write waits for another process, while the event loop goes on", async () => {
    const file = newFile();
    await using driver = disposable(await openDriver(`sqlite:${file}`));
    await driver.script("create table t (n)");
    const other = new DatabaseSync(file);
    other.exec("begin immediate; insert into t values (1)");
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    setTimeout(() => other.exec("commit"), 200);

    await driver.execute(statement("insert into t values (2)"), []);

    clearInterval(timer);
    other.close();
    assert.ok(ticks > 10, `the event loop ran ${ticks} times`);
    assert.deepEqual((await driver.execute(statement("select n from t"), [])).rows, [[1], [2]]);
  });

  test("a write gives up after the limit with DB_BUSY, and the next one works", async () => {
    const file = newFile();
    await using driver = disposable(await openDriver(`sqlite:${file}?busyTimeout=100ms`));
    await driver.script("create table t (n)");
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    const insert = statement("insert into t values (1)");
    await assert.rejects(async () => driver.execute(insert, []), { code: "DB_BUSY" });
    await assert.rejects(driver.begin(), { code: "DB_BUSY" });
    other.exec("rollback");
    other.close();
    await driver.execute(insert, []);
    assert.deepEqual((await driver.execute(statement("select n from t"), [])).rows, [[1]]);
  });

  test("a script waits for another process and is not run from its start twice", async () => {
    const file = newFile();
    await using driver = disposable(await openDriver(`sqlite:${file}`));
    const other = new DatabaseSync(file);
    other.exec("begin immediate");
    setTimeout(() => other.exec("commit"), 50);
    await driver.script("create table t (n); insert into t values (1)");
    other.close();
    assert.deepEqual((await driver.execute(statement("select n from t"), [])).rows, [[1]]);
  });

  test("a script that fails half-way leaves no transaction open", async () => {
    await using driver = disposable(await openDriver(`sqlite:${newFile()}`));
    await assert.rejects(driver.script("begin; create table t (n); selec"), { code: "DB_SYNTAX" });
    await driver.script("create table t (n)");
  });

  test("a session without foreign keys does not enforce them, and the next one does", async () => {
    await using driver = disposable(await openDriver(`sqlite:${newFile()}`));
    await driver.script("create table a (id integer primary key); create table b (a references a)");
    const insert = statement("insert into b values (99)");
    const session = await driver.begin({ withoutForeignKeys: true });
    await session.execute(insert, []);
    await session.commit();
    assert.throws(() => driver.execute(insert, []), { code: "DB_FOREIGN_KEY_VIOLATION" });
  });

  test("in memory, whoever reads or writes meanwhile waits for the transaction", async () => {
    await using driver = disposable(await openDriver("sqlite::memory:"));
    await driver.script("create table t (n)");
    const session = await driver.begin();
    await session.execute(statement("insert into t values (1)"), []);
    const reading = driver.execute(statement("select count(*) from t"), []);
    assert.ok(reading instanceof Promise);
    await session.rollback();
    assert.deepEqual((await reading).rows, [[0]]);
  });

  test("quintet_lower folds every script", async () => {
    await using driver = disposable(await openDriver(`sqlite:${newFile()}`));
    const lower = statement("select quintet_lower(?), quintet_lower(null)");
    assert.deepEqual((await driver.execute(lower, ["ÄÖ ÉCOLE Ω"])).rows, [["äö école ω", null]]);
  });

  test("more values than places are refused", async () => {
    await using driver = disposable(await openDriver("sqlite::memory:"));
    assert.throws(() => driver.execute(statement("select ?"), [1, 2]), { code: "DB_BAD_VALUE" });
  });
});

function disposable<T extends { close(): Promise<void> }>(driver: T): T & AsyncDisposable {
  return Object.assign(driver, { [Symbol.asyncDispose]: () => driver.close() });
}

async function openAsNobody(file: string): Promise<string> {
  const url = new URL("../../src/db/connections/open-driver.ts", import.meta.url).href;
  const program = `
    import(${JSON.stringify(url)}).then(async ({ openDriver }) => {
      process.setgid(65534); process.setuid(65534);
      const driver = await openDriver(${JSON.stringify(`sqlite:${file}`)});
      console.log("opened"); await driver.close();
    }).catch((error) => console.log(error.code, error.message));`;
  const args = ["--conditions=quintet-source", "--input-type=module", "-e", program];
  // The driver's file is imported lazily: it must be readable by the other user, so load it before.
  args.unshift(
    "--import",
    new URL("../../src/db/connections/drivers/sqlite.ts", import.meta.url).href,
  );
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  return output;
}
