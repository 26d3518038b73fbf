import type { Identity } from "../../core/index.ts";
import { grantOf } from "../../db/index.ts";
import { forbidden, unauthorized } from "../../http/index.ts";
import type { Action } from "./action.ts";
import type { ResourceOperation } from "./operation.ts";
import type { AnyResourceOptions, Operation } from "./resource-options.ts";

/** A rule's answer: all rows, or those that meet a condition. */
export type Granted = true | object;

/** What somebody may do by a rule. */
export interface Permit {
  readonly rule: string;
  readonly user: Identity;
  readonly grant: Granted;
}

/** @throws `UNAUTHORIZED` (401), `FORBIDDEN` (403) where the rule grants nothing */
export function permitOf(options: AnyResourceOptions, rule: string, user: Identity): Permit {
  return { rule, user, grant: granted(options, rule, user) };
}

/** What a rule grants. @throws `UNAUTHORIZED` (401), `FORBIDDEN` (403) where it grants nothing */
export function granted(options: AnyResourceOptions, rule: string, user: Identity): Granted {
  const grant = findGrant(options, rule, user);
  if (grant === false) throw refusal(rule, user);
  return grant;
}

/** What a rule grants; `false` where that is nothing. */
export function findGrant(
  { policy }: AnyResourceOptions,
  rule: string,
  user: Identity,
): Granted | false {
  return grantOf(policy, rule, user);
}

/** The error for what somebody may not do: signing in could help those who have not. */
export function refusal(rule: string, user: Identity, what = "this"): Error {
  const verb = VERBS.has(rule) ? rule : "do";
  return user.isSignedIn
    ? forbidden(`You may not ${verb} ${what}.`)
    : unauthorized(`Sign in to ${verb} ${what}.`);
}

/** A rule of one's own may have any name. */
const VERBS = new Set(["read", "create", "update", "delete"]);

/** The rule that an operation goes by. */
export function ruleOf({ resource, kind, name, action }: ResourceOperation): string {
  if (kind === "action") return actionRule(resource.options, name!, action!) ?? name!;
  return RULES[kind];
}

/** The rule that the policy would need for an operation and does not have; nobody may do it then. */
export function missingRule(
  { policy }: AnyResourceOptions,
  operation: Operation,
): string | undefined {
  const rule = RULES[operation];
  return Object.hasOwn(policy.rules, rule) ? undefined : rule;
}

const RULES = {
  list: "read",
  get: "read",
  create: "create",
  bulkCreate: "create",
  update: "update",
  replace: "update",
  bulkUpdate: "update",
  delete: "delete",
  bulkDelete: "delete",
} as const;
export type RuleOf = typeof RULES;

/** The rule of an action; undefined where the policy has none that could be meant. */
export function actionRule(
  { policy }: AnyResourceOptions,
  name: string,
  action: Action,
): string | undefined {
  if (action.rule !== undefined) return action.rule;
  if (Object.hasOwn(policy.rules, name)) return name;
  if (action.method === "GET") return "read";
  return action.target === "one" ? "update" : undefined;
}

/** Refuses those who may not do it with any row at all. */
export function refuseOutright(operation: ResourceOperation, user: Identity): undefined {
  granted(operation.resource.options, ruleOf(operation), user);
  return undefined;
}
