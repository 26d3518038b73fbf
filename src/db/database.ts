import { begun, type Duration, milliseconds, withSlots } from "../core/index.ts";
import { type Change, currentEvents, Events } from "../events/index.ts";
import { currentDatabase, type DatabaseHandle } from "./connections/current-database.ts";
import { CountCache } from "./queries/count-cache.ts";
import type { SqlDialect } from "./sql/dialects/dialect.ts";
import { postgresDialect } from "./sql/dialects/postgres.ts";
import { sqliteDialect } from "./sql/dialects/sqlite.ts";
import type { Driver } from "./connections/driver.ts";
import { PlanCache } from "./queries/plan-cache.ts";
import type { AnyModel } from "./models/model-class.ts";
import { openDriver } from "./connections/open-driver.ts";
import { resolveTables } from "./tables/resolve-tables.ts";
import type { Tables } from "./tables/table.ts";
import { transactionOn, type TransactionOptions } from "./connections/transaction.ts";

export interface DatabaseOptions {
  readonly models: readonly AnyModel[];
  /** The hub that hears of writes. Default: one of its own. */
  readonly events?: Events;
  /** Queries that take so long are logged as warnings: `"slow query"`. Default: none. */
  readonly slow?: Duration | undefined;
}

const DIALECTS: Readonly<Record<Driver["dialect"], SqlDialect>> = {
  sqlite: sqliteDialect,
  postgres: postgresDialect,
};

/** A database with its models: what queries run on in the context that it is set in. */
export class Database implements DatabaseHandle {
  readonly driver: Driver;
  readonly dialect: SqlDialect;
  readonly tables: Tables;
  readonly events: Events;
  readonly slowMs: number | undefined;
  /** The statements built so far, by shape of query. */
  readonly plans = new PlanCache();
  /** Counts that still hold. */
  readonly counts = new CountCache();

  /** @throws `DB_MODELS_INVALID` */
  constructor(driver: Driver, { models, events = new Events(), slow }: DatabaseOptions) {
    this.driver = driver;
    this.dialect = DIALECTS[driver.dialect];
    this.tables = resolveTables(models);
    this.events = events;
    driver.watch?.(this.counts);
    this.slowMs = slow === undefined ? undefined : milliseconds(slow);
  }

  /** Runs `fn`, and all that it starts, on this database. A query that `fn` gives is asked here too. */
  run<T>(fn: () => PromiseLike<T>): Promise<T>;
  run<T>(fn: () => T): T;
  run(fn: () => unknown): unknown {
    return withSlots([currentDatabase.as(this), currentEvents.as(this.events)], () => begun(fn()));
  }

  /** Sets this database for the rest of a script or a shell; a server uses `run`. */
  enter(): void {
    currentDatabase.enter(this);
    currentEvents.enter(this.events);
  }

  transaction<T>(fn: () => T | PromiseLike<T>, options?: TransactionOptions): Promise<T> {
    return this.run(() => transactionOn(this, fn, options));
  }

  /** @internal Called by a transaction that has been committed. */
  onCommit(changes: readonly unknown[]): void | Promise<void> {
    return this.events.publish(changes as readonly Change[]);
  }

  /** Waits for receivers that are at work, then closes the connections. */
  async close(): Promise<void> {
    await this.events.settled();
    await this.driver.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/**
 * Opens a database with its models. Tables are made by migrations, or by `createAll` in development.
 *
 * @param url `sqlite:./data/app.db`, `sqlite::memory:` or `postgres://user:password@host/name`.
 * @throws `DB_MODELS_INVALID` before anything is opened; `DB_BAD_URL`, `DB_UNREACHABLE`,
 *   `CORE_BAD_DURATION`, …
 * @example
 * await using database = await connect("sqlite::memory:", { models: [Post, Tag] });
 * await database.run(() => Post.count());
 */
export async function connect(url: string, options: DatabaseOptions): Promise<Database> {
  resolveTables(options.models);
  const driver = await openDriver(url);
  try {
    return new Database(driver, options);
  } catch (error) {
    await driver.close();
    throw error;
  }
}
