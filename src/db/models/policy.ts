import { currentIdentity, type Identity } from "../../core/index.ts";
import { POLICY_NOT_A_GRANT, POLICY_UNDEFINED } from "../errors.ts";
import type { Where } from "../queries/condition.ts";
import { isExpression } from "../queries/expression.ts";
import { isPlainObject } from "../sql/plain-object.ts";
import type { AnyModel } from "./model-class.ts";
import type { FieldsOf } from "./row.ts";

/** All rows: `true`, as a word for rules that else give conditions. */
export const everything = true;
/** No row at all: `false`. */
export const nothing = false;

/** What a rule answers: all rows, none, or those that meet a condition. */
export type Grant<F> = boolean | Where<F>;

/** Who may do what: one function for each action, by the one who asks. An action without a rule is refused. */
export type Rules<F, A extends string> = { readonly [K in A]: (user: Identity) => Grant<F> };

/** The rules of a model, held on every surface: REST, admin, channels, exports. */
export interface Policy<F = any, A extends string = string> {
  readonly model: AnyModel;
  readonly rules: Rules<F, A>;
}

/**
 * Declares who may see and change the rows of a model, once, for every surface.
 *
 * A rule gives `true` or `everything`, `false` or `nothing`, or the condition that the rows meet:
 * conditions become SQL where rows are chosen, and are asked of the row where there is one. Rules are
 * `read`, `create`, `update`, `delete`, and any action of yours by its name; what has no rule is refused.
 *
 * @example
 * export const postPolicy = policy(Post, {
 *   read: (user) => user.isStaff ? everything : { status: "published" },
 *   create: (user) => user.isSignedIn,
 *   update: (user) => user.isStaff ? everything : user.isSignedIn && { author: user.id },
 *   delete: (user) => user.isStaff,
 * });
 */
export function policy<M extends AnyModel, A extends string>(
  model: M,
  rules: Rules<FieldsOf<M>, A>,
): Policy<FieldsOf<M>, A> {
  return { model, rules };
}

/**
 * What a policy lets somebody do: `true` for all rows, `false` for none, else a condition for `where`.
 *
 * @param user Default: the identity of the context.
 * @throws `DB_POLICY_UNDEFINED` (500) where the rule's condition asks for `undefined`,
 *   `DB_POLICY_NOT_A_GRANT` (500) for a promise and all else that is no answer
 */
export function grantOf<F, A extends string>(
  { model, rules }: Policy<F, A>,
  action: A | (string & {}),
  user: Identity = currentIdentity(),
): boolean | Where<F> {
  const rule = Object.hasOwn(rules, action) ? rules[action as A] : undefined;
  const grant = rule === undefined ? false : rule(user);
  const path = undefinedIn(grant);
  if (path !== undefined) throw POLICY_UNDEFINED(model.modelName, action, path.join("."));
  if (!isGrant(grant)) throw POLICY_NOT_A_GRANT(model.modelName, action, kindOf(grant));
  return grant;
}

/** A promise is no condition, and would let everybody pass who asks for anything but `false`. */
function isGrant(grant: unknown): boolean {
  return typeof grant === "boolean" || isPlainObject(grant) || Array.isArray(grant);
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? typeof value;
  return value instanceof Promise ? "a promise" : `a ${value.constructor.name}`;
}

/** What is looked into; rows, dates and such are values. */
const PLAIN: readonly unknown[] = [Object.prototype, Array.prototype, null];

/** Where `undefined` is asked for. As a value of a query it would be told to the client as its own fault. */
function undefinedIn(
  condition: unknown,
  path: readonly string[] = [],
): readonly string[] | undefined {
  if (condition === undefined) return path;
  if (typeof condition !== "object" || condition === null || isExpression(condition)) return;
  if (!PLAIN.includes(Object.getPrototypeOf(condition))) return;
  for (const [key, value] of Object.entries(condition)) {
    const found = undefinedIn(value, [...path, key]);
    if (found !== undefined) return found;
  }
  return;
}
