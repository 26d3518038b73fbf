import { after, describe } from "node:test";
import type { Dialect, Driver, Statement } from "../../src/db/connections/driver.ts";
import { openDriver } from "../../src/db/connections/open-driver.ts";
import { temporaryDatabase } from "quintet/testing";
import { postgres } from "../services.ts";

/** A database of its own for one test, gone when disposed or when the suite ends. */
export interface TestDatabase extends AsyncDisposable {
  readonly dialect: Dialect;
  readonly url: string;
  readonly driver: Driver;
  /** Opens a second driver on the same database. `parameters` is added to the URL, as in `max=2`. */
  reopen(parameters?: string): Promise<Driver>;
}

export type MakeDatabase = (parameters?: string) => Promise<TestDatabase>;

/**
 * Declares a suite once for each dialect: a new file for SQLite, a new schema for PostgreSQL.
 *
 * `QUINTET_SKIP_POSTGRES=reason` skips PostgreSQL visibly; `QUINTET_TEST_POSTGRES` says where it is.
 */
export function eachDialect(suite: (make: MakeDatabase, dialect: Dialect) => void): void {
  describe("on SQLite", () => suite(maker("sqlite:./test.db"), "sqlite"));
  describe("on PostgreSQL", { skip: postgres.missing }, () =>
    suite(maker(postgres.url), "postgres"),
  );
}

/** A statement written with `?` for both dialects, its kind told by its words. */
export function statementFor(dialect: Dialect, text: string): Statement {
  let place = 0;
  const sql = dialect === "sqlite" ? text : text.replaceAll("?", () => `$${++place}`);
  const isWrite = /^(insert|update|delete)/i.test(text);
  return { sql, isWrite, returnsRows: !isWrite || /\breturning\b/i.test(text) };
}

function maker(kind: string): MakeDatabase {
  const made = new Set<TestDatabase>();
  after(async () => {
    for (const database of made) await database[Symbol.asyncDispose]();
  });
  return async (parameters) => {
    const place = await temporaryDatabase(kind);
    const drivers: Driver[] = [];
    const reopen = async (more?: string): Promise<Driver> => {
      const driver = await openDriver(withParameters(place.url, more));
      drivers.push(driver);
      return driver;
    };
    const driver = await reopen(parameters);
    const database: TestDatabase = {
      dialect: driver.dialect,
      url: place.url,
      driver,
      reopen,
      async [Symbol.asyncDispose]() {
        if (!made.delete(database)) return;
        for (const open of drivers) await open.close();
        await place.remove();
      },
    };
    made.add(database);
    return database;
  };
}

function withParameters(url: string, parameters: string | undefined): string {
  if (parameters === undefined) return url;
  return `${url}${url.includes("?") ? "&" : "?"}${parameters}`;
}
