import {
  abortError,
  captureContext,
  currentLog,
  deadline,
  signal as contextSignal,
  slot,
  withSlots,
} from "../../core/index.ts";
import { commitQueue, type CommitQueue } from "../../events/index.ts";
import type { DatabaseHandle } from "./current-database.ts";
import type { Isolation, Result, Session, Statement } from "./driver.ts";
import { FifoGate } from "./drivers/fifo-gate.ts";
import {
  READ_ONLY,
  SAVEPOINT_STUCK,
  TRANSACTION_CLOSED,
  TRANSACTION_FAILED,
  TRANSACTION_MISUSED,
} from "../errors.ts";

export interface ScopeParts {
  readonly database: DatabaseHandle;
  readonly session: Session;
  readonly isReadOnly: boolean;
  readonly isolation: Isolation | undefined;
  /** The scope in whose context this one was opened: its parent, or one of another database. */
  readonly enclosing: TransactionScope | undefined;
  /** The scope that this one is a savepoint of. */
  readonly parent: TransactionScope | undefined;
}

/** The innermost open transaction of the context. */
const currentScope = slot<TransactionScope>("transaction");

/** The transaction of this database that is open in the context. */
export function findTransaction(database: DatabaseHandle): TransactionScope | undefined {
  let scope = currentScope.get();
  while (scope !== undefined && scope.database !== database) scope = scope.enclosing;
  return scope;
}

/** The innermost transaction of the context, of whatever database. */
export function findInnermostTransaction(): TransactionScope | undefined {
  return currentScope.get();
}

/** Runs `fn` outside of the transactions of the context: for what must be kept when they roll back. */
export function outsideTransaction<T>(fn: () => T): T {
  return withSlots([currentScope.as(undefined), commitQueue.as(undefined)], fn);
}

const NESTED_LIMIT_MS = 30_000;

/** A transaction, or a savepoint in one: runs queries, keeps what is to happen after the commit. */
export class TransactionScope implements CommitQueue {
  readonly database: DatabaseHandle;
  readonly enclosing: TransactionScope | undefined;
  readonly isReadOnly: boolean;
  readonly isolation: Isolation | undefined;
  readonly #session: Session;
  readonly #parent: TransactionScope | undefined;
  readonly #nested = new FifoGate(1);
  #changes: unknown[] = [];
  #callbacks: (() => Promise<void>)[] = [];
  #undos: (() => void)[] = [];
  #failure: unknown;
  #isOver = false;

  constructor(parts: ScopeParts) {
    this.database = parts.database;
    this.enclosing = parts.enclosing;
    this.isReadOnly = parts.isReadOnly;
    this.isolation = parts.isolation;
    this.#session = parts.session;
    this.#parent = parts.parent;
  }

  /** Whether its end, or that of a scope around it, has come. */
  get isOver(): boolean {
    return this.#isOver || (this.#parent?.isOver ?? false);
  }

  /** The error after which nothing more can be done here. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Runs one statement on the connection of the transaction. */
  execute(statement: Statement, params: readonly unknown[]): Result | Promise<Result> {
    if (this.isOver) throw TRANSACTION_CLOSED(statement.sql);
    if (this.#failure !== undefined) throw TRANSACTION_FAILED().because(this.#failure);
    if (statement.isWrite && this.isReadOnly) throw READ_ONLY(statement.sql);
    return this.#nested.isOpen
      ? this.#executeNow(statement, params)
      : this.#executeLater(statement, params);
  }

  /** Rows in chunks, on the connection of the transaction. */
  async *stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncIterable<unknown[][]> {
    if (this.isOver) throw TRANSACTION_CLOSED(statement.sql);
    if (this.#failure !== undefined) throw TRANSACTION_FAILED().because(this.#failure);
    for await (const rows of this.#session.stream(statement, params, chunkRows)) {
      yield rows;
      if (this.isOver) throw TRANSACTION_CLOSED(statement.sql);
    }
  }

  /** Keeps a change for `onCommit` of the database; it is dropped with this scope's work. */
  record(change: unknown): void {
    this.#changes.push(change);
  }

  /** Calls `fn` when this scope's work is rolled back; the last one first. It must not throw. */
  onRollback(fn: () => void): void {
    this.#undos.push(fn);
  }

  /** Undoes in memory what the rollback undid in the database. */
  undo(): void {
    for (const undo of this.#undos.toReversed()) undo();
    this.#undos = [];
  }

  afterCommit(fn: () => void | Promise<void>): void {
    if (this.isOver) throw TRANSACTION_CLOSED("afterCommit");
    const inContext = captureContext();
    this.#callbacks.push(() => inContext(() => afterwards(fn)));
  }

  /** Runs `fn` with this scope as the context's, no longer than until the context's signal aborts. */
  async run<T>(fn: () => T | PromiseLike<T>): Promise<T> {
    const work = withSlots([currentScope.as(this), commitQueue.as(this)], async () => fn());
    const signal = contextSignal.get();
    const value = await (signal === undefined ? work : untilAborted(work, signal));
    if (this.#failure !== undefined) throw TRANSACTION_FAILED().because(this.#failure);
    // To commit now would commit half of what the inner one does.
    if (!this.#nested.isOpen)
      throw TRANSACTION_MISUSED("a transaction nested in it is not awaited");
    return value;
  }

  /** Queries that come from now on are refused. */
  end(): void {
    this.#isOver = true;
  }

  /** Runs `fn` in a savepoint. Others of this scope wait for it: they would be rolled back with it. */
  async nest<T>(isReadOnly: boolean, fn: () => T | PromiseLike<T>): Promise<T> {
    await this.#enterNested("savepoint");
    try {
      await this.#session.execute(SAVEPOINT, []);
      const { database, isolation } = this;
      const parts = { database, isolation, enclosing: currentScope.get(), parent: this };
      const scope = new TransactionScope({ ...parts, session: this.#session, isReadOnly });
      return await this.#runNested(scope, fn);
    } finally {
      this.#nested.release();
    }
  }

  /** What happens after the commit: readers of changes first, then callbacks. Logs their errors. */
  async deliver(): Promise<void> {
    const changes = this.#changes;
    if (changes.length > 0) await afterwards(() => this.database.onCommit?.(changes));
    for (const callback of this.#callbacks) await callback();
  }

  async #runNested<T>(scope: TransactionScope, fn: () => T | PromiseLike<T>): Promise<T> {
    try {
      const value = await scope.run(fn);
      await this.#session.execute(RELEASE, []);
      this.#changes.push(...scope.#changes);
      this.#callbacks.push(...scope.#callbacks);
      this.#undos.push(...scope.#undos);
      return value;
    } catch (error) {
      await this.#rollBackNested();
      scope.undo();
      throw error;
    } finally {
      scope.end();
    }
  }

  async #rollBackNested(): Promise<void> {
    try {
      await this.#session.execute(ROLL_BACK_TO, []);
      await this.#session.execute(RELEASE, []);
    } catch (error) {
      this.#failure ??= error;
    }
  }

  #executeNow(statement: Statement, params: readonly unknown[]): Result | Promise<Result> {
    const signal = contextSignal.get();
    if (signal?.aborted) throw abortError(signal);
    try {
      const result = this.#session.execute(statement, params, signal);
      return result instanceof Promise ? result.catch((error) => this.#fail(error)) : result;
    } catch (error) {
      return this.#fail(error);
    }
  }

  /** Executes in its turn, and holds it: given on at once, those who wait would pass it round for ever. */
  async #executeLater(statement: Statement, params: readonly unknown[]): Promise<Result> {
    await this.#enterNested(statement.sql);
    try {
      return await this.#executeNow(statement, params);
    } finally {
      this.#nested.release();
    }
  }

  async #enterNested(sql: string): Promise<void> {
    const isIn = await this.#nested.enter(NESTED_LIMIT_MS, contextSignal.get());
    if (!isIn) throw SAVEPOINT_STUCK(NESTED_LIMIT_MS);
    const refusal = this.isOver ? TRANSACTION_CLOSED(sql) : this.#failedError();
    if (refusal === undefined) return;
    this.#nested.release();
    throw refusal;
  }

  #failedError(): Error | undefined {
    return this.#failure === undefined ? undefined : TRANSACTION_FAILED().because(this.#failure);
  }

  /** PostgreSQL refuses everything after an error; SQLite would go on, and hide it until production. */
  #fail(error: unknown): never {
    this.#failure ??= error;
    throw error;
  }
}

// One name for all: an inner savepoint hides an outer one of the same name until it is released.
const SAVEPOINT = command("savepoint quintet");
const RELEASE = command("release savepoint quintet");
const ROLL_BACK_TO = command("rollback to savepoint quintet");

function command(sql: string): Statement {
  return { sql, isWrite: false, returnsRows: false };
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(abortError(signal));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** The data is committed: what follows must not stop for a client that has gone, nor harm the caller. */
async function afterwards(fn: () => void | Promise<void>): Promise<void> {
  const unset = [currentScope, commitQueue, deadline, contextSignal].map((it) => it.as(undefined));
  try {
    await withSlots(unset, fn);
  } catch (error) {
    logFailedCallback(error);
  }
}

/** Nobody is left to tell: the caller's work is committed. */
export function logFailedCallback(error: unknown): void {
  currentLog().error("work after a commit has failed", { error });
}
