import { type Module, module } from "../app/index.ts";
import { slot } from "../core/index.ts";
import type { Database } from "./database.ts";
import {
  checkModels,
  databaseComponent,
  type DatabaseModuleOptions,
} from "./database-component.ts";
import { NO_DATABASE } from "./errors.ts";
import type { AnyModel } from "./models/model-class.ts";

/** One more database of an app, beside its own. Made by `otherDatabase`. */
export interface OtherDatabase {
  /** The module that opens it when the app starts, and closes it when the app stops. */
  module(options: DatabaseModuleOptions): Module;
  /** The database as it is open in the app that runs. @throws `DB_NO_DATABASE` */
  get(): Database;
}

/**
 * Declares one more database, with its models. Declare it once, at the top of a file.
 *
 * Models are asked on it inside of its `run` and nowhere else, and a transaction is of one database. The
 * receivers of all modules hear of its writes. Migrations are made for the app's own database only.
 *
 * @param name Unique in the process.
 * @example
 * export const archive = otherDatabase("archive", [Letter]);
 * // app.ts
 * app({ modules: [database({ url }), archive.module({ url: archiveUrl })] });
 * // anywhere in the app
 * await archive.get().run(() => Letter.count());
 */
export function otherDatabase(name: string, models: readonly AnyModel[]): OtherDatabase {
  const fullName = `database.${name}`;
  const current = slot<Database>(fullName);
  const parts = {
    name: fullName,
    models,
    provides: (opened: Database) => [current.as(opened)],
  };
  return {
    module: (options) =>
      module(fullName, {
        components: [(app) => databaseComponent(app, parts, options)],
        checks: [() => checkModels(models)],
      }),
    get() {
      const database = current.get();
      if (database === undefined) throw NO_DATABASE();
      return database;
    },
  };
}
