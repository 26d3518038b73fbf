import { parseDatabaseUrl } from "./database-url.ts";
import type { Driver } from "./driver.ts";

/**
 * Opens the database that a URL names. The driver's file, and the package it needs, load on demand.
 *
 * PostgreSQL is asked for a connection before this resolves, so that a wrong address shows at start.
 *
 * @throws `DB_BAD_URL`, `DB_DRIVER_MISSING`, `DB_UNREACHABLE`, `DB_LOGIN_REFUSED`, `DB_CANNOT_OPEN`,
 *   `DB_NOT_A_DATABASE`, `DB_BUSY`
 */
export async function openDriver(url: string): Promise<Driver> {
  const options = parseDatabaseUrl(url);
  if (options.dialect === "sqlite") {
    const { openSqlite } = await import("./drivers/sqlite.ts");
    return openSqlite(options);
  }
  const { openPostgres } = await import("./drivers/postgres.ts");
  return openPostgres(options);
}
