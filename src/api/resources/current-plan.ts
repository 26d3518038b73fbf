import { currentDatabase, type Database } from "../../db/index.ts";
import { NO_DATABASE } from "../../db/index.ts";
import type { Naming } from "../../schema/index.ts";
import { resourcePlan, type ResourcePlan } from "./resource-plan.ts";
import type { Resource } from "./resource.ts";

type Plans = { [N in Naming]?: ResourcePlan };

const plans = new WeakMap<Resource, WeakMap<object, Plans>>();

/**
 * The plan of a resource for the database of the context, made once for each naming under which it is mounted.
 *
 * @throws `API_RESOURCE_INVALID`, `DB_NO_DATABASE`
 */
export function currentPlan(resource: Resource, naming: Naming): ResourcePlan {
  const database = currentDatabase.get() as Database | undefined;
  if (database === undefined) throw NO_DATABASE();
  let known = plans.get(resource);
  if (known === undefined) plans.set(resource, (known = new WeakMap()));
  let own = known.get(database);
  if (own === undefined) known.set(database, (own = {}));
  return (own[naming] ??= resourcePlan(resource, database.tables.of(resource.model), naming));
}
