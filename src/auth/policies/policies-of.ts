import { currentApp, type App } from "../../app/index.ts";
import type { AnyModel } from "../../db/index.ts";
import { routesOf } from "../../http/index.ts";
import type { ModelPolicy } from "./access-rule.ts";

const known = new WeakMap<App, ReadonlyMap<AnyModel, readonly ModelPolicy[]>>();

/** The policies that the app of the context has for rows of a model. */
export function policiesOf(row: object): readonly ModelPolicy[] {
  const app = currentApp.get();
  if (app === undefined) return [];
  let policies = known.get(app);
  if (policies === undefined) known.set(app, (policies = collected(app)));
  return policies.get(row.constructor as AnyModel) ?? [];
}

function collected(app: App): ReadonlyMap<AnyModel, readonly ModelPolicy[]> {
  const ofRoutes = routesOf(app)
    .flatMap(({ layers }) => layers.map(({ policy }) => policy))
    .filter((policy): policy is ModelPolicy => typeof policy === "object");
  const all = new Set([...ofRoutes, ...app.contributions("policies")]);
  return Map.groupBy(all, ({ model }) => model);
}
