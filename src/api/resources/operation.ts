import type { Route } from "../../http/index.ts";
import type { Action } from "./action.ts";
import type { Resource } from "./resource.ts";
import type { Operation } from "./resource-options.ts";

/** What a route of a resource does. */
export interface ResourceOperation {
  readonly resource: Resource;
  readonly kind: Operation | "bulkCreate" | "bulkUpdate" | "bulkDelete" | "action";
  /** Of an action, in the options of the resource. */
  readonly name?: string;
  readonly action?: Action;
}

const OPERATION: unique symbol = Symbol("operation");

export function withOperation(route: Route, operation: ResourceOperation): Route {
  return Object.assign(route, { [OPERATION]: operation });
}

/** What a route does for a resource; undefined for a plain route. */
export function findOperation(route: Route): ResourceOperation | undefined {
  return (route as { [OPERATION]?: ResourceOperation })[OPERATION];
}
