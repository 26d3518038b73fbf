import type { Identity } from "../../core/index.ts";
import { type AnyModel, type Grant, grantOf, type Policy, type Relation } from "../../db/index.ts";
import { currentServer, type HttpServer } from "../../http/index.ts";
import { bothOf } from "./column-path.ts";
import { findOperation } from "./operation.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** What a user may see of the rows that a relation leads to: all, none, or those that meet a condition. */
export type GrantOf = (relation: Relation) => Grant<any>;

const NO_POLICIES: ReadonlyMap<AnyModel, readonly Policy[]> = new Map();
const policiesOf = new WeakMap<HttpServer, ReadonlyMap<AnyModel, readonly Policy[]>>();

/** The policies of all resources of the app in whose context this runs, by model. */
function currentPolicies(): ReadonlyMap<AnyModel, readonly Policy[]> {
  const server = currentServer.get();
  if (server === undefined) return NO_POLICIES;
  let known = policiesOf.get(server);
  if (known === undefined) policiesOf.set(server, (known = collected(server)));
  return known;
}

function collected(server: HttpServer): ReadonlyMap<AnyModel, readonly Policy[]> {
  const found = new Map<AnyModel, Set<Policy>>();
  for (const { route } of server.routes) {
    const operation = findOperation(route);
    if (operation === undefined) continue;
    const { model, options } = operation.resource;
    found.set(model, (found.get(model) ?? new Set()).add(options.policy));
  }
  return new Map([...found].map(([model, policies]) => [model, [...policies]]));
}

/**
 * What a user may see of related rows: what the policies of their model's resources all let them read, and
 * everything where the app has no such resource or this one declares the relation `open`.
 */
export function relatedGrants({ open }: ResourcePlan, user: Identity): GrantOf {
  const known = new Map<AnyModel, Grant<any>>();
  return (relation) => {
    if (open.has(relation)) return true;
    const { model } = relation.target;
    let grant = known.get(model);
    if (grant === undefined) known.set(model, (grant = modelGrant(model, "read", user)));
    return grant;
  };
}

/** What the policies of a model's resources all let a user do; everything where it has no resource. */
export function modelGrant(model: AnyModel, rule: string, user: Identity): Grant<any> {
  const policies = currentPolicies().get(model) ?? [];
  return combined(policies.map((policy) => grantOf(policy, rule, user)));
}

/** What all of these let somebody do. */
export function combined(grants: readonly Grant<any>[]): Grant<any> {
  let all: Grant<any> = true;
  for (const grant of grants) {
    if (grant === false) return false;
    if (grant !== true) all = all === true ? grant : bothOf(all, grant);
  }
  return all;
}
