import { transaction } from "../../db/index.ts";
import { HttpResponse } from "../../http/index.ts";
import type { Action } from "./action.ts";
import { allOf, grantedOf } from "./granted-query.ts";
import type { OperationInput } from "./answer.ts";
import type { ResourceOperation } from "./operation.ts";
import { listRows, type Rows } from "./list-rows.ts";
import { parseQuery } from "./parse-query.ts";
import { granted, type Permit, permitOf, ruleOf } from "./permission.ts";
import { lockedRow, requireGrant } from "./locked-rows.ts";
import { showEach, showWritten } from "./read-row.ts";
import { absent, keyCondition } from "./row-keys.ts";
import { requireSaved } from "./require-saved.ts";
import type { ActionPlan, ResourcePlan } from "./resource-plan.ts";

/** Runs an action with the row, or the rows, that the user may do this to. All but GET in one transaction. */
export async function runAction(
  plan: ResourcePlan,
  input: OperationInput,
  operation: ResourceOperation,
): Promise<unknown> {
  const { request, body } = input;
  const action = operation.action!;
  const permit = permitOf(plan.options, ruleOf(operation), request.user);
  if (action.target === "list") return listOf(plan, input, action, permit);
  const own = plan.actions.get(action)!;
  const query = parseQuery(own.query, request, plan.naming);
  const run = async (): Promise<unknown> => {
    const target = await targetOf(plan, input, action, permit);
    const result = await action.run({ ...target, user: request.user, request, body, query });
    const changed = action.method === "GET" ? [] : [target.row];
    // By its own fields a row is sent as it is; else it is read anew.
    const read = own.write === undefined ? [result].flat() : [];
    requireSaved(plan, operation.name!, [...changed, ...read]);
    return shown(plan, own, result, input);
  };
  return action.method === "GET" ? run() : transaction(run);
}

function listOf(
  plan: ResourcePlan,
  input: OperationInput,
  action: Action,
  { user, grant }: Permit,
): Promise<unknown> {
  const { request } = input;
  return listRows(plan, input, (all) => {
    const rows = grantedOf(all, grant);
    return action.run({ rows, request, user }) as Rows;
  });
}

async function targetOf(
  plan: ResourcePlan,
  { params }: OperationInput,
  { target, method, hidden }: Action,
  permit: Permit,
): Promise<{ readonly row?: object; readonly rows?: Rows }> {
  if (target === "many") return { rows: grantedOf(allOf(plan.model), permit.grant) };
  const key = params["key"]!;
  if (method === "GET") return { row: await seenRow(plan, key, permit) };
  return { row: await lockedRow(plan, key, permit, hidden) };
}

async function seenRow(plan: ResourcePlan, key: string, permit: Permit): Promise<object> {
  const read = granted(plan.options, "read", permit.user);
  const rows = grantedOf(allOf(plan.model).where(keyCondition(plan, key)), read);
  const row = (await rows.first()) as object | undefined;
  if (row === undefined) throw absent(plan);
  await requireGrant(plan, row, permit);
  return row;
}

/** Rows of the model are shown as the resource shows them; all else by `response`, or as it is. */
async function shown(
  plan: ResourcePlan,
  { write }: ActionPlan,
  result: unknown,
  { request }: OperationInput,
): Promise<unknown> {
  if (result instanceof HttpResponse) return result;
  if (write !== undefined) return Array.isArray(result) ? result.map(write) : write(result);
  if (result instanceof plan.model) return showWritten(plan, result as object, request);
  const isRows = Array.isArray(result) && result.some((one) => one instanceof plan.model);
  if (!isRows) return result;
  return (await showEach(plan, result as object[], request)).filter((item) => item !== null);
}
