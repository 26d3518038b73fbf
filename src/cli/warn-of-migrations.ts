import { parseDatabaseUrl } from "../db/index.ts";
import { loadMigrations, plan } from "../db/migrations/index.ts";
import { migrationModulesOf } from "./app-migrations.ts";
import { type CommandContext, withDriver } from "./command-context.ts";

/** Says which migrations the database lacks: the first request would only say that a table is not there. */
export async function warnOfMigrations({ findApp, print }: CommandContext): Promise<void> {
  const found = await findApp();
  const [database] = found.app.contributions("databases");
  if (database === undefined) return;
  const options = parseDatabaseUrl(database.url);
  // Each connection to it has a database of its own.
  if (options.dialect === "sqlite" && options.file === ":memory:") return;
  const migrations = await loadMigrations(migrationModulesOf(found));
  const missing = await withDriver(database.url, (driver) => plan(driver, { migrations }));
  if (missing.length === 0) return;
  const names = missing.map(({ migration }) => migration.id).join(", ");
  print.warn(`The database lacks ${names}: run \`quintet migrate\`.`);
}
