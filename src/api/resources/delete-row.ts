import { transaction } from "../../db/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { lockedRow } from "./locked-rows.ts";
import { permitOf } from "./permission.ts";
import { requireSaved } from "./require-saved.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** Deletes a row. 204. */
export async function deleteOne(
  plan: ResourcePlan,
  { request, params }: OperationInput,
): Promise<undefined> {
  const permit = permitOf(plan.options, "delete", request.user);
  await transaction(async () => {
    const row = await lockedRow(plan, params["key"]!, permit);
    await deleteRow(plan, row, request);
  });
  return undefined;
}

/** Deletes a row, by the hook if there is one. In a transaction. */
export async function deleteRow(
  plan: ResourcePlan,
  row: object,
  request: HttpRequest,
): Promise<void> {
  const { user } = request;
  const { delete: hook } = plan.options;
  if (hook === undefined) await (row as { delete(): Promise<void> }).delete();
  else requireSaved(plan, "delete", [row, await hook(row, { user, request })]);
}
