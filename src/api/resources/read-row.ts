import type { Identity } from "../../core/index.ts";
import { rowsNow } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { parseOptionalQuery } from "./parse-query.ts";
import { granted, type Granted } from "./permission.ts";
import { relatedGrants } from "./related-grants.ts";
import { type ResourcePlan, viewFor } from "./resource-plan.ts";
import { absent, anyOf, keyCondition, keyText, ownKey } from "./row-keys.ts";
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

/** Rows as the resource shows them, in their order; null for one that the user may not see. */
export async function showEach(
  plan: ResourcePlan,
  rows: readonly object[],
  request: HttpRequest,
): Promise<(object | null)[]> {
  const grant = grantOrNone(plan, request.user);
  if (grant === undefined) return rows.map(() => null);
  // The key is read beside what is shown, so that the rows can be put in order.
  const view = plan.keyedView;
  let query = seenQuery(plan, view, relatedGrants(plan, request.user)).where(anyOf(plan, rows));
  if (grant !== true) query = query.where(grant as never);
  const found = (await query) as object[];
  const items = (await written(view, found)) as object[];
  const byKey = new Map(found.map((row, index) => [keyText(plan, row), items[index]!]));
  return rows.map((row) => byKey.get(keyText(plan, row)) ?? null);
}

function grantOrNone(plan: ResourcePlan, user: Identity): Granted | undefined {
  try {
    return granted(plan.options, "read", user);
  } catch {
    return undefined;
  }
}
