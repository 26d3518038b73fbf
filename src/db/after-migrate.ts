import type { App, Print } from "../app/index.ts";
import type { Driver } from "./connections/driver.ts";
import { Database } from "./database.ts";

/**
 * What a module does each time that `quintet migrate` has brought the database to the last migrations, as to
 * make rows that have to be there.
 *
 * It runs on the database of an app that is not started, so no receiver hears of what it writes. Several
 * processes may do it at once, and nothing must change when it is done again.
 */
export type AfterMigrate = (app: App, print: Print) => Promise<void>;

/**
 * Does what the modules of an app do after migrations, one after the other.
 *
 * @param migrated Names of the modules that have migrations: of others there are no tables.
 */
export async function runAfterMigrate(
  app: App,
  driver: Driver,
  migrated: ReadonlySet<string>,
  print: Print,
): Promise<void> {
  const works = app.modules
    .filter(({ name }) => migrated.has(name))
    .flatMap(({ parts }) => parts.afterMigrate ?? []);
  if (works.length === 0) return;
  const database = new Database(driver, { models: app.contributions("models") });
  await database.run(async () => {
    for (const work of works) await work(app, print);
  });
}
