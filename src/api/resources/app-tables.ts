import type { App } from "../../app/index.ts";
import { resolveTables, type Tables } from "../../db/index.ts";

const known = new WeakMap<App, Tables>();

/** The tables of an app's models, looked up once however many resources ask. @throws `DB_MODELS_INVALID` */
export function appTables(app: App): Tables {
  let tables = known.get(app);
  if (tables === undefined) {
    tables = resolveTables(app.contributions("models"));
    known.set(app, tables);
  }
  return tables;
}
