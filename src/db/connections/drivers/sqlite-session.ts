import type { Result, Session, Statement, Write } from "../driver.ts";
import { READ_ONLY, TRANSACTION_CLOSED } from "../../errors.ts";
import { chunksOf } from "./chunks-of.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { isBusy, sqliteError } from "./sqlite-errors.ts";

export interface SqliteSessionParts {
  readonly connection: SqliteConnection;
  readonly isReadOnly: boolean;
  readonly address: string;
  /** Rolls back what is open and gives the connection back. */
  readonly end: () => void;
  /** Tries until no other process holds the file. */
  readonly whenFree: <T>(fn: () => T, sql: string) => Promise<T>;
  /** Told of what was written in the moment when it is committed; undefined: it may be anything. */
  readonly committed: (writes: readonly Write[] | undefined) => void;
}

/** Writes of a transaction that are remembered one by one. */
const WRITES_KEPT = 100;

/** A transaction's hold on a connection to SQLite. */
export class SqliteSession implements Session {
  readonly #parts: SqliteSessionParts;
  /** Undefined where anything may have been written. */
  #writes: Write[] | undefined = [];
  #isOver = false;

  constructor(parts: SqliteSessionParts) {
    this.#parts = parts;
  }

  execute(statement: Statement, params: readonly unknown[]): Result | Promise<Result> {
    const { connection } = this.#parts;
    if (this.#isOver) throw TRANSACTION_CLOSED(statement.sql);
    if (statement.isWrite && this.#parts.isReadOnly) throw READ_ONLY(statement.sql);
    try {
      return this.#run(statement, params);
    } catch (error) {
      // A full disk rolls back by itself: what came next would be on its own, outside of the transaction.
      if (!connection.isInTransaction) this.#finish();
      if (!isBusy(error)) throw sqliteError(error, this.#parts.address, statement.sql);
      return this.#parts.whenFree(() => this.#run(statement, params), statement.sql);
    }
  }

  async *stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncGenerator<unknown[][]> {
    if (this.#parts.isReadOnly) return yield* this.#iterate(statement, params, chunkRows);
    // What a select sees of writes made while it is read is undefined in SQLite: read it all first.
    const { rows } = await this.execute(statement, params);
    yield* chunksOf(rows, chunkRows);
  }

  async script(sql: string): Promise<void> {
    if (this.#isOver) throw TRANSACTION_CLOSED(sql);
    if (this.#parts.isReadOnly) throw READ_ONLY(sql);
    this.#writes = undefined;
    try {
      this.#parts.connection.exec(sql);
    } catch (error) {
      if (!this.#parts.connection.isInTransaction) this.#finish();
      throw sqliteError(error, this.#parts.address, sql);
    }
  }

  async commit(): Promise<void> {
    if (this.#isOver) throw TRANSACTION_CLOSED("commit");
    await this.#parts.whenFree(() => this.#commitNow(), "commit");
    this.#finish();
  }

  async rollback(): Promise<void> {
    this.#finish();
  }

  #run(statement: Statement, params: readonly unknown[]): Result {
    const result = this.#parts.connection.run(statement, params);
    if (!statement.isWrite) return result;
    const isKept = statement.writes !== undefined && (this.#writes?.length ?? 0) < WRITES_KEPT;
    if (isKept) this.#writes?.push({ statement, result });
    else this.#writes = undefined;
    return result;
  }

  #commitNow(): void {
    this.#parts.connection.command("commit");
    this.#parts.committed(this.#writes);
  }

  async *#iterate(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncGenerator<unknown[][]> {
    try {
      yield* this.#parts.connection.iterate(statement, params, chunkRows);
    } catch (error) {
      throw sqliteError(error, this.#parts.address, statement.sql);
    }
  }

  #finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#parts.end();
    // SQL of others may have committed by itself.
    if (this.#writes === undefined) this.#parts.committed(undefined);
  }
}
