import { currentApp, type App } from "../../app/index.ts";
import type { AnyModel } from "../../db/index.ts";
import { routesOf } from "../../http/index.ts";
import type { ModelPolicy } from "./access-rule.ts";

const known = new WeakMap<App, ReadonlyMap<AnyModel, ModelPolicy>>();

/** The policy that the app of the context has for rows of a model. */
export function findPolicy(row: object): ModelPolicy | undefined {
  const app = currentApp.get();
  if (app === undefined) return undefined;
  let policies = known.get(app);
  if (policies === undefined) known.set(app, (policies = policiesOf(app)));
  return policies.get(row.constructor as AnyModel);
}

function policiesOf(app: App): ReadonlyMap<AnyModel, ModelPolicy> {
  const ofRoutes = routesOf(app)
    .flatMap(({ layers }) => layers.map(({ policy }) => policy))
    .filter((policy): policy is ModelPolicy => typeof policy === "object");
  const all = [...ofRoutes, ...app.contributions("policies")];
  return new Map(all.map((policy) => [policy.model, policy]));
}
