import { app, type Module } from "../app/index.ts";
import { type AnyModel, Database, type Driver, openDriver, type Table } from "../db/index.ts";
import { createAll } from "../db/migrations/index.ts";
import { Events, type Receiver } from "../events/index.ts";
import { RollbackDriver } from "./rollback-driver.ts";
import { temporaryDatabase } from "./temporary-database.ts";
import { withDatabase } from "./with-database.ts";

export interface TestDatabaseOptions {
  readonly models?: readonly AnyModel[];
  readonly receivers?: readonly Receiver[];
  /** Their models and receivers are added. Their components are not started, and a `database()` among them is not opened. */
  readonly modules?: readonly Module[];
  /**
   * Which kind of database: `"sqlite::memory:"` (the default), `"sqlite:…"` for a temporary file, or
   * `"postgres://…"` for a temporary schema there. What the URL itself names is never touched.
   */
  readonly url?: string;
}

/** An empty database with the tables of some models, for tests. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly driver: Driver;
  /** Runs `fn` on the database, then undoes all that it wrote. Transactions in it are savepoints. */
  rolledBack<T>(fn: (database: Database) => T | PromiseLike<T>): Promise<T>;
  /** Runs `fn` on the database with real commits, then deletes all rows. */
  committed<T>(fn: (database: Database) => T | PromiseLike<T>): Promise<T>;
  /** Closes and deletes the database. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Makes a database for tests, with the tables of the models.
 *
 * Works with any test runner; with `node:test` use `databaseTest`.
 *
 * @throws `DB_MODELS_INVALID`, `DB_BAD_URL`, `DB_UNREACHABLE`, …
 * @example
 * await using blog = await testDatabase({ models: [User, Post] });
 * await blog.rolledBack(async () => { await Post.create({ … }); });
 */
export async function testDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { models, receivers } = partsOf(options);
  const place = await temporaryDatabase(options.url);
  let driver: Driver;
  let tables: readonly Table[];
  try {
    driver = await openDriver(place.url);
    tables = new Database(driver, { models }).tables.all;
    await createAll(driver, tables);
  } catch (error) {
    await place.remove();
    throw error;
  }
  const run = async <T>(on: Driver, fn: (database: Database) => T | PromiseLike<T>): Promise<T> => {
    // A hub of its own for each test: what a test subscribes, the next one must not hear.
    const events = new Events();
    events.subscribe(...receivers);
    const database = new Database(on, { models, events });
    try {
      return await database.run(async () => fn(database));
    } finally {
      await events.settled();
    }
  };
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= driver.close().then(() => place.remove()));
  return {
    url: place.url,
    driver,
    async rolledBack(fn) {
      const rollback = await RollbackDriver.begin(driver);
      try {
        return await run(rollback, fn);
      } finally {
        await rollback.end();
      }
    },
    async committed(fn) {
      try {
        return await run(driver, fn);
      } finally {
        await deleteAllRows(driver, tables);
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function partsOf({ models = [], receivers = [], modules = [] }: TestDatabaseOptions): {
  readonly models: readonly AnyModel[];
  readonly receivers: readonly Receiver[];
} {
  const together = app({ modules: withDatabase(modules) });
  return {
    models: [...new Set([...models, ...together.contributions("models")])],
    receivers: [...receivers, ...together.contributions("receivers")],
  };
}

async function deleteAllRows(driver: Driver, tables: readonly Table[]): Promise<void> {
  const names = tables.map(({ quoted }) => quoted);
  if (names.length === 0) return;
  if (driver.dialect === "postgres")
    return driver.script(`truncate ${names.join(", ")} restart identity cascade`);
  const session = await driver.begin({ withoutForeignKeys: true });
  try {
    await session.script(names.map((name) => `delete from ${name};`).join("\n"));
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}
