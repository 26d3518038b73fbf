import { transaction } from "../../db/index.ts";
import type { OperationInput } from "./answer.ts";
import { lockedRow } from "./read-row.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/** Deletes a row. 204. */
export async function deleteOne(
  plan: ResourcePlan,
  { request, params }: OperationInput,
): Promise<undefined> {
  const { user } = request;
  await transaction(async () => {
    const row = await lockedRow(plan, "delete", params["key"]!, user);
    const { delete: remove } = plan.options;
    if (remove) await remove(row, { user, request });
    else await (row as { delete(): Promise<void> }).delete();
  });
  return undefined;
}
