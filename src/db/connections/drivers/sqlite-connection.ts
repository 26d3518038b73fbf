import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Result, Statement } from "../driver.ts";
import { Recent } from "./recent.ts";
import { isOutOfRange } from "./sqlite-errors.ts";

const PREPARED_KEPT = 500;

/** One connection to a SQLite file, with its prepared statements. Throws what node:sqlite throws. */
export class SqliteConnection {
  readonly #open: () => DatabaseSync;
  #db: DatabaseSync;
  #opened = 1;
  #prepared = new Recent<string, StatementSync>(PREPARED_KEPT);

  constructor(open: () => DatabaseSync) {
    this.#open = open;
    this.#db = open();
  }

  /** How often it was opened. */
  get opened(): number {
    return this.#opened;
  }

  get isInTransaction(): boolean {
    return this.#db.isTransaction;
  }

  run(statement: Statement, params: readonly unknown[]): Result {
    const prepared = this.#prepare(statement.sql, statement.returnsRows);
    if (!statement.returnsRows) {
      const { changes } = prepared.run(...(params as SQLInputValue[]));
      return { rows: [], affected: Number(changes) };
    }
    const rows = this.#read(prepared, statement, params);
    if (statement.wantsColumns !== true) return { rows, affected: rows.length };
    const columns = prepared.columns().map(({ name }) => name);
    return { rows, affected: rows.length, columns };
  }

  *iterate(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): Generator<unknown[][]> {
    // Not from the cache: who iterates holds the statement while others run theirs.
    const prepared = this.#db.prepare(statement.sql);
    prepared.setReturnArrays(true);
    let chunk: unknown[][] = [];
    for (const row of prepared.iterate(...(params as SQLInputValue[]))) {
      if (chunk.push(row as unknown as unknown[]) < chunkRows) continue;
      yield chunk;
      chunk = [];
    }
    if (chunk.length > 0) yield chunk;
  }

  /** Several statements, or one that is not worth preparing. */
  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** One statement without parameters or rows, kept prepared. */
  command(sql: string): void {
    this.#prepare(sql, false).run();
  }

  /** Ends the transaction, if need be with the connection. */
  rollback(): void {
    if (!this.#db.isTransaction) return;
    try {
      this.command("rollback");
    } catch {
      this.close();
      this.#prepared = new Recent(PREPARED_KEPT);
      this.#db = this.#open();
      this.#opened++;
    }
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #prepare(sql: string, returnsRows = true): StatementSync {
    const known = this.#prepared.find(sql);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(sql);
    prepared.setReturnArrays(true);
    // Else the number of the last row, which nobody asked for, throws beyond 2^53: after the write.
    if (!returnsRows) prepared.setReadBigInts(true);
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  #read(prepared: StatementSync, statement: Statement, params: readonly unknown[]): unknown[][] {
    try {
      return prepared.all(...(params as SQLInputValue[])) as unknown as unknown[][];
    } catch (error) {
      // A write must not run twice: it has to ask for big integers as text.
      if (!isOutOfRange(error) || statement.isWrite) throw error;
      return readBigInts(prepared, params);
    }
  }
}

function readBigInts(prepared: StatementSync, params: readonly unknown[]): unknown[][] {
  prepared.setReadBigInts(true);
  try {
    const rows = prepared.all(...(params as SQLInputValue[])) as unknown as unknown[][];
    return rows.map((row) => row.map(narrow));
  } finally {
    prepared.setReadBigInts(false);
  }
}

function narrow(value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
