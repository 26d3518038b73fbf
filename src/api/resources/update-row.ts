import { transaction } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { byProperty } from "./input-plan.ts";
import type { ResourceOperation } from "./operation.ts";
import { lockedRow, requireGrant } from "./locked-rows.ts";
import { permitOf } from "./permission.ts";
import { showWritten } from "./read-row.ts";
import { requireSaved } from "./require-saved.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { writeRelated } from "./write-related.ts";

type Values = Record<string, unknown>;
interface Saving {
  assign(values: Values): this;
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
  const { update } = plan.options;
  await writeRelated(plan, values, { user, isNew: false }, async (own) => {
    if (update === undefined) await (row as Saving).assign(own).save();
    else requireSaved(plan, "update", [row, await update(row, own, { user, request })]);
    return row;
  });
}
