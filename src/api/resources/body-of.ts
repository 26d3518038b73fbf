import type { ParseOptions } from "../../schema/index.ts";
import { schemaOf } from "../../schema/index.ts";
import { currentPlan } from "./current-plan.ts";
import type { ResourceOperation } from "./operation.ts";
import type { ResourcePlan } from "./resource-plan.ts";

interface Validator {
  validate(input: unknown, options?: ParseOptions): unknown;
}

/**
 * What the body of an operation is checked with; undefined where it has none.
 *
 * It finds its shape when it is asked: names depend on the app that the resource is in, and columns on its models.
 */
export function bodyOf(operation: ResourceOperation): object | undefined {
  if (!takesBody(operation)) return undefined;
  return {
    "~standard": {
      version: 1,
      vendor: "quintet",
      validate: (input: unknown) => validatorOf(operation).validate(input),
    },
    get fields() {
      return (validatorOf(operation) as { fields?: unknown }).fields ?? {};
    },
    rules: [],
    validate: (input: unknown, options?: ParseOptions) =>
      validatorOf(operation).validate(input, options),
  };
}

function takesBody({ kind, action }: ResourceOperation): boolean {
  if (kind === "action") return action!.body !== undefined;
  return kind === "create" || kind === "update" || kind === "replace" || kind === "bulkCreate";
}

function validatorOf(operation: ResourceOperation): Validator {
  const plan = currentPlan(operation.resource);
  return operation.kind === "action" ? actionBody(plan, operation) : usualBody(plan, operation);
}

function usualBody({ input, bulk }: ResourcePlan, { kind }: ResourceOperation): Validator {
  if (kind === "bulkCreate") return bulk;
  if (kind === "update") return input.update;
  return kind === "replace" ? input.replace : input.create;
}

function actionBody(plan: ResourcePlan, { action }: ResourceOperation): Validator {
  const { shape, given } = plan.actions.get(action!)!.body!;
  return shape ?? schemaOf(given as never);
}
