import type { ParseOptions, Problem, Schema, Validated } from "../../schema/index.ts";
import { currentPlan } from "./current-plan.ts";
import type { ResourceOperation } from "./operation.ts";
import type { ResourcePlan } from "./resource-plan.ts";

/**
 * What the body of an operation is checked with; undefined where it has none.
 *
 * It finds its shape when it is asked: names depend on where the resource is mounted, and columns on its models.
 */
export function bodyOf(operation: ResourceOperation): object | undefined {
  if (!takesBody(operation)) return undefined;
  const validate = (input: unknown, { from = "json", naming = "camelCase" }: ParseOptions = {}) => {
    const plan = currentPlan(operation.resource, naming);
    const { kind, action } = operation;
    if (kind !== "action")
      return withReason(usualBody(plan, operation).validate(input, { from, naming }), plan);
    return plan.actions.get(action!)!.body!.validate(input, { from, naming });
  };
  return {
    "~standard": { version: 1, vendor: "quintet", validate },
    fields: {},
    rules: [],
    validate,
  };
}

/** What is shown and not taken, or taken by create alone, is known: `unknown` would not be true of it. */
function withReason(
  result: Validated<unknown>,
  { input: { createOnly, shownOnly } }: ResourcePlan,
): Validated<unknown> {
  if (result.ok) return result;
  const problems = result.problems.map((problem): Problem => {
    const { path, code } = problem;
    if (code !== "unknown") return problem;
    const name = path.replace(/^\d+\./, "");
    if (createOnly.has(name)) {
      return { path, code: "create_only", message: "cannot be changed later" };
    }
    return shownOnly.has(name) ? { path, code: "read_only", message: "is read-only" } : problem;
  });
  return { ok: false, problems };
}

function takesBody({ kind, action }: ResourceOperation): boolean {
  if (kind === "action") return action!.body !== undefined;
  return kind !== "list" && kind !== "get" && kind !== "delete";
}

function usualBody({ input, bulk }: ResourcePlan, { kind }: ResourceOperation): Schema<unknown> {
  if (kind === "bulkCreate") return bulk.create;
  if (kind === "bulkUpdate") return bulk.update;
  if (kind === "bulkDelete") return bulk.delete;
  if (kind === "update") return input.update;
  return kind === "replace" ? input.replace : input.create;
}
