import type { Identity } from "../../core/index.ts";
import { type Query, rowsNow } from "../../db/index.ts";
import { type HttpRequest, notFound } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { allOf } from "./check-input.ts";
import { parseOptionalQuery } from "./parse-query.ts";
import { granted, type Granted, refusal } from "./permission.ts";
import { relatedGrants } from "./related-grants.ts";
import { type ResourcePlan, viewFor } from "./resource-plan.ts";
import { seenQuery } from "./seen-query.ts";
import { type View, written } from "./view.ts";

/** One row, if the user may see it. */
export function getOne(plan: ResourcePlan, { request, params }: OperationInput): unknown {
  const grant = granted(plan.options, "read", request.user);
  const view = viewFor(plan, parseOptionalQuery(plan.single, request));
  const shown = showRow(plan, keyCondition(plan, params["key"]!), grant, request, view);
  return shown instanceof Promise ? shown.then((row) => found(plan, row)) : found(plan, shown);
}

function found(plan: ResourcePlan, shown: unknown): unknown {
  if (shown === undefined) throw absent(plan);
  return shown;
}

/** A row as the resource shows it, or a promise of it; undefined where the user may not see it. */
export function showRow(
  plan: ResourcePlan,
  condition: object,
  grant: Granted,
  request: HttpRequest,
  view: View = plan.view,
): unknown {
  let query = seenQuery(plan, view, relatedGrants(plan, request.user)).where(condition);
  if (grant !== true) query = query.where(grant);
  const rows = rowsNow(query.order().limit(1));
  return rows instanceof Promise
    ? rows.then((late) => firstWritten(view, late))
    : firstWritten(view, rows);
}

function firstWritten(view: View, rows: readonly unknown[]): unknown {
  if (rows.length === 0) return undefined;
  const items = written(view, rows);
  return items instanceof Promise ? items.then(([item]) => item as unknown) : items[0];
}

/** A row that was written, as the user may see it; undefined for those who may write and not read. */
export async function showWritten(
  plan: ResourcePlan,
  row: object,
  request: HttpRequest,
): Promise<unknown> {
  const grant = grantOrNone(plan, request.user);
  return grant === undefined ? undefined : showRow(plan, ownKey(plan, row), grant, request);
}

/** Rows as the resource shows them, in their order, without those that the user may not see. */
export async function showAll(
  plan: ResourcePlan,
  rows: readonly object[],
  request: HttpRequest,
): Promise<unknown[]> {
  const grant = grantOrNone(plan, request.user);
  const [key, ...more] = plan.table.key;
  if (grant === undefined || key === undefined || more.length > 0) return [];
  const keyOf = (row: object): unknown => (row as Record<string, unknown>)[key.property];
  const keys = rows.map(keyOf);
  // The key is read beside what is shown, so that the rows can be put in order.
  const view = plan.keyedView;
  let query = seenQuery(plan, view, relatedGrants(plan, request.user));
  query = query.where({ [key.property]: keys } as never);
  if (grant !== true) query = query.where(grant as never);
  const found = (await query) as object[];
  const items = await written(view, found);
  const byKey = new Map(found.map((row, index) => [String(keyOf(row)), items[index] as object]));
  return keys.flatMap((one) => {
    const item = byKey.get(String(one));
    return item === undefined ? [] : [item];
  });
}

function grantOrNone(plan: ResourcePlan, user: Identity): Granted | undefined {
  try {
    return granted(plan.options, "read", user);
  } catch {
    return undefined;
  }
}

/** The condition for the row of an address. @throws `NOT_FOUND` for what cannot be a key */
export function keyCondition(plan: ResourcePlan, text: string): object {
  const result = plan.lookupField.validate(text, { from: "text" });
  if (!result.ok) throw absent(plan);
  return { [plan.lookup.property]: result.value };
}

/** The condition for a row in hand. */
export function ownKey({ table }: ResourcePlan, row: object): object {
  return Object.fromEntries(
    table.key.map(({ property }) => [property, (row as Record<string, unknown>)[property]]),
  );
}

/**
 * The row of an address, locked, for somebody who may see it and do this to it.
 *
 * @param hidden What is answered about a row that they may not see.
 * @throws `NOT_FOUND` (404) for what they may not see, `FORBIDDEN` (403) for what they may not do
 */
export async function lockedRow(
  plan: ResourcePlan,
  rule: string,
  key: string,
  user: Identity,
  hidden: 404 | 403 = 404,
): Promise<object> {
  const grant = granted(plan.options, rule, user);
  const condition = keyCondition(plan, key);
  const read = granted(plan.options, "read", user);
  let query = rowsOf(plan).where(condition as never);
  if (read !== true && hidden === 404) query = query.where(read as never);
  const row = (await query.lock().first()) as object | undefined;
  if (row === undefined) throw absent(plan);
  await requireGrant(plan, rule, row, grant, user);
  return row;
}

/** @throws `UNAUTHORIZED`, `FORBIDDEN` unless the row meets what the rule grants */
export async function requireGrant(
  plan: ResourcePlan,
  rule: string,
  row: object,
  grant: Granted,
  user: Identity,
): Promise<void> {
  if (grant === true) return;
  const isGranted = await rowsOf(plan)
    .where(ownKey(plan, row) as never)
    .where(grant as never)
    .exists();
  if (!isGranted) throw refusal(rule, user);
}

/** @returns the error for a row that is not there, or not for this user */
export function absent({ table, lookup }: ResourcePlan): Error {
  return notFound(`There is no "${table.name}" with this ${lookup.property}.`);
}

/** A query for all rows, as instances. */
export function rowsOf({ model }: ResourcePlan): Query<any, any> {
  return allOf(model);
}
