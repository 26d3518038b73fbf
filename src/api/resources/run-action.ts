import { transaction } from "../../db/index.ts";
import { HttpResponse } from "../../http/index.ts";
import { allOf } from "./check-input.ts";
import type { OperationInput } from "./answer.ts";
import type { ResourceOperation } from "./operation.ts";
import { listRows, type Rows } from "./list-rows.ts";
import { parseQuery } from "./parse-query.ts";
import { granted, ruleOf } from "./permission.ts";
import { lockedRow, requireGrant } from "./locked-rows.ts";
import { showEach, showWritten } from "./read-row.ts";
import { absent, keyCondition } from "./row-keys.ts";
import type { ActionPlan, ResourcePlan } from "./resource-plan.ts";

/** Runs an action with the row, or the rows, that the user may do this to. All but GET in one transaction. */
export async function runAction(
  plan: ResourcePlan,
  input: OperationInput,
  operation: ResourceOperation,
): Promise<unknown> {
  const action = operation.action!;
  const own = plan.actions.get(action)!;
  if (action.target === "list") return listOf(plan, input, operation);
  granted(plan.options, ruleOf(operation), input.request.user);
  const { request, body } = input;
  const query = parseQuery(own.query, request, plan.naming);
  const run = async (): Promise<unknown> => {
    const target = await targetOf(plan, input, operation);
    const result = await action.run({ ...target, user: request.user, request, body, query });
    return shown(plan, own, result, input);
  };
  return action.method === "GET" ? run() : transaction(run);
}

function listOf(
  plan: ResourcePlan,
  input: OperationInput,
  operation: ResourceOperation,
): Promise<unknown> {
  const { request } = input;
  const { user } = request;
  const grant = granted(plan.options, ruleOf(operation), user);
  return listRows(plan, input, (all) => {
    const rows = grant === true ? all : all.where(grant as never);
    return operation.action!.run({ rows, request, user }) as Rows;
  });
}

async function targetOf(
  plan: ResourcePlan,
  { request, params }: OperationInput,
  operation: ResourceOperation,
): Promise<object> {
  const rule = ruleOf(operation);
  const { user } = request;
  if (operation.action!.target === "many") {
    const grant = granted(plan.options, rule, user);
    const all = allOf(plan.model);
    return { rows: grant === true ? all : all.where(grant as never) };
  }
  const key = params["key"]!;
  const { method, hidden } = operation.action!;
  if (method === "GET") return { row: await seenRow(plan, rule, key, request) };
  return { row: await lockedRow(plan, rule, key, user, hidden) };
}

async function seenRow(
  plan: ResourcePlan,
  rule: string,
  key: string,
  { user }: OperationInput["request"],
): Promise<object> {
  const grant = granted(plan.options, rule, user);
  const read = granted(plan.options, "read", user);
  let query = allOf(plan.model).where(keyCondition(plan, key) as never);
  if (read !== true) query = query.where(read as never);
  const row = (await query.first()) as object | undefined;
  if (row === undefined) throw absent(plan);
  await requireGrant(plan, rule, row, grant, user);
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
