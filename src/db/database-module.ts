import { type App, type AppComponent, type Module, module } from "../app/index.ts";
import { currentEvents, type Receiver } from "../events/index.ts";
import type { AfterMigrate } from "./after-migrate.ts";
import { currentDatabase } from "./connections/current-database.ts";
import type { Database } from "./database.ts";
import {
  checkModels,
  databaseComponent,
  type DatabaseModuleOptions,
} from "./database-component.ts";
import type { AnyModel } from "./models/model-class.ts";

declare module "../app/index.ts" {
  interface ModuleParts {
    /** Models of this module; the app's database is given those of all modules. */
    readonly models?: readonly AnyModel[];
    /** Receivers of signals: what `on(…)` gives. */
    readonly receivers?: readonly Receiver[];
    /** The databases of the app, as the command line opens them without starting the app. */
    readonly databases?: readonly DatabaseModuleOptions[];
    /** Folder of this module's migrations. Default: `<name of the module>/migrations` beside the app. */
    readonly migrations?: string | URL;
    /** Done each time that `quintet migrate` has brought the database to the last migrations. */
    readonly afterMigrate?: readonly AfterMigrate[];
  }
}

/**
 * The module that opens the app's database when it starts, with the models of all modules, and hands
 * its writes to the receivers of all modules.
 *
 * @example
 * app({ modules: [database({ url: "sqlite:./data/app.db" }), blog] })
 */
export function database(options: DatabaseModuleOptions): Module {
  return module("database", {
    databases: [options],
    components: [(app) => ownDatabase(app, options)],
    checks: [(app) => checkModels(app.contributions("models"))],
  });
}

function ownDatabase(app: App, options: DatabaseModuleOptions): AppComponent {
  const parts = {
    name: "database",
    models: app.contributions("models"),
    provides: (opened: Database) => [currentDatabase.as(opened), currentEvents.as(opened.events)],
  };
  return databaseComponent(app, parts, options);
}
