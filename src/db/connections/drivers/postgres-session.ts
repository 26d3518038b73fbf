import type { Client } from "pg";
import type { Result, Session, Statement } from "../driver.ts";
import {
  CONNECTION_LOST,
  READ_ONLY,
  TRANSACTION_CLOSED,
  TRANSACTION_FAILED,
} from "../../errors.ts";
import type { PostgresRunner } from "./postgres-runner.ts";

/** A transaction's hold on a connection to PostgreSQL: what overlaps runs one after another. */
export class PostgresSession implements Session {
  readonly #client: Client;
  readonly #runner: PostgresRunner;
  readonly #isReadOnly: boolean;
  readonly #release: (isUsable: boolean) => void;
  #last: Promise<unknown> = Promise.resolve();
  #cursors = 0;
  #isOver = false;
  #isLost = false;

  constructor(
    client: Client,
    runner: PostgresRunner,
    isReadOnly: boolean,
    release: (isUsable: boolean) => void,
  ) {
    this.#client = client;
    this.#runner = runner;
    this.#isReadOnly = isReadOnly;
    this.#release = release;
  }

  execute(statement: Statement, params: readonly unknown[], signal?: AbortSignal): Promise<Result> {
    if (statement.isWrite && this.#isReadOnly) throw READ_ONLY(statement.sql);
    return this.#inTurn(statement.sql, () =>
      this.#runner.run(this.#client, statement, params, signal),
    );
  }

  async *stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncGenerator<unknown[][]> {
    const cursor = `quintet_${++this.#cursors}`;
    const declare = `declare ${cursor} no scroll cursor for ${statement.sql}`;
    await this.execute({ sql: declare, isWrite: false, returnsRows: false }, params);
    const fetch = { sql: `fetch ${chunkRows} from ${cursor}`, isWrite: false, returnsRows: true };
    let isAtEnd = false;
    try {
      while (!isAtEnd) {
        const { rows } = await this.execute(fetch, []);
        isAtEnd = rows.length < chunkRows;
        if (rows.length > 0) yield rows;
      }
    } finally {
      if (!this.#isOver && !this.#isLost) await this.#command(`close ${cursor}`).catch(() => {});
    }
  }

  async script(sql: string): Promise<void> {
    await this.#command(sql);
  }

  async commit(): Promise<void> {
    const command = await this.#command("commit");
    this.#finish(true);
    // PostgreSQL answers the commit of a failed transaction with a rollback, and no error.
    if (command === "ROLLBACK") throw TRANSACTION_FAILED();
  }

  async rollback(): Promise<void> {
    if (this.#isOver) return;
    const isRolledBack = await this.#command("rollback").then(
      () => true,
      () => false,
    );
    this.#finish(isRolledBack);
  }

  #command(sql: string): Promise<string | undefined> {
    return this.#inTurn(sql, () => this.#runner.script(this.#client, sql));
  }

  #inTurn<T>(sql: string, run: () => Promise<T>): Promise<T> {
    const inTurn = this.#last.then(() => {
      if (this.#isOver) throw TRANSACTION_CLOSED(sql);
      if (this.#isLost) throw CONNECTION_LOST(this.#runner.address, "in this transaction");
      return run();
    });
    this.#last = inTurn.catch((error: unknown) => {
      if (CONNECTION_LOST.is(error)) this.#isLost = true;
    });
    return inTurn;
  }

  #finish(isUsable: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release(isUsable && !this.#isLost);
  }
}
