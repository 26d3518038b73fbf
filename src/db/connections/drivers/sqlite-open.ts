import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { CANNOT_OPEN } from "../../errors.ts";
import { SqliteConnection } from "./sqlite-connection.ts";
import { isReadOnly, primaryCode } from "./sqlite-errors.ts";

// The write-ahead log makes every commit durable against a killed process with `normal`, and against
// a loss of power up to the last checkpoint; `full` would sync the disk at each commit.
const SETTINGS = `
  pragma synchronous = normal;
  pragma foreign_keys = on;
  pragma temp_store = memory;
  pragma cache_size = -16000;
  pragma journal_size_limit = 67108864;`;

/** The connection that may write; makes the file and its folder. Throws what node:sqlite throws. */
export function openWriter(file: string): SqliteConnection {
  if (file !== ":memory:") makeFolder(file);
  return new SqliteConnection(() =>
    connect(file, false, (db) => {
      db.exec("pragma journal_mode = wal");
      // Opening succeeds on files that cannot be written or are no databases: only a write tells.
      db.exec("begin immediate; rollback");
    }),
  );
}

/** A connection that cannot write. */
export function openReader(file: string): SqliteConnection {
  if (!existsSync(file)) throw CANNOT_OPEN(file, "it does not exist");
  return new SqliteConnection(() =>
    connect(file, true, (db) => {
      db.exec("pragma query_only = on; select count(*) from sqlite_schema");
    }),
  );
}

/** The coded error for a file that could not be opened, when the file is to blame. */
export function findOpenError(error: unknown, file: string): Error | undefined {
  if (isReadOnly(error)) return CANNOT_OPEN(file, "it is read-only (open it with `?mode=ro`)");
  const CANTOPEN = 14;
  if (primaryCode(error) !== CANTOPEN) return undefined;
  return CANNOT_OPEN(file, reasonOf(file)).because(error);
}

function connect(
  file: string,
  isReader: boolean,
  prepare: (db: DatabaseSync) => void,
): DatabaseSync {
  // Waiting inside of SQLite blocks every request of the process: the driver waits, with timers.
  const db = new DatabaseSync(file, { timeout: 0, readOnly: isReader });
  try {
    db.exec(SETTINGS);
    db.function("quintet_lower", { deterministic: true, directOnly: false }, lower);
    prepare(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Unicode lower case: SQLite's own `lower` knows ASCII only. Costs 0.1 µs a row more. */
function lower(value: SQLOutputValue): string | null {
  return value === null ? null : value.toString().toLowerCase();
}

function makeFolder(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw CANNOT_OPEN(file, `the folder "${folder}" cannot be made`).because(error);
  }
}

function reasonOf(file: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) return "it is a folder";
  if (existsSync(file) && !isAllowed(file, constants.R_OK)) return "this user may not read it";
  const folder = dirname(file);
  if (!isAllowed(folder, constants.W_OK)) return `the folder "${folder}" may not be written`;
  return "SQLite does not say why";
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
