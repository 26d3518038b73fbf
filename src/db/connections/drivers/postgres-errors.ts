import { QuintetError } from "../../../core/index.ts";
import { ConstraintError, isDelete, type ConstraintDetail } from "../constraint-error.ts";
import {
  BAD_VALUE,
  CHECK_VIOLATION,
  CONNECTION_LOST,
  DEADLOCK,
  FAILED,
  FOREIGN_KEY_VIOLATION,
  FULL,
  LOCKED,
  LOGIN_REFUSED,
  NOT_NULL_VIOLATION,
  PLAN_STALE,
  READ_ONLY,
  SERIALIZATION_FAILURE,
  STILL_REFERENCED,
  SYNTAX,
  TIMEOUT,
  TRANSACTION_FAILED,
  UNIQUE_VIOLATION,
  UNREACHABLE,
} from "../../errors.ts";

/** The fields that pg puts on what the server reports. */
interface PostgresError extends Error {
  /** SQLSTATE when the server speaks, else a code of Node. */
  readonly code?: string;
  /** The server's; absent when the connection itself failed. */
  readonly severity?: string;
  readonly detail?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
}

type Coded = (error: PostgresError, address: string, sql: string) => QuintetError;

// https://www.postgresql.org/docs/current/errcodes-appendix.html, by code, else by class.
const BY_CODE: Readonly<Record<string, Coded>> = {
  // From PostgreSQL 18 on, what `on delete restrict` refuses.
  "23001": stillReferenced,
  "23502": (error) => new ConstraintError(NOT_NULL_VIOLATION, constraintOf(error)),
  "23503": (error, _address, sql) =>
    isDelete(sql) || error.detail?.includes("is still referenced")
      ? stillReferenced(error)
      : new ConstraintError(FOREIGN_KEY_VIOLATION, constraintOf(error)),
  "23505": (error) => new ConstraintError(UNIQUE_VIOLATION, constraintOf(error)),
  "23514": (error) => new ConstraintError(CHECK_VIOLATION, constraintOf(error)),
  "23P01": (error) => new ConstraintError(UNIQUE_VIOLATION, constraintOf(error)),
  "25006": (_error, _address, sql) => READ_ONLY(sql),
  "25P02": () => TRANSACTION_FAILED(),
  // No schema of the search path is there: that of the URL's `schema` was never created.
  "3F000": (error, _address, sql) =>
    SYNTAX(sql, `${error.message}; create the schema that the database URL names`),
  "40001": () => SERIALIZATION_FAILURE(),
  "40P01": () => DEADLOCK(),
  "53100": (_error, address) => FULL(address),
  "54011": (error, _address, sql) => SYNTAX(sql, error.message),
  // The code of `nowait` and of `lock_timeout`; only the message tells them apart.
  "55P03": (error, _address, sql) =>
    error.message.startsWith("could not obtain lock") ? LOCKED() : TIMEOUT(sql),
  // The code of a statement that was stopped, and of data that a copy was not given.
  "57014": (error, _address, sql) =>
    error.message.startsWith("COPY") ? SYNTAX(sql, error.message) : TIMEOUT(sql),
};
const BY_CLASS: Readonly<Record<string, Coded>> = {
  "08": (error, address) => CONNECTION_LOST(address, error.message),
  "22": (error, _address, sql) => BAD_VALUE(sql, error.message),
  "42": (error, _address, sql) => SYNTAX(sql, error.message),
  // What does not fit into a row, an index or a statement.
  "54": (error, _address, sql) => BAD_VALUE(sql, error.message),
};

/** The coded error for what pg threw when it ran a statement; never holds values of the statement. */
export function postgresError(error: unknown, address: string, sql: string): QuintetError {
  if (error instanceof QuintetError) return error;
  const thrown = error as PostgresError;
  const code = thrown.code ?? "";
  if (isPlanStale(thrown)) return PLAN_STALE().because(error);
  if (isConnectionLost(error)) return CONNECTION_LOST(address, reasonOf(thrown)).because(error);
  const coded =
    thrown.severity === undefined ? undefined : (BY_CODE[code] ?? BY_CLASS[code.slice(0, 2)]);
  return (coded?.(thrown, address, sql) ?? FAILED(address, reasonOf(thrown))).because(error);
}

/** The coded error for a connection that could not be made. */
export function connectError(error: unknown, address: string): QuintetError {
  const thrown = error as PostgresError;
  const isLogin = /^(28|3D)/.test(thrown.code ?? "") && thrown.severity !== undefined;
  const kind = isLogin ? LOGIN_REFUSED : UNREACHABLE;
  return kind(address, reasonOf(thrown)).because(error);
}

/** Whether the connection is of no more use: the server went away, or the protocol broke. */
export function isConnectionLost(error: unknown): boolean {
  const { severity, code = "" } = error as PostgresError;
  return (
    severity === undefined ||
    severity === "FATAL" ||
    severity === "PANIC" ||
    /^57P0[1-3]$/.test(code)
  );
}

/** The table is the one that points here, and the columns are not its own. */
function stillReferenced(error: PostgresError): QuintetError {
  return new ConstraintError(STILL_REFERENCED, { ...constraintOf(error), columns: [] });
}

/** A table changed under a prepared statement, or a pooler gave us a connection that lacks it. */
function isPlanStale({ code, message }: PostgresError): boolean {
  return code === "26000" || (code === "0A000" && message.includes("cached plan"));
}

/** Several addresses of one host fail as one error that has no message of its own. */
function reasonOf(error: PostgresError): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0] as PostgresError);
  return error.message || (error.code ?? "no reason given");
}

function constraintOf(error: PostgresError): ConstraintDetail {
  const columns = error.column === undefined ? keyColumns(error.detail) : [error.column];
  return {
    ...(error.constraint === undefined ? {} : { constraint: error.constraint }),
    ...(error.table === undefined ? {} : { table: error.table }),
    columns,
  };
}

/** `Key (slug, site_id)=(a, 1) already exists.`: the names, never the values. */
function keyColumns(detail: string | undefined): string[] {
  const names = /^Key \((.*?)\)=\(/.exec(detail ?? "")?.[1];
  if (names === undefined || names.includes("(")) return [];
  return names.split(", ").map((name) => name.replace(/^"(.*)"$/, "$1"));
}
