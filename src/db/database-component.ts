import type { App, AppComponent, Problem } from "../app/index.ts";
import type { Binding, Duration } from "../core/index.ts";
import { Events } from "../events/index.ts";
import { connect, type Database } from "./database.ts";
import { MODELS_INVALID } from "./errors.ts";
import type { AnyModel } from "./models/model-class.ts";
import { resolveTables } from "./tables/resolve-tables.ts";

export interface DatabaseModuleOptions {
  /** `sqlite:./data/app.db`, `postgres://…` */
  readonly url: string;
  /** Queries that take so long are logged as warnings, `"slow query"`, without values. Default `"1s"`. */
  readonly slow?: Duration;
}

interface DatabaseParts {
  readonly name: string;
  readonly models: readonly AnyModel[];
  readonly provides: (opened: Database) => readonly Binding[];
}

/** A database of an app: open while the app runs, heard by the receivers of all modules. */
export function databaseComponent(
  app: App,
  { name, models, provides }: DatabaseParts,
  { url, slow = "1s" }: DatabaseModuleOptions,
): AppComponent {
  const events = new Events();
  let opened: Database | undefined;
  return {
    name,
    async start() {
      events.subscribe(...app.contributions("receivers"));
      opened = await connect(url, { models, events, slow });
    },
    provides: () => provides(opened!),
    stop: async () => opened?.close(),
  };
}

/** What is wrong with the models, before anything is opened. */
export function checkModels(models: readonly AnyModel[]): Problem[] {
  try {
    resolveTables(models);
    return [];
  } catch (error) {
    if (!MODELS_INVALID.is(error)) throw error;
    return [{ id: error.code, level: "error", message: error.message, hint: error.hint }];
  }
}
