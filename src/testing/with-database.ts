import { type Module, module } from "../app/index.ts";
import { currentDatabase, type Database } from "../db/index.ts";
import { currentEvents } from "../events/index.ts";

/**
 * The modules of an app with another database in the place of its own, under the same name, so that what
 * depends on `"database"` finds it. Without one given, none is open: to look at the modules only.
 */
export function withDatabase(modules: readonly Module[], database?: Database): Module[] {
  return [standIn(database), ...withoutDatabase(modules)];
}

function standIn(database: Database | undefined): Module {
  const provided =
    database === undefined ? [] : [currentDatabase.as(database), currentEvents.as(database.events)];
  return module("database", {
    components: [() => ({ name: "database", provides: () => provided })],
  });
}

/** The modules, and those in them, without the one that opens the app's database. */
function withoutDatabase(modules: readonly Module[]): Module[] {
  return modules
    .filter(({ parts }) => parts.databases === undefined)
    .map((one) =>
      one.modules.length === 0 ? one : { ...one, modules: withoutDatabase(one.modules) },
    );
}
