import { getDatabase } from "./connections/current-database.ts";
import type { Database } from "./database.ts";

/** The database of the context, with its models. @throws `DB_NO_DATABASE` */
export function contextDatabase(): Database {
  return getDatabase() as Database;
}
