import { defineError, didYouMean } from "../core/index.ts";

// What a program has declared wrongly. Told when the app starts, all at once.

export const RESOURCE_INVALID = defineError(
  "API_RESOURCE_INVALID",
  500,
  (resource: string, problems: readonly string[]) =>
    `The resource ${resource} cannot be served:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
  "Correct the options of resource() that are named.",
);

export const POLICY_MISSING = defineError(
  "API_POLICY_MISSING",
  500,
  (resource: string) =>
    `The resource ${resource} has no policy, so nobody could say who may use it.`,
  "Give `policy: policy(Model, { read: …, create: … })`; `everything` as an answer opens it to all.",
);

export const POLICY_OF_ANOTHER = defineError(
  "API_POLICY_OF_ANOTHER",
  500,
  (resource: string, model: string, other: string) =>
    `The resource ${resource} is of the model "${model}" and has a policy of "${other}".`,
  "Give it the policy that was made for its model.",
);

export const MODEL_UNLISTED = defineError(
  "API_MODEL_UNLISTED",
  500,
  (resource: string, model: string) =>
    `The resource ${resource} is of the model "${model}", which no module lists, so the app's database does not have it.`,
  'List it in a module: `module("blog", { models: [Post], routes: [posts] })`. A resource is of the own database of the app.',
);

// What a hook or an action has done wrongly. Found when it runs, and nothing is written.

export const ROW_UNSAVED = defineError(
  "API_ROW_UNSAVED",
  500,
  (resource: string, by: string, model: string, fields?: readonly string[]) =>
    `"${by}" of the resource ${resource} has left ${fields === undefined ? `a new "${model}"` : `${fields.map((field) => `"${field}"`).join(", ")} of a "${model}"`} unsaved, so it would be lost.`,
  "Save the row: `return row.assign(input).save()`; assigning alone writes nothing.",
);

export const ROW_MISSING = defineError(
  "API_ROW_MISSING",
  500,
  (resource: string, model: string, given: unknown) =>
    `"create" of the resource ${resource} has given ${given === undefined ? "nothing" : typeof given}, where the "${model}" that it has made is wanted.`,
  "Return the row: `create: (input) => Post.create(input)`.",
);

// What a request has asked for wrongly.

export const NAME_REFUSED = defineError(
  "API_NAME_REFUSED",
  400,
  (parameter: string, name: string, known: readonly string[]) =>
    `"${parameter}" cannot be ${JSON.stringify(name.slice(0, 100))}; it takes ${known.length === 0 ? "nothing here" : known.join(", ")}.${didYouMean(name, known)}`,
  (_parameter, _name, known) => `Use one of: ${known.join(", ")}.`,
);
