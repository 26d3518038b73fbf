import { type Query, rowsNow } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { grantedOf } from "./granted-query.ts";
import { parseOptionalQuery } from "./parse-query.ts";
import { findGrant, granted } from "./permission.ts";
import { relatedGrants } from "./related-grants.ts";
import { type ResourcePlan, viewFor } from "./resource-plan.ts";
import { absent, anyOf, keyCondition, keyText, ownKey } from "./row-keys.ts";
import { seenQuery, type View, written } from "./view.ts";

/** One row, if the user may see it. */
export function getOne(plan: ResourcePlan, { request, params }: OperationInput): unknown {
  const grant = granted(plan.options, "read", request.user);
  const view = viewFor(plan, parseOptionalQuery(plan.single, request));
  const rows = seenQuery(view, relatedGrants(plan, request.user));
  const row = rows.where(keyCondition(plan, params["key"]!));
  const shown = showFirst(view, grantedOf(row, grant));
  return shown instanceof Promise ? shown.then((row) => found(plan, row)) : found(plan, shown);
}

function found(plan: ResourcePlan, shown: unknown): unknown {
  if (shown === undefined) throw absent(plan);
  return shown;
}

/** The row of a query as a view shows it, or a promise of it; undefined where there is none. */
function showFirst(view: View, query: Query<any, any>): unknown {
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
  const grant = findGrant(plan.options, "read", request.user);
  if (grant === false) return undefined;
  const rows = seenQuery(plan.view, relatedGrants(plan, request.user));
  return showFirst(plan.view, grantedOf(rows.where(ownKey(plan, row)), grant));
}

/** Rows as the resource shows them, in their order; null for one that the user may not see. */
export async function showEach(
  plan: ResourcePlan,
  rows: readonly object[],
  request: HttpRequest,
): Promise<(object | null)[]> {
  const grant = findGrant(plan.options, "read", request.user);
  if (grant === false) return rows.map(() => null);
  // The key is read beside what is shown, so that the rows can be put in order.
  const view = plan.keyedView;
  const seen = seenQuery(view, relatedGrants(plan, request.user)).where(anyOf(plan, rows));
  const found = (await grantedOf(seen, grant)) as object[];
  const items = (await written(view, found)) as object[];
  const byKey = new Map(found.map((row, index) => [keyText(plan, row), items[index]!]));
  return rows.map((row) => byKey.get(keyText(plan, row)) ?? null);
}
