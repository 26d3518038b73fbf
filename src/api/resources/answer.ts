import type { HttpRequest } from "../../http/index.ts";
import { createMany, deleteMany, updateMany } from "./bulk-rows.ts";
import { createOne } from "./create-row.ts";
import { currentPlan } from "./current-plan.ts";
import { deleteOne } from "./delete-row.ts";
import { listRows } from "./list-rows.ts";
import type { ResourceOperation } from "./operation.ts";
import { getOne } from "./read-row.ts";
import type { ResourcePlan } from "./resource-plan.ts";
import { runAction } from "./run-action.ts";
import { tellingTaken } from "./taken-values.ts";
import { updateOne } from "./update-row.ts";

/** What the handler of a route gives to an operation. */
export interface OperationInput {
  readonly request: HttpRequest;
  readonly params: Readonly<Record<string, string>>;
  /** Checked, by the names of the code. */
  readonly body: unknown;
}

type Answer = (plan: ResourcePlan, input: OperationInput, operation: ResourceOperation) => unknown;

const changeOne: Answer = (plan, input, operation) =>
  tellingTaken(plan, () => updateOne(plan, input, operation));

const ANSWERS: Readonly<Record<ResourceOperation["kind"], Answer>> = {
  list: (plan, input) => listRows(plan, input),
  get: getOne,
  create: (plan, input) => tellingTaken(plan, () => createOne(plan, input)),
  bulkCreate: createMany,
  bulkUpdate: updateMany,
  bulkDelete: deleteMany,
  update: changeOne,
  replace: changeOne,
  delete: deleteOne,
  action: runAction,
};

/** Answers one request to a resource. */
export function answer(operation: ResourceOperation, input: OperationInput): unknown {
  const plan = currentPlan(operation.resource, input.request.route.naming);
  return ANSWERS[operation.kind](plan, input, operation);
}
