import type { Driver, Result, Session, Statement } from "../db/index.ts";
import { Turns } from "./turns.ts";

const SAVEPOINT = "savepoint quintet_test";
const RELEASE = "release savepoint quintet_test";
const ROLL_BACK = `rollback to ${SAVEPOINT}; ${RELEASE}`;

/**
 * A driver on one transaction that never commits. What runs on it sees a database of its own: a
 * transaction is a savepoint, and a statement that fails outside of one harms nothing after it.
 */
export class RollbackDriver implements Driver {
  readonly dialect: Driver["dialect"];
  readonly address: string;
  readonly #session: Session;
  readonly #turns = new Turns();

  private constructor(driver: Driver, session: Session) {
    this.dialect = driver.dialect;
    this.address = driver.address;
    this.#session = session;
  }

  static async begin(driver: Driver): Promise<RollbackDriver> {
    return new RollbackDriver(driver, await driver.begin());
  }

  /** Undoes everything. */
  end(): Promise<void> {
    return this.#session.rollback();
  }

  execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Result | Promise<Result> {
    const run = (): Result | Promise<Result> => this.#session.execute(statement, params, signal);
    // To wait for the transaction would be to wait for oneself, if it is read from inside of it.
    if (!statement.isWrite && this.#turns.isInTransaction) return run();
    // SQLite undoes a failed statement by itself, and its driver answers at once.
    if (this.dialect === "sqlite" && this.#turns.isFree) return run();
    return this.#guarded(statement.sql, run);
  }

  stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncIterable<unknown[][]> {
    return this.#session.stream(statement, params, chunkRows);
  }

  async begin(): Promise<Session> {
    const release = await this.#turns.take("transaction", "a transaction");
    try {
      await this.#session.script(SAVEPOINT);
    } catch (error) {
      release();
      throw error;
    }
    return new SavepointSession(this.#session, release);
  }

  async script(sql: string): Promise<void> {
    await this.#guarded(sql, () => this.#session.script(sql));
  }

  /** The test owns the connection. */
  async close(): Promise<void> {}

  /** PostgreSQL refuses everything after an error, up to the savepoint before it. */
  async #guarded<T>(sql: string, run: () => T | Promise<T>): Promise<T> {
    const release = await this.#turns.take("statement", sql);
    try {
      await this.#session.script(SAVEPOINT);
      const value = await run();
      await this.#session.script(RELEASE);
      return value;
    } catch (error) {
      await this.#session.script(ROLL_BACK);
      throw error;
    } finally {
      release();
    }
  }
}

class SavepointSession implements Session {
  readonly #session: Session;
  readonly #release: () => void;
  #isOver = false;

  constructor(session: Session, release: () => void) {
    this.#session = session;
    this.#release = release;
  }

  execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Result | Promise<Result> {
    return this.#session.execute(statement, params, signal);
  }

  stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncIterable<unknown[][]> {
    return this.#session.stream(statement, params, chunkRows);
  }

  script(sql: string): Promise<void> {
    return this.#session.script(sql);
  }

  async commit(): Promise<void> {
    await this.#session.script(RELEASE);
    this.#finish();
  }

  async rollback(): Promise<void> {
    if (this.#isOver) return;
    try {
      await this.#session.script(ROLL_BACK);
    } catch {
      // The connection is gone, and everything with it.
    } finally {
      this.#finish();
    }
  }

  #finish(): void {
    this.#isOver = true;
    this.#release();
  }
}
