import { currentIdentity, type Identity } from "../../core/index.ts";
import {
  type AnyModel,
  type Grant,
  grantOf,
  type ModelClass,
  type RecordMethods,
} from "../../db/index.ts";
import { NEEDS_DATABASE, POLICY_MISSING, REFUSED, SIGN_IN_REQUIRED } from "../errors.ts";
import { withRoles } from "../user-identity.ts";
import type { ModelPolicy } from "./access-rule.ts";
import { policiesOf } from "./policies-of.ts";
import { meets } from "./meets.ts";

/** Why somebody may do something with a row, or may not. */
export interface Explanation {
  readonly isAllowed: boolean;
  /** The rule that has decided, as `"post.update"`. */
  readonly rule: string;
  /** The groups of whom it was asked for, sorted. */
  readonly roles: readonly string[];
  /** What the rule has said. */
  readonly because:
    | "no policy"
    | "no rule"
    | "all rows"
    | "no row"
    | "condition met"
    | "condition not met";
  /** The condition on rows, where the rule gave one. */
  readonly condition?: unknown;
}

/**
 * Says which rule lets somebody do something with a row, or keeps them from it, and why.
 *
 * The policy is that of the row's model in the app: of a resource, a route, or `policies` of a module. Where
 * several have the rule, all of them hold: the first that says no is told, else the last.
 *
 * @example
 * await explain(user, "update", post); // { isAllowed: false, rule: "post.update", because: "condition not met", … }
 */
export async function explain(user: Identity, action: string, row: object): Promise<Explanation> {
  const who = await withRoles(user);
  const policies = policiesOf(row);
  const { modelName = row.constructor.name } = row.constructor as Partial<AnyModel>;
  const asked = { rule: `${modelName}.${action}`, roles: [...who.roles].sort() };
  let said: Said = { isAllowed: false, because: policies.length === 0 ? "no policy" : "no rule" };
  for (const policy of withRule(policies, action)) {
    said = await saidOf(row, grantOf(policy, action, who));
    if (!said.isAllowed) break;
  }
  const { isAllowed, ...why } = said;
  return { isAllowed, ...asked, ...why };
}

type Said = Omit<Explanation, "rule" | "roles">;

async function saidOf(row: object, grant: Grant<any>): Promise<Said> {
  if (grant === true) return { isAllowed: true, because: "all rows" };
  if (grant === false) return { isAllowed: false, because: "no row" };
  const isMet = await isMetBy(row, grant);
  const because = isMet ? "condition met" : "condition not met";
  return { isAllowed: isMet, because, condition: grant };
}

function withRule(policies: readonly ModelPolicy[], action: string): ModelPolicy[] {
  return policies.filter(({ rules }) => Object.hasOwn(rules, action));
}

/**
 * Whether somebody may do something with a row, by the policies of its model, as for `explain`. In templates too.
 *
 * Conditions are asked of the row itself, at once; so ask before you change it.
 *
 * @param user Default: whoever asks in this context.
 * @throws `AUTH_NEEDS_DATABASE` where the condition is about other rows, or the row was changed: await `explain` before the template
 */
export function can(action: string, row: object, user: Identity = currentIdentity()): boolean {
  const policies = policiesOf(row);
  if (policies.length === 0) throw POLICY_MISSING(row.constructor.name);
  const ruling = withRule(policies, action);
  return ruling.length > 0 && ruling.every((policy) => allowsRow(policy, action, { row, user }));
}

function allowsRow(
  policy: ModelPolicy,
  action: string,
  { row, user }: { readonly row: object; readonly user: Identity },
): boolean {
  const grant = grantOf(policy, action, user);
  if (typeof grant === "boolean") return grant;
  const isMet = isChanged(row) ? undefined : meets(row, grant);
  if (isMet === undefined) throw NEEDS_DATABASE(`${policy.model.modelName}.${action}`);
  return isMet;
}

/**
 * Lets somebody go on who may do this with the row, for handlers of plain routes.
 *
 * @throws `AUTH_SIGN_IN_REQUIRED` (401), `AUTH_REFUSED` (403)
 */
export async function authorize(
  action: string,
  row: object,
  user: Identity = currentIdentity(),
): Promise<void> {
  const { isAllowed } = await explain(user, action, row);
  if (isAllowed) return;
  throw user.isSignedIn ? REFUSED(`${action} this`) : SIGN_IN_REQUIRED();
}

/** A row that was changed has to meet it as it is stored, too: else everybody could make it their own first. */
async function isMetBy(row: object, condition: object): Promise<boolean> {
  const isMet = meets(row, condition);
  if (isMet === false) return false;
  return isMet === true && !isChanged(row) ? true : isIn(row, condition);
}

function isChanged(row: object): boolean {
  const { isNew, changedFields } = row as Partial<RecordMethods<object>>;
  return isNew === false && changedFields !== undefined && changedFields.call(row).length > 0;
}

/** What the database says of the row as it is stored. */
async function isIn(row: object, condition: object): Promise<boolean> {
  const { id } = row as { readonly id?: unknown };
  // oxlint-disable-next-line typescript/no-explicit-any
  const model = row.constructor as unknown as ModelClass<any>;
  return id !== undefined && (await model.where(condition).where({ id }).exists());
}
