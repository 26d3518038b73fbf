import { SCHEMA_INVALID } from "../../schema/index.ts";
import { missing, repeated } from "./check-input.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import { granted, type Permit, refusal } from "./permission.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { absent, anyOf, keyCondition, keyText, ownKey } from "./row-keys.ts";

/**
 * The row of an address, locked, for somebody who may see it and do this to it.
 *
 * @param hidden What is answered about a row that they may not see.
 * @throws `NOT_FOUND` (404) for what they may not see, `FORBIDDEN` (403) for what they may not do
 */
export async function lockedRow(
  plan: ResourcePlan,
  key: string,
  permit: Permit,
  hidden: 404 | 403 = 404,
): Promise<object> {
  const condition = keyCondition(plan, key);
  const read = granted(plan.options, "read", permit.user);
  await plan.options.lockFirst?.(condition);
  const rows = grantedOf(allOf(plan.model).where(condition), hidden === 404 ? read : true);
  const row = (await rows.lock().first()) as object | undefined;
  if (row === undefined) throw absent(plan);
  await requireGrant(plan, row, permit);
  return row;
}

/**
 * The rows of a list of keys, locked, for somebody who may see them all and do this to them all.
 *
 * @param pathOf Where in the body the key of this index stands.
 * @throws `SCHEMA_INVALID` (400) for what they may not see or what comes twice, `FORBIDDEN` (403)
 */
export async function lockedRows(
  plan: ResourcePlan,
  keys: readonly unknown[],
  permit: Permit,
  pathOf: (index: number) => string,
): Promise<object[]> {
  const read = granted(plan.options, "read", permit.user);
  const { property } = plan.lookup;
  const condition: object = { [property]: keys };
  await plan.options.lockFirst?.(condition);
  const seen = grantedOf(allOf(plan.model).where(condition), read);
  // In one order, so that two lists with the same rows do not wait for each other.
  const found = (await seen.order(property).lock()) as Record<string, unknown>[];
  const byKey = new Map(found.map((row) => [String(row[property]), row]));
  const named = new Set<string>();
  const problems = keys.flatMap((key, index) => {
    const text = String(key);
    if (named.has(text)) return repeated(pathOf(index), key);
    named.add(text);
    return byKey.has(text) ? [] : missing(pathOf(index), plan.table.name, key);
  });
  if (problems.length > 0) throw SCHEMA_INVALID(problems);
  const rows = keys.map((key) => byKey.get(String(key))!);
  await requireGrants(plan, rows, permit);
  return rows;
}

/** @throws `UNAUTHORIZED`, `FORBIDDEN` unless all rows of a list meet what the rule grants */
export async function requireGrants(
  plan: ResourcePlan,
  rows: readonly object[],
  { rule, user, grant }: Permit,
): Promise<void> {
  if (grant === true) return;
  const own = plan.table.key.map(({ property }) => property);
  const granting = allOf(plan.model).where(anyOf(plan, rows)).where(grant);
  const met = await granting.select(...own).order();
  const keys = new Set(met.map((row) => keyText(plan, row)));
  const refused = rows.flatMap((row, index) => (keys.has(keyText(plan, row)) ? [] : index));
  if (refused.length > 0) throw refusal(rule, user, `what is at ${refused.join(", ")} of the list`);
}

/** @throws `UNAUTHORIZED`, `FORBIDDEN` unless the row meets what the rule grants */
export async function requireGrant(
  plan: ResourcePlan,
  row: object,
  { rule, user, grant }: Permit,
): Promise<void> {
  if (grant === true) return;
  const isGranted = await allOf(plan.model).where(ownKey(plan, row)).where(grant).exists();
  if (!isGranted) throw refusal(rule, user);
}
