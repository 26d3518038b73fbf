import { slot } from "../../core/index.ts";
import type { Driver } from "./driver.ts";
import { NO_DATABASE } from "../errors.ts";

/** What queries and transactions must know of a database. */
export interface DatabaseHandle {
  readonly driver: Driver;
  /** Queries that take so long or longer are logged. Absent: none is. */
  readonly slowMs?: number | undefined;
  /** Gets what a transaction has recorded, in order, once it is committed. */
  onCommit?(changes: readonly unknown[]): void | Promise<void>;
}

/** The database that models talk to here. */
export const currentDatabase = slot<DatabaseHandle>("database");

/** @throws `DB_NO_DATABASE` outside of any. */
export function getDatabase(): DatabaseHandle {
  const database = currentDatabase.get();
  if (database === undefined) throw NO_DATABASE();
  return database;
}
