import type { Duration } from "../core/index.ts";
import { type App, type AppComponent, type Module, module, type Problem } from "../app/index.ts";
import { currentEvents, Events, type Receiver } from "../events/index.ts";
import type { AfterMigrate } from "./after-migrate.ts";
import { currentDatabase } from "./connections/current-database.ts";
import { connect, type Database } from "./database.ts";
import { MODELS_INVALID } from "./errors.ts";
import type { AnyModel } from "./models/model-class.ts";
import { resolveTables } from "./tables/resolve-tables.ts";

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

export interface DatabaseModuleOptions {
  /** `sqlite:./data/app.db`, `postgres://…` */
  readonly url: string;
  /** Queries that take so long are logged as warnings, `"slow query"`, without values. Default `"1s"`. */
  readonly slow?: Duration;
}

/**
 * The module that opens the app's database when it starts, with the models of all modules, and hands
 * its writes to the receivers of all modules.
 *
 * @example
 * app({ modules: [database({ url: "sqlite:./data/app.db" }), blog] })
 */
export function database({ url, slow = "1s" }: DatabaseModuleOptions): Module {
  return module("database", {
    databases: [{ url }],
    components: [(app) => databaseComponent(app, url, slow)],
    checks: [checkModels],
  });
}

function checkModels(app: App): Problem[] {
  try {
    resolveTables(app.contributions("models"));
    return [];
  } catch (error) {
    if (!MODELS_INVALID.is(error)) throw error;
    return [{ id: error.code, level: "error", message: error.message, hint: error.hint }];
  }
}

function databaseComponent(app: App, url: string, slow: Duration): AppComponent {
  const events = new Events();
  let opened: Database | undefined;
  return {
    name: "database",
    async start() {
      events.subscribe(...app.contributions("receivers"));
      opened = await connect(url, { models: app.contributions("models"), events, slow });
    },
    provides: () => [currentDatabase.as(opened), currentEvents.as(events)],
    stop: async () => opened?.close(),
  };
}
