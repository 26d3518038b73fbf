import { currentDatabase, type Database } from "../../db/index.ts";
import { NO_DATABASE } from "../../db/index.ts";
import { apiOptions } from "../api-options.ts";
import type { Naming } from "./naming.ts";
import { resourcePlan, type ResourcePlan } from "./resource-plan.ts";
import type { Resource } from "./resource.ts";

const plans = new WeakMap<Resource, WeakMap<object, ResourcePlan>>();

/** The plan of a resource for the database of the context, made once. @throws `API_RESOURCE_INVALID`, `DB_NO_DATABASE` */
export function currentPlan(resource: Resource): ResourcePlan {
  const database = currentDatabase.get() as Database | undefined;
  if (database === undefined) throw NO_DATABASE();
  let known = plans.get(resource);
  if (known === undefined) plans.set(resource, (known = new WeakMap()));
  let plan = known.get(database);
  if (plan === undefined) {
    plan = resourcePlan(resource, database.tables.of(resource.model), namingOf(resource));
    known.set(database, plan);
  }
  return plan;
}

/** How the names of a resource are written in the app of the context. */
export function namingOf({ options }: Resource): Naming {
  return options.naming ?? apiOptions.get()?.naming ?? "snake_case";
}
