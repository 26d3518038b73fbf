import type { App, Problem } from "../../app/index.ts";
import { MODELS_INVALID, type Tables } from "../../db/index.ts";
import { MODEL_UNLISTED, POLICY_MISSING, POLICY_OF_ANOTHER, RESOURCE_INVALID } from "../errors.ts";
import { appTables } from "./app-tables.ts";
import { paginationProblems } from "./pagination.ts";
import { actionRule, missingRule } from "./permission.ts";
import { resourcePlan } from "./resource-plan.ts";
import type { Resource } from "./resource.ts";
import type { BulkOperation, Operation } from "./resource-options.ts";

interface CodedError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What keeps an app with this resource from starting: no policy, or options that name what is not there. */
export function checkResource(resource: Resource, app: App): Problem[] {
  const { name, model, options } = resource;
  const policy = options.policy as typeof options.policy | undefined;
  if (policy === undefined) return [problemOf(POLICY_MISSING(name))];
  if (policy.model !== model) {
    return [problemOf(POLICY_OF_ANOTHER(name, model.modelName, policy.model.modelName))];
  }
  const sizes = options.pagination === undefined ? [] : paginationProblems(options.pagination);
  // No plan can be made of them.
  if (sizes.length > 0) return [problemOf(RESOURCE_INVALID(name, sizes))];
  const wrong = [...ruleProblems(resource), ...actionProblems(resource)];
  return [
    ...(wrong.length > 0 ? [problemOf(RESOURCE_INVALID(name, wrong))] : []),
    ...planProblems(resource, app),
  ];
}

/** What is asked for by name, and has no rule: it would silently not be there. */
function ruleProblems({ options }: Resource): string[] {
  const { only = [], bulk } = options;
  const asked: (readonly [option: string, operation: Operation])[] = [
    ...only.map((operation) => [`only: "${operation}"`, operation] as const),
    ...(Array.isArray(bulk) ? bulk : []).map(
      (one: BulkOperation) => [`bulk: "${one}"`, one] as const,
    ),
    ...HOOKS.filter((hook) => options[hook]).map((hook) => [hook, hook] as const),
  ];
  return asked.flatMap(([option, operation]) => {
    const rule = missingRule(options, operation);
    return rule === undefined
      ? []
      : [`${option}: the policy has no rule "${rule}", so nobody may do it`];
  });
}

const HOOKS = ["create", "update", "delete"] as const;

function actionProblems({ options }: Resource): string[] {
  return Object.entries(options.actions ?? {}).flatMap(([name, action]) => [
    ...(actionRule(options, name, action) === undefined
      ? [
          `the action "${name}" goes by no rule: the policy has none of this name, and it says no \`rule\``,
        ]
      : []),
    ...(action.target === "list" && action.method !== "GET"
      ? [`the action "${name}" is on the list, so it is a GET`]
      : []),
  ]);
}

function planProblems(resource: Resource, app: App): Problem[] {
  const { name, model } = resource;
  if (!app.contributions("models").includes(model))
    return [problemOf(MODEL_UNLISTED(name, model.modelName))];
  // What is wrong with the models is told by the database, and that one is missing by its first request.
  const tables = tablesOf(app);
  if (tables === undefined) return [];
  try {
    resourcePlan(resource, tables.of(model), resource.options.naming ?? "snake_case");
    return [];
  } catch (error) {
    if (RESOURCE_INVALID.is(error)) return [problemOf(error)];
    throw error;
  }
}

function tablesOf(app: App): Tables | undefined {
  try {
    return appTables(app);
  } catch (error) {
    if (MODELS_INVALID.is(error)) return undefined;
    throw error;
  }
}

function problemOf({ code, message, hint }: CodedError): Problem {
  return { id: code, level: "error", message, hint };
}
