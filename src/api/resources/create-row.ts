import { transaction } from "../../db/index.ts";
import { type HttpRequest, type HttpResponse, respond } from "../../http/index.ts";
import type { OperationInput } from "./answer.ts";
import { byProperty } from "./input-plan.ts";
import { permitOf } from "./permission.ts";
import { requireGrant } from "./locked-rows.ts";
import { showWritten } from "./read-row.ts";
import { requireMade } from "./require-saved.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { writeRelated } from "./write-related.ts";

type Values = Record<string, unknown>;
interface Creating {
  create(values: Values): Promise<object>;
}

/** Makes a row. 201, with its address and the row as the user may see it. */
export async function createOne(
  plan: ResourcePlan,
  { request, body }: OperationInput,
): Promise<HttpResponse> {
  const permit = permitOf(plan.options, "create", request.user);
  return transaction(async () => {
    const row = await createRow(plan, byProperty(plan.input, body as Values), request);
    await requireGrant(plan, row, permit);
    const shown = await showWritten(plan, row, request);
    return respond(shown, { status: 201, headers: { location: addressOf(plan, row, request) } });
  });
}

/**
 * Makes a row of checked values, by the hook if there is one. In a transaction; whether it may be there is
 * asked later.
 */
export function createRow(
  plan: ResourcePlan,
  values: Values,
  request: HttpRequest,
): Promise<object> {
  const { user } = request;
  const { create } = plan.options;
  return writeRelated(plan, values, { user, isNew: true }, async (own) => {
    if (create === undefined) return (plan.model as unknown as Creating).create(own);
    const row = await create(own, { user, request });
    requireMade(plan, row);
    return row;
  });
}

function addressOf({ lookup }: ResourcePlan, row: object, request: HttpRequest): string {
  const key = (row as Values)[lookup.property];
  return `${request.path.replace(/\/$/, "")}/${encodeURIComponent(String(key))}`;
}
