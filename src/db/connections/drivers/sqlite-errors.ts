import { QuintetError } from "../../../core/index.ts";
import { ConstraintError, isDelete, type ConstraintDetail } from "../constraint-error.ts";
import {
  BAD_VALUE,
  BUSY,
  CHECK_VIOLATION,
  CLOSED,
  FAILED,
  FOREIGN_KEY_VIOLATION,
  FULL,
  NOT_A_DATABASE,
  NOT_NULL_VIOLATION,
  READ_ONLY,
  STILL_REFERENCED,
  SYNTAX,
  UNIQUE_VIOLATION,
} from "../../errors.ts";

/** The fields that node:sqlite puts on its errors. */
interface SqliteError extends Error {
  readonly code?: string;
  /** SQLite's extended result code. */
  readonly errcode?: number;
}

// https://sqlite.org/rescode.html; the primary code is the low byte of the extended one.
const PRIMARY = {
  error: 1,
  busy: 5,
  locked: 6,
  readOnly: 8,
  corrupt: 11,
  full: 13,
  tooBig: 18,
  constraint: 19,
  mismatch: 20,
  range: 25,
  notADatabase: 26,
};
const CONSTRAINT = { check: 275, foreignKey: 787, notNull: 1299, primaryKey: 1555, trigger: 1811 };

export function primaryCode(error: unknown): number | undefined {
  const code = (error as SqliteError | undefined)?.errcode;
  return code === undefined ? undefined : code & 0xff;
}

export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === PRIMARY.busy || code === PRIMARY.locked;
}

export function isReadOnly(error: unknown): boolean {
  return primaryCode(error) === PRIMARY.readOnly;
}

/** Whether an integer was read that a number cannot hold. */
export function isOutOfRange(error: unknown): boolean {
  return (error as SqliteError | undefined)?.code === "ERR_OUT_OF_RANGE";
}

/** The coded error for what node:sqlite threw; never holds values of the statement. */
export function sqliteError(error: unknown, address: string, sql: string): QuintetError {
  if (error instanceof QuintetError) return error;
  return codedError(error as SqliteError, address, sql).because(error);
}

function codedError(error: SqliteError, address: string, sql: string): QuintetError {
  if (isOutOfRange(error)) return BAD_VALUE(sql, "an integer is beyond 2^53, read it as text");
  if (error.code?.startsWith("ERR_INVALID_")) return invalidUse(error, address, sql);
  switch (primaryCode(error)) {
    case PRIMARY.error:
      return SYNTAX(sql, error.message);
    case PRIMARY.busy:
    case PRIMARY.locked:
      return BUSY(address, 0);
    case PRIMARY.readOnly:
      return READ_ONLY(sql);
    case PRIMARY.full:
      return FULL(address);
    case PRIMARY.constraint:
      return constraintError(error, sql);
    case PRIMARY.tooBig:
    case PRIMARY.mismatch:
    case PRIMARY.range:
      return BAD_VALUE(sql, error.message);
    case PRIMARY.corrupt:
    case PRIMARY.notADatabase:
      return NOT_A_DATABASE(address);
    default:
      return FAILED(address, error.message);
  }
}

function invalidUse(error: SqliteError, address: string, sql: string): QuintetError {
  const isClosed = error.message.includes("not open") || error.message.includes("finalized");
  return isClosed ? CLOSED(address) : BAD_VALUE(sql, error.message);
}

function constraintError(error: SqliteError, sql: string): ConstraintError {
  switch (error.errcode) {
    case CONSTRAINT.check:
      return new ConstraintError(CHECK_VIOLATION, { constraint: subject(error), columns: [] });
    // The rule `on delete restrict` counts as a trigger.
    case CONSTRAINT.trigger:
    case CONSTRAINT.foreignKey:
      return new ConstraintError(isDelete(sql) ? STILL_REFERENCED : FOREIGN_KEY_VIOLATION, {
        columns: [],
      });
    case CONSTRAINT.notNull:
      return new ConstraintError(NOT_NULL_VIOLATION, columnsOf(error));
    default:
      return new ConstraintError(UNIQUE_VIOLATION, columnsOf(error));
  }
}

/** `UNIQUE constraint failed: post.slug, post.site_id`, or `…: index 'post_lower_slug'`. */
function columnsOf(error: SqliteError): ConstraintDetail {
  const text = subject(error);
  const index = /^index '(.*)'$/.exec(text)?.[1];
  if (index !== undefined) return { constraint: index, columns: [] };
  const places = text.split(", ").map((place) => place.split("."));
  const table = places[0]?.[0];
  const columns = places.flatMap(([, column]) => (column === undefined ? [] : [column]));
  return table === undefined ? { columns } : { table, columns };
}

function subject(error: SqliteError): string {
  return error.message.slice(error.message.indexOf(": ") + 2);
}
