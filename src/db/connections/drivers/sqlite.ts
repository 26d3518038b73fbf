import { resolve } from "node:path";
import { milliseconds, systemClock, type Duration } from "../../../core/index.ts";
import type {
  BeginOptions,
  CommitWatcher,
  Driver,
  Result,
  Session,
  Statement,
  Write,
} from "../driver.ts";
import { BUSY, CLOSED, READ_ONLY } from "../../errors.ts";
import { chunksOf } from "./chunks-of.ts";
import { FifoGate } from "./fifo-gate.ts";
import { SqliteCommits } from "./sqlite-commits.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";
import { isBusy, sqliteError } from "./sqlite-errors.ts";
import { findOpenError, openReader, openWriter } from "./sqlite-open.ts";
import { SqliteSession } from "./sqlite-session.ts";
import { SqliteTurns } from "./sqlite-turns.ts";

export interface SqliteOptions {
  /** Path of the file, from the working directory, or `":memory:"`. File and folder are made. */
  readonly file: string;
  /** Opens an existing file without being able to write. Default `false`. */
  readonly readOnly?: boolean;
  /** How long a write waits for others, of this process or another, before `DB_BUSY`. Default `"10s"`. */
  readonly busyTimeout?: Duration;
  /** Snapshots (read-only transactions, streams) at a time; more wait. Default 8. */
  readonly maxReaders?: number;
}

/**
 * Opens a SQLite file: one connection writes, others read beside it and see what is committed.
 *
 * Reads never wait for writes. Writes queue in order of arrival; the process is never blocked for
 * longer than a statement takes. Several processes may use one file, on one machine.
 *
 * @throws `DB_CANNOT_OPEN`, `DB_NOT_A_DATABASE`, `DB_BUSY` (the file stayed locked)
 */
export async function openSqlite(options: SqliteOptions): Promise<Driver> {
  const driver = new SqliteDriver(options);
  await driver.open();
  return driver;
}

class SqliteDriver implements Driver {
  readonly dialect = "sqlite";
  readonly address: string;
  readonly #file: string;
  readonly #isMemory: boolean;
  readonly #isReadOnly: boolean;
  readonly #busyMs: number;
  readonly #maxReaders: number;
  readonly #writing = new FifoGate(1);
  readonly #snapshots: FifoGate;
  readonly #turns = new SqliteTurns();
  readonly #idleReaders: SqliteConnection[] = [];
  #writer!: SqliteConnection; // absent when read-only
  #reader!: SqliteConnection;
  readonly #commits = new SqliteCommits(() => (this.#isReadOnly ? this.#reader : this.#writer));
  #isClosed = false;

  constructor(options: SqliteOptions) {
    this.#isMemory = options.file === ":memory:";
    this.#file = this.#isMemory ? options.file : resolve(options.file);
    this.address = `sqlite:${options.file}`;
    this.#isReadOnly = options.readOnly ?? false;
    this.#busyMs = milliseconds(options.busyTimeout ?? "10s");
    this.#maxReaders = options.maxReaders ?? 8;
    this.#snapshots = new FifoGate(this.#maxReaders);
  }

  async open(): Promise<void> {
    const open = (): void => {
      if (!this.#isReadOnly) this.#writer ??= openWriter(this.#file);
      this.#reader = this.#isMemory ? this.#writer : openReader(this.#file);
    };
    try {
      await this.#whenFree(open, "");
    } catch (error) {
      const cause = (error as Error).cause ?? error;
      this.#writer?.close();
      throw findOpenError(cause, this.#file) ?? error;
    }
  }

  execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Result | Promise<Result> {
    if (this.#isClosed) throw CLOSED(this.address);
    if (statement.isWrite && this.#isReadOnly) throw READ_ONLY(statement.sql);
    // In memory there is one connection only.
    return statement.isWrite || this.#isMemory
      ? this.#write(statement, params, signal)
      : this.#read(statement, params, signal);
  }

  async begin(options: BeginOptions = {}): Promise<Session> {
    if (this.#isClosed) throw CLOSED(this.address);
    if (options.readOnly === true && !this.#isMemory) {
      return this.#snapshot(options.signal);
    }
    if (this.#isReadOnly) throw READ_ONLY("begin immediate");
    await this.#enter(this.#writing, options.signal);
    return this.#beginWriting(options);
  }

  version(): number | undefined {
    // In memory all is read by the connection that writes, and so before it is committed.
    if (this.#isMemory || this.#isClosed) return undefined;
    return this.#commits.version();
  }

  watch(watcher: CommitWatcher): void {
    this.#commits.watch(watcher);
  }

  async *stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncGenerator<unknown[][]> {
    // In memory there is one connection only, and whoever reads the chunks may write meanwhile.
    if (this.#isMemory) {
      const { rows } = await this.execute(statement, params);
      return yield* chunksOf(rows, chunkRows);
    }
    const session = await this.begin({ readOnly: true });
    try {
      yield* session.stream(statement, params, chunkRows);
    } finally {
      await session.rollback();
    }
  }

  async script(sql: string): Promise<void> {
    if (this.#isClosed) throw CLOSED(this.address);
    if (this.#isReadOnly) throw READ_ONLY(sql);
    const run = (): void => {
      try {
        this.#writer.exec(sql);
      } finally {
        // One that fails half-way has done the first half.
        this.#commits.tell(undefined);
      }
    };
    const free = (): void => this.#writer.exec("begin immediate; rollback");
    await this.#enter(this.#writing);
    try {
      // A script must not be run again from its start, so the file is waited for before it.
      await this.#whenFree(free, sql);
      this.#writer.exec(`pragma busy_timeout = ${this.#busyMs}`);
      await this.#whenFree(run, sql, undefined, 0);
    } finally {
      this.#writer.rollback();
      this.#writer.exec("pragma busy_timeout = 0");
      this.#writing.release();
    }
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#writing.enter(this.#busyMs);
    for (let readers = 0; readers < this.#maxReaders; readers++) {
      await this.#snapshots.enter(this.#busyMs);
    }
    for (const reader of this.#idleReaders) reader.close();
    this.#reader.close();
    if (!this.#isReadOnly) this.#writer.close();
  }

  async #beginWriting(options: BeginOptions): Promise<Session> {
    const begin = options.readOnly === true ? "begin" : "begin immediate";
    const foreignKeys = options.withoutForeignKeys === true ? "off" : "on";
    const end = (): void => {
      this.#writer.rollback();
      this.#turns.end();
      if (foreignKeys === "off") this.#writer.exec("pragma foreign_keys = on");
      this.#writing.release();
    };
    try {
      await this.#letOthersWrite(options.signal);
      if (foreignKeys === "off") this.#writer.exec("pragma foreign_keys = off");
      await this.#whenFree(() => this.#writer.command(begin), begin, options.signal);
    } catch (error) {
      end();
      throw error;
    }
    return this.#session(this.#writer, options.readOnly === true, end);
  }

  async #letOthersWrite(signal: AbortSignal | undefined): Promise<void> {
    const restMs = this.#isMemory ? 0 : this.#turns.restMs();
    if (restMs === 0) return;
    const before = this.#commits.version();
    await systemClock.sleep(restMs, { signal });
    if (this.#commits.version() !== before) this.#turns.meetOther();
  }

  #read(
    statement: Statement,
    params: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Result | Promise<Result> {
    try {
      return this.#reader.run(statement, params);
    } catch (error) {
      if (!isBusy(error)) throw sqliteError(error, this.address, statement.sql);
      return this.#whenFree(() => this.#reader.run(statement, params), statement.sql, signal);
    }
  }

  #write(
    statement: Statement,
    params: readonly unknown[],
    signal: AbortSignal | undefined,
  ): Result | Promise<Result> {
    try {
      if (this.#writing.isOpen) return this.#runAlone(statement, params);
    } catch (error) {
      if (!isBusy(error)) throw sqliteError(error, this.address, statement.sql);
    }
    return this.#inTurn(() => this.#runAlone(statement, params), statement.sql, signal);
  }

  /** One statement that is not in a transaction. */
  #runAlone(statement: Statement, params: readonly unknown[]): Result {
    try {
      const result = this.#writer.run(statement, params);
      if (statement.isWrite) this.#commits.tell([{ statement, result }]);
      return result;
    } catch (error) {
      // `insert or fail` keeps what it had written before it failed.
      if (statement.isWrite && statement.writes === undefined) this.#commits.tell(undefined);
      throw error;
    }
  }

  async #snapshot(signal: AbortSignal | undefined): Promise<Session> {
    await this.#enter(this.#snapshots, signal);
    let reader: SqliteConnection;
    try {
      reader = this.#idleReaders.pop() ?? openReader(this.#file);
      reader.command("begin");
    } catch (error) {
      this.#snapshots.release();
      throw sqliteError(error, this.address, "begin");
    }
    return this.#session(reader, true, () => {
      reader.rollback();
      this.#idleReaders.push(reader);
      this.#snapshots.release();
    });
  }

  #session(connection: SqliteConnection, isReadOnly: boolean, end: () => void): Session {
    const whenFree = <T>(fn: () => T, sql: string): Promise<T> => this.#whenFree(fn, sql);
    const committed = (writes: readonly Write[] | undefined): void => this.#commits.tell(writes);
    const { address } = this;
    return new SqliteSession({ connection, isReadOnly, address, end, whenFree, committed });
  }

  /** Runs `fn` when the writes that came before it are done. */
  async #inTurn<T>(fn: () => T, sql: string, signal: AbortSignal | undefined): Promise<T> {
    await this.#enter(this.#writing, signal);
    try {
      return await this.#whenFree(fn, sql, signal);
    } finally {
      this.#writing.release();
    }
  }

  async #enter(gate: FifoGate, signal?: AbortSignal): Promise<void> {
    const isIn = await gate.enter(this.#busyMs, signal);
    if (!isIn) throw BUSY(this.address, this.#busyMs);
    if (!this.#isClosed) return;
    gate.release();
    throw CLOSED(this.address);
  }

  /** Tries `fn` until no other process holds the file. */
  async #whenFree<T>(
    fn: () => T,
    sql: string,
    signal?: AbortSignal,
    limitMs = this.#busyMs,
  ): Promise<T> {
    const startMs = performance.now();
    for (;;) {
      try {
        return fn();
      } catch (error) {
        if (!isBusy(error)) throw sqliteError(error, this.address, sql);
        this.#turns.meetOther();
        const waitedMs = performance.now() - startMs;
        if (waitedMs >= limitMs) throw BUSY(this.address, waitedMs).because(error);
      }
      await systemClock.sleep(PAUSE_MS * (0.5 + Math.random()), { signal });
    }
  }
}

// Shorter than the rest that writers take for others; one try costs about 10 µs.
const PAUSE_MS = 2;
