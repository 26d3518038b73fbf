import {
  QuintetError,
  abortError,
  currentLog,
  fact,
  signal as contextSignal,
  slot,
} from "../../core/index.ts";
import type { DatabaseHandle } from "./current-database.ts";
import type { Result, Statement } from "./driver.ts";
import { findTransaction } from "./transaction-scope.ts";

/** A query that has been answered, or refused. Never holds values. */
export interface QueryFact {
  readonly sql: string;
  readonly durationMs: number;
  /** Rows given or affected. */
  readonly rows: number;
  /** Where the database is: a file, or host, port and name. */
  readonly address: string;
  readonly isInTransaction: boolean;
  /** The code of the error that came instead of an answer. */
  readonly error?: string;
}

/** Each query of every database of the process. */
export const queried = fact<QueryFact>("db.query");

/** Takes the SQL of each query of the context: for assertions in tests and for budgets. */
export const queryLog = slot<string[]>("queryLog");

/**
 * Runs one statement: in the transaction of this database that is open in the context, else by itself.
 *
 * Gives no promise where nothing is waited for (SQLite, mostly).
 *
 * @throws coded errors of the database; `CORE_ABORTED`, `CORE_DEADLINE_EXCEEDED`
 */
export function execute(
  database: DatabaseHandle,
  statement: Statement,
  params: readonly unknown[],
): Result | Promise<Result> {
  queryLog.get()?.push(statement.sql);
  return queried.isObserved || database.slowMs !== undefined
    ? executeTimed(database, statement, params)
    : executeUntimed(database, statement, params);
}

/** The rows of a read in chunks, with memory for one: of the transaction, else of one snapshot. */
export async function* stream(
  database: DatabaseHandle,
  statement: Statement,
  params: readonly unknown[],
  chunkRows: number,
): AsyncGenerator<unknown[][]> {
  queryLog.get()?.push(statement.sql);
  const source = findTransaction(database) ?? database.driver;
  refuseAborted();
  for await (const chunk of source.stream(statement, params, chunkRows)) {
    refuseAborted();
    yield chunk;
  }
}

/** @throws `CORE_ABORTED`, `CORE_DEADLINE_EXCEEDED` */
function refuseAborted(): void {
  const signal = contextSignal.get();
  if (signal?.aborted) throw abortError(signal);
}

function executeUntimed(
  database: DatabaseHandle,
  statement: Statement,
  params: readonly unknown[],
): Result | Promise<Result> {
  const scope = findTransaction(database);
  if (scope !== undefined) return scope.execute(statement, params);
  refuseAborted();
  return database.driver.execute(statement, params, contextSignal.get());
}

function executeTimed(
  database: DatabaseHandle,
  statement: Statement,
  params: readonly unknown[],
): Result | Promise<Result> {
  const startMs = performance.now();
  const answered = (result: Result): Result => {
    tell(database, statement, startMs, result.affected);
    return result;
  };
  const refused = (error: unknown): never => {
    tell(database, statement, startMs, 0, error);
    throw error;
  };
  try {
    const result = executeUntimed(database, statement, params);
    return result instanceof Promise ? result.then(answered, refused) : answered(result);
  } catch (error) {
    return refused(error);
  }
}

/** Tells whoever watches that a query has ended, and the log that it was slow. */
function tell(
  database: DatabaseHandle,
  { sql }: Statement,
  startMs: number,
  rows: number,
  error?: unknown,
): void {
  const durationMs = performance.now() - startMs;
  const isSlow = durationMs >= (database.slowMs ?? Infinity);
  if (!isSlow && !queried.isObserved) return;
  const told: QueryFact = {
    sql,
    durationMs,
    rows,
    address: database.driver.address,
    isInTransaction: findTransaction(database) !== undefined,
    ...(error === undefined ? {} : { error: codeOf(error) }),
  };
  queried.publish(told);
  if (isSlow)
    currentLog().warn("slow query", { ...told, durationMs: Math.round(durationMs * 10) / 10 });
}

function codeOf(error: unknown): string {
  return error instanceof QuintetError ? error.code : "DB_FAILED";
}
