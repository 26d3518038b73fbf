import { transaction } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { checkKeys } from "./check-input.ts";
import { byProperty } from "./input-plan.ts";
import { linkNames, splitNames } from "./link-names.ts";
import type { ResourceOperation } from "./operation.ts";
import { lockedRow, requireGrant } from "./locked-rows.ts";
import { permitOf } from "./permission.ts";
import { showWritten } from "./read-row.ts";
import { relatedGrants } from "./related-grants.ts";
import type { ResourcePlan } from "./resource-plan.ts";

type Values = Record<string, unknown>;
interface Saving {
  assign(values: Values): unknown;
  save(): Promise<unknown>;
}

/**
 * Changes a row: what is given (PATCH), or all of it, what is left out being empty again (PUT).
 *
 * The row has to meet the rule before and after, so that nobody gives it away or takes it over.
 */
export async function updateOne(
  plan: ResourcePlan,
  { request, params, body }: OperationInput,
  { kind }: ResourceOperation,
): Promise<unknown> {
  const permit = permitOf(plan.options, "update", request.user);
  const given = byProperty(plan.input, body as Values);
  const values = kind === "replace" ? { ...plan.input.emptied, ...given } : given;
  return transaction(async () => {
    const row = await lockedRow(plan, params["key"]!, permit);
    await updateRow(plan, row, values, request);
    await requireGrant(plan, row, permit);
    return showWritten(plan, row, request);
  });
}

/** Changes a row by checked values, by the hook if there is one. In a transaction. */
export async function updateRow(
  plan: ResourcePlan,
  row: object,
  values: Values,
  request: HttpRequest,
): Promise<void> {
  const { user } = request;
  const grantOf = relatedGrants(plan, user);
  const { own, names } = splitNames(plan.input.names, values);
  await checkKeys(plan.input, own, grantOf);
  const { update } = plan.options;
  if (update) await update(row, own, { user, request });
  else await saved(row as Saving, own);
  await linkNames(row, names, { user, grantOf, isNew: false });
}

async function saved(row: Saving, values: Values): Promise<void> {
  row.assign(values);
  await row.save();
}
