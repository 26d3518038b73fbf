import {
  signal as contextSignal,
  systemClock,
  withDeadline,
  type Duration,
} from "../../core/index.ts";
import { getDatabase, type DatabaseHandle } from "./current-database.ts";
import type { Isolation } from "./driver.ts";
import {
  BUSY,
  DEADLOCK,
  PLAN_STALE,
  SERIALIZATION_FAILURE,
  TRANSACTION_MISUSED,
} from "../errors.ts";
import {
  findInnermostTransaction,
  findTransaction,
  logFailedCallback,
  TransactionScope,
} from "./transaction-scope.ts";

export interface TransactionOptions {
  /** Default: the database's own, `readCommitted` on PostgreSQL. SQLite is always serializable. */
  readonly isolation?: Isolation;
  /** Sees one snapshot and refuses to write. Default `false`. */
  readonly readOnly?: boolean;
  /**
   * How often the whole function is run again after a serialisation failure, a deadlock or a lock
   * that others kept. Default 3 with `isolation` repeatableRead or serializable, else 0. The
   * outermost transaction decides.
   */
  readonly retries?: number;
  /** Rolls back and fails when it takes longer. Default: the deadline of the context, if any. */
  readonly deadline?: Duration;
}

/**
 * Runs `fn` so that all that it writes is kept, or nothing.
 *
 * Every query under it, however deep, runs in the transaction. An error that leaves `fn` rolls back.
 * Inside of another transaction it is a savepoint: its error undoes its own part only, when caught
 * outside. After a failed statement nothing more can be done in the same scope, also on SQLite; put
 * what may fail into a nested transaction. Await everything: a query that comes late is refused. On
 * SQLite one transaction writes at a time, so keep slow calls to others out of it.
 *
 * @throws what `fn` throws; `DB_BUSY`, `DB_POOL_EXHAUSTED` (no connection in time),
 *   `DB_SERIALIZATION_FAILURE`, `DB_DEADLOCK` (after the retries), `DB_TRANSACTION_FAILED` (`fn`
 *   swallowed the error of a statement), `CORE_DEADLINE_EXCEEDED`, `CORE_ABORTED`, `DB_NO_DATABASE`
 * @example
 * await transaction(async () => {
 *   const post = await Post.create({ title: "First" });
 *   afterCommit(() => announce(post));
 * });
 */
export async function transaction<T>(
  fn: () => T | PromiseLike<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transactionOn(getDatabase(), fn, options);
}

/** `transaction` on a database that need not be the context's. */
export async function transactionOn<T>(
  database: DatabaseHandle,
  fn: () => T | PromiseLike<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const outer = findTransaction(database);
  const run = (): Promise<T> =>
    outer === undefined ? retried(database, fn, options) : nested(outer, fn, options);
  return options.deadline === undefined ? run() : underDeadline(options.deadline, run);
}

/**
 * Runs `fn` once the outermost transaction has been committed; at once where none is open.
 *
 * It never runs when the transaction, or the nested one that this was called in, is rolled back. The
 * transaction's caller waits for it. Its error is logged and undoes nothing.
 */
export function afterCommit(fn: () => void | Promise<void>): void {
  const scope = findInnermostTransaction();
  if (scope !== undefined) return scope.afterCommit(fn);
  try {
    Promise.resolve(fn()).catch(logFailedCallback);
  } catch (error) {
    logFailedCallback(error);
  }
}

/** Waits for the rollback, and tells the truth if the commit was faster than the deadline. */
async function underDeadline<T>(limit: Duration, run: () => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  try {
    return await withDeadline(limit, () => (running = run()));
  } catch (error) {
    if (running === undefined) throw error;
    return await running;
  }
}

function nested<T>(
  outer: TransactionScope,
  fn: () => T | PromiseLike<T>,
  { isolation, readOnly }: TransactionOptions,
): Promise<T> {
  if (isolation !== undefined && isolation !== outer.isolation) {
    const has = outer.isolation ?? "the database's own";
    throw TRANSACTION_MISUSED(`it is nested in one whose isolation is ${has}, not ${isolation}`);
  }
  return outer.nest(outer.isReadOnly || readOnly === true, fn);
}

async function retried<T>(
  database: DatabaseHandle,
  fn: () => T | PromiseLike<T>,
  options: TransactionOptions,
): Promise<T> {
  const isStrict = options.isolation === "repeatableRead" || options.isolation === "serializable";
  const retries = options.retries ?? (isStrict ? 3 : 0);
  for (let retry = 0; ; retry++) {
    const scope = await begin(database, options);
    try {
      return await completed(scope, fn);
    } catch (error) {
      if (retry >= retries || !isRetriable(error)) throw error;
    }
    const pauseMs = Math.random() * FIRST_PAUSE_MS * 2 ** Math.min(retry, 6);
    await systemClock.sleep(pauseMs, { signal: contextSignal.get() });
  }
}

const FIRST_PAUSE_MS = 10;

interface OpenTransaction {
  readonly scope: TransactionScope;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

async function begin(
  database: DatabaseHandle,
  { isolation, readOnly }: TransactionOptions,
): Promise<OpenTransaction> {
  const signal = contextSignal.get();
  const session = await database.driver.begin({ isolation, readOnly, signal });
  const enclosing = findInnermostTransaction();
  const isReadOnly = readOnly === true;
  const parts = { database, session, isReadOnly, isolation, enclosing, parent: undefined };
  return {
    scope: new TransactionScope(parts),
    commit: () => session.commit(),
    rollback: () => session.rollback(),
  };
}

async function completed<T>(
  { scope, commit, rollback }: OpenTransaction,
  fn: () => T | PromiseLike<T>,
): Promise<T> {
  let value: T;
  try {
    value = await scope.run(fn);
    scope.end();
    await commit();
  } catch (error) {
    scope.end();
    try {
      await rollback();
    } finally {
      scope.undo();
    }
    throw error;
  }
  await scope.deliver();
  return value;
}

/** Whether a concurrent transaction is to blame, perhaps under errors that were wrapped around it. */
function isRetriable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const thrown: unknown = cause;
    if (RETRIABLE.some((kind) => kind.is(thrown))) return true;
  }
  return false;
}

const RETRIABLE = [SERIALIZATION_FAILURE, DEADLOCK, PLAN_STALE, BUSY];
