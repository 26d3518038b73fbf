import { defineError, type QuintetError } from "../core/index.ts";
import type { ConstraintDetail } from "./connections/constraint-error.ts";

// Opening

export const BAD_URL = defineError(
  "DB_BAD_URL",
  500,
  (url: string, reason: string) => `The database URL "${url}" cannot be used: ${reason}.`,
  "Use `sqlite:./data/app.db`, `sqlite:///absolute/path.db`, `sqlite::memory:` or `postgres://user:password@host:5432/database`.",
);

export const DRIVER_MISSING = defineError(
  "DB_DRIVER_MISSING",
  500,
  (name: string, url: string) =>
    `The database URL "${url}" needs the package "${name}", which is not installed.`,
  (name) => `Run \`npm install ${name}\`.`,
);

export const CANNOT_OPEN = defineError(
  "DB_CANNOT_OPEN",
  500,
  (file: string, reason: string) => `The SQLite file "${file}" cannot be opened: ${reason}.`,
  "Check the path, and that this user may write the file and its folder (SQLite keeps two files beside it).",
);

export const NOT_A_DATABASE = defineError(
  "DB_NOT_A_DATABASE",
  500,
  (file: string) => `The file "${file}" is not a SQLite database, or it is encrypted or damaged.`,
  "Point the database URL at another file, or restore this one from a backup.",
);

export const UNREACHABLE = defineError(
  "DB_UNREACHABLE",
  503,
  (address: string, reason: string) => `The database at ${address} cannot be reached: ${reason}.`,
  "Check that the server runs, that host and port are right, and that it accepts more connections.",
);

export const LOGIN_REFUSED = defineError(
  "DB_LOGIN_REFUSED",
  500,
  (address: string, reason: string) => `The database at ${address} refused the login: ${reason}.`,
  "Check user, password and database name in the database URL.",
);

export const CLOSED = defineError(
  "DB_CLOSED",
  500,
  (address: string) => `The database ${address} is closed.`,
  "Close a database only when nothing uses it any more.",
);

export const NO_DATABASE = defineError(
  "DB_NO_DATABASE",
  500,
  () => "No database is open in this context.",
  "Run this inside of `database.run(fn)`, or in the app; in a script call `database.enter()` first.",
);

// Running

export const BUSY = defineError(
  "DB_BUSY",
  503,
  (address: string, waitedMs: number) =>
    `The database ${address} stayed locked by other writers for ${Math.round(waitedMs)} ms.`,
  "Keep transactions short, never wait in one for a write made outside of it, and see who holds the lock; `busyTimeout` sets the limit.",
);

export const POOL_EXHAUSTED = defineError(
  "DB_POOL_EXHAUSTED",
  503,
  (address: string, max: number, waitedMs: number) =>
    `All ${max} connections to the database at ${address} stayed in use for ${waitedMs} ms.`,
  "Keep transactions short, never open one inside of another by `outsideTransaction`, or raise `max`.",
);

export const TIMEOUT = defineError(
  "DB_TIMEOUT",
  504,
  (sql: string) => `A statement took longer than the database allows: ${shorten(sql)}`,
  "Add an index, read less at once, or raise `statementTimeout`.",
);

export const CONNECTION_LOST = defineError(
  "DB_CONNECTION_LOST",
  503,
  (address: string, reason: string) =>
    `The connection to the database at ${address} was lost: ${reason}.`,
  "Whether a write that was under way has been done is unknown: look before you repeat it.",
);

export const SYNTAX = defineError(
  "DB_SYNTAX",
  500,
  (sql: string, reason: string) =>
    `The database refused a statement: ${reason}. SQL: ${shorten(sql)}`,
  "Run the migrations if a table or column is missing; otherwise mend the raw SQL.",
);

export const BAD_VALUE = defineError(
  "DB_BAD_VALUE",
  400,
  (sql: string, reason: string) => `The database refused a value: ${reason}. SQL: ${shorten(sql)}`,
  "Give a value of the column's type and range.",
);

export const FULL = defineError(
  "DB_FULL",
  507,
  (address: string) => `The database ${address} has no room left.`,
  "Free some disk space, or raise the limit on the size of the database.",
);

export const FAILED = defineError(
  "DB_FAILED",
  500,
  (address: string, reason: string) => `The database ${address} failed: ${reason}.`,
  "See the cause of this error.",
);

// Constraints

export const UNIQUE_VIOLATION = defineError(
  "DB_UNIQUE_VIOLATION",
  409,
  (detail: ConstraintDetail) =>
    `${tableOf(detail)} already has a row with this ${columnsOf(detail)}.`,
  "Use another value, or `upsert` or `getOrCreate` where the row may exist.",
);

export const FOREIGN_KEY_VIOLATION = defineError(
  "DB_FOREIGN_KEY_VIOLATION",
  400,
  (detail: ConstraintDetail) =>
    `A relation${inTable(detail)} would point at a row that does not exist${named(detail)}.`,
  "Give the key of a row that is there, or create that row first.",
);

export const STILL_REFERENCED = defineError(
  "DB_STILL_REFERENCED",
  409,
  (detail: ConstraintDetail) => `Rows${inTable(detail)} still point at this row.`,
  'Delete the rows that point at it first, or declare `onDelete: "cascade"` or `"setNull"`.',
);

export const CHECK_VIOLATION = defineError(
  "DB_CHECK_VIOLATION",
  400,
  (detail: ConstraintDetail) => `A row${inTable(detail)} breaks a check${named(detail)}.`,
  "Change the values so that the condition of the check holds.",
);

export const NOT_NULL_VIOLATION = defineError(
  "DB_NOT_NULL_VIOLATION",
  400,
  (detail: ConstraintDetail) =>
    `The column ${columnsOf(detail)}${inTable(detail)} must have a value.`,
  "Give a value, or declare the field `nullable()` or with a `default(…)`.",
);

// Transactions

export const SERIALIZATION_FAILURE = defineError(
  "DB_SERIALIZATION_FAILURE",
  503,
  () => "The transaction met a concurrent change and was rolled back.",
  "Run it again: `transaction(fn, { isolation, retries: 3 })` does.",
);

export const DEADLOCK = defineError(
  "DB_DEADLOCK",
  503,
  () => "The transaction and another one waited for each other; this one was rolled back.",
  "Lock rows in the same order everywhere, or run it again: `transaction(fn, { retries: 3 })` does.",
);

export const PLAN_STALE = defineError(
  "DB_PLAN_STALE",
  503,
  () => "A table changed under this transaction's prepared statements, and it was rolled back.",
  "Run it again; statements are prepared anew by then.",
);

export const READ_ONLY = defineError(
  "DB_READ_ONLY",
  500,
  (sql: string) => `A read-only transaction or database was asked to write: ${shorten(sql)}`,
  "Write in a transaction without `readOnly`, and open the database without `mode=ro`.",
);

export const TRANSACTION_CLOSED = defineError(
  "DB_TRANSACTION_CLOSED",
  500,
  (sql: string) => `A query came after its transaction was over: ${shorten(sql)}`,
  "Await everything inside of the transaction, or start it with `afterCommit(fn)` or `outsideTransaction(fn)`.",
);

export const TRANSACTION_FAILED = defineError(
  "DB_TRANSACTION_FAILED",
  500,
  () => "A statement of this transaction failed before, so nothing more can be done in it.",
  "Do not swallow the first error (it is the cause of this one); put what may fail into a nested `transaction(…)`.",
);

export const SAVEPOINT_STUCK = defineError(
  "DB_SAVEPOINT_STUCK",
  500,
  (waitedMs: number) => `A query waited ${waitedMs} ms for a transaction nested in its own to end.`,
  "Inside of a nested transaction, never await work that was started outside of it.",
);

export const TRANSACTION_MISUSED = defineError(
  "DB_TRANSACTION_MISUSED",
  500,
  (reason: string) => `The transaction cannot be opened so: ${reason}.`,
  "Set isolation and `readOnly` on the outermost transaction.",
);

// Models

export const MODEL_NAME_BAD = defineError(
  "DB_MODEL_NAME_BAD",
  500,
  (name: string) => `The model name "${name}" is not a camelCase word.`,
  'Name a model in the singular, starting with a small letter: `model("blogPost", …)`.',
);

export const MODELS_INVALID = defineError(
  "DB_MODELS_INVALID",
  500,
  (problems: readonly string[]) =>
    `The models cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
  "Mend all of these; nothing was written.",
);

export const UNKNOWN_MODEL = defineError(
  "DB_UNKNOWN_MODEL",
  500,
  (name: string) => `The database was not given the model "${name}".`,
  'List the model in its module: `module("blog", { models: [Post] })`, or in `connect(url, { models })`.',
);

// Queries

export const UNKNOWN_FIELD = defineError(
  "DB_UNKNOWN_FIELD",
  400,
  (model: string, name: string, nearest: string | undefined) =>
    `The model "${model}" has no field or relation "${name}"${nearest === undefined ? "" : `; did you mean "${nearest}"?`}`,
  (model, _name, nearest) =>
    nearest === undefined ? `See the fields of "${model}".` : `Write "${nearest}".`,
);

export const UNKNOWN_OPERATOR = defineError(
  "DB_UNKNOWN_OPERATOR",
  400,
  (field: string, operator: string, _known: readonly string[]) =>
    `The field "${field}" cannot be compared with "${operator}".`,
  (_field, _operator, known) => `Use one of ${known.join(", ")}.`,
);

export const WRONG_VALUE = defineError(
  "DB_WRONG_VALUE",
  400,
  (field: string, wanted: string, value: unknown) =>
    `The field "${field}" wants ${wanted}, not ${show(value)}.`,
  "Give a value of the field's type; `null` only where the field is nullable.",
);

export const UNDEFINED_VALUE = defineError(
  "DB_UNDEFINED_VALUE",
  500,
  (field: string) => `A condition asks for "${field}", and its value is undefined.`,
  "Leave the condition out where there is no value: `query.where(q === undefined ? {} : { title: q })`. What has no value is `null`.",
);

export const NOT_AWAITED = defineError(
  "DB_NOT_AWAITED",
  500,
  (field: string, given: string) => `"${field}" is given ${given}, where a value belongs.`,
  'Await it first. In a condition on a relation, say what its row has to meet: `{ author: { username: "ada" } }`.',
);

/** What is undefined was left out by the program; everything else may have come from a client. */
export function wrongCondition(field: string, wanted: string, value: unknown): QuintetError {
  return value === undefined ? UNDEFINED_VALUE(field) : wrongValue(field, wanted, value);
}

/** What is to be awaited was written by the program too, and no text could show it. */
export function wrongValue(field: string, wanted: string, value: unknown): QuintetError {
  return isThenable(value) ? NOT_AWAITED(field, nameOf(value)) : WRONG_VALUE(field, wanted, value);
}

export function isThenable(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    "then" in value &&
    typeof value.then === "function"
  );
}

export const POLICY_NOT_A_GRANT = defineError(
  "DB_POLICY_NOT_A_GRANT",
  500,
  (model: string, rule: string, given: string) =>
    `The rule "${rule}" of the policy of "${model}" gives ${given}, which is neither true, false nor a condition.`,
  "Rules answer at once, from the user alone. What only the database can tell is a condition: `{ members: { user: user.id } }`.",
);

export const POLICY_UNDEFINED = defineError(
  "DB_POLICY_UNDEFINED",
  500,
  (model: string, rule: string, path: string) =>
    `The rule "${rule}" of the policy of "${model}" gives ${path === "" ? "undefined" : `a condition whose "${path}" is undefined`}.`,
  "Ask first whether there is a value, as in `user.isSignedIn && { owner: user.id }`: who is not signed in has no id.",
);

export const BAD_QUERY = defineError(
  "DB_BAD_QUERY",
  500,
  (model: string, reason: string) => `This query of "${model}" cannot be run: ${reason}.`,
  "Write the query another way; the guide on queries shows each form.",
);

export const NOT_FOUND = defineError(
  "DB_NOT_FOUND",
  404,
  (model: string, key: unknown) =>
    key === undefined
      ? `No "${model}" meets the conditions.`
      : `There is no "${model}" with the key ${show(key)}.`,
  "Use `find` or `first` where a row may be missing.",
);

export const SEVERAL_FOUND = defineError(
  "DB_SEVERAL_FOUND",
  500,
  (model: string) => `More than one "${model}" meets the conditions of a \`get()\`.`,
  "Narrow the conditions to unique columns, or use `first` with an order.",
);

export const BAD_CURSOR = defineError(
  "DB_BAD_CURSOR",
  400,
  (cursor: string) => `The cursor ${show(cursor)} does not belong to this list.`,
  "Start again without a cursor; a cursor holds for one order only.",
);

export const LOCKED = defineError(
  "DB_LOCKED",
  409,
  () => "A row is locked by another transaction.",
  "Try again later, or wait for the lock: leave `whenLocked` out.",
);

// Writes

export const STALE = defineError(
  "DB_STALE",
  409,
  (model: string, key: unknown, version: unknown) =>
    `The "${model}" with the key ${show(key)} is no longer at version ${show(version)}: somebody else changed it.`,
  "Read the row again, apply the change and save once more.",
);

export const GONE = defineError(
  "DB_GONE",
  404,
  (model: string, key: unknown) => `The "${model}" with the key ${show(key)} no longer exists.`,
  "It was deleted after it had been read; create a new row if you still want it.",
);

export const NOT_SAVED = defineError(
  "DB_NOT_SAVED",
  500,
  (model: string, action: string) => `A "${model}" that was never saved cannot ${action}.`,
  "Call `save()` first.",
);

export const SAVE_OVERLAPS = defineError(
  "DB_SAVE_OVERLAPS",
  500,
  (model: string) => `A new "${model}" was saved again before its first \`save()\` had ended.`,
  "Await the first `save()`: two at once would insert the row twice.",
);

export const NOT_ASSIGNABLE = defineError(
  "DB_NOT_ASSIGNABLE",
  400,
  (model: string, relation: string) =>
    `"${relation}" of "${model}" is to many, so it cannot be given as a value.`,
  (_model, relation) => `Save the row first, then call \`row.related("${relation}").set(rows)\`.`,
);

export const FOLLOW_UP_REFUSED = defineError(
  "DB_FOLLOW_UP_REFUSED",
  500,
  (model: string, reason: string) =>
    `A receiver or hook of "${model}" wrote a row that is refused: ${reason}`,
  "Mend what the receiver or `beforeSave` writes; the cause of this error tells where.",
);

export const NOT_SETTABLE = defineError(
  "DB_NOT_SETTABLE",
  500,
  (model: string, relation: string) =>
    `"${relation}" of a "${model}" cannot be set: it is the row that "${relation}Id" points at.`,
  (_model, relation) =>
    `Give the row or its key to \`row.assign({ ${relation}: … })\`, or set \`row.${relation}Id\`.`,
);

/** A query says of which model it is. */
function nameOf(value: {
  readonly state?: { readonly model?: { readonly modelName?: string } };
}): string {
  const name = value.state?.model?.modelName;
  return name === undefined ? "a promise" : `a query of "${name}"`;
}

const VALUE_SHOWN = 100;
const SQL_SHOWN = 500;

function shorten(sql: string): string {
  return sql.length > SQL_SHOWN ? `${sql.slice(0, SQL_SHOWN)}…` : sql;
}

function tableOf(detail: ConstraintDetail): string {
  return detail.table === undefined ? "The table" : `"${detail.table}"`;
}

function inTable(detail: ConstraintDetail): string {
  return detail.table === undefined ? "" : ` of "${detail.table}"`;
}

function columnsOf(detail: ConstraintDetail): string {
  if (detail.columns.length > 0) return detail.columns.map((column) => `"${column}"`).join(" and ");
  return detail.constraint === undefined ? "key" : `key ("${detail.constraint}")`;
}

function named(detail: ConstraintDetail): string {
  return detail.constraint === undefined ? "" : ` ("${detail.constraint}")`;
}

function show(value: unknown): string {
  const text = typeof value === "bigint" ? `${value}n` : (JSON.stringify(value) ?? String(value));
  return text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text;
}
