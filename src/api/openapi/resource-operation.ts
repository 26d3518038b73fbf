import { plural } from "../../core/index.ts";
import { type Field, type JsonSchema, jsonSchema, type Naming } from "../../schema/index.ts";
import type { Action } from "../resources/action.ts";
import { defaultPath } from "../resources/default-path.ts";
import type { DescribedField, ResourceDescription } from "../resources/describe-resource.ts";
import type { ResourceOperation } from "../resources/operation.ts";
import { type Components, pascal } from "./components.ts";
import type { Content, ParameterObject, ResponseObject } from "./openapi-options.ts";
import { declared } from "./parameters.ts";
import { contentOf, type Draft, schemaOf } from "./route-operation.ts";

const JSON_TYPE = ["application/json"];

/** One operation of a resource, from its description. */
export function resourceDraft(
  operation: ResourceOperation,
  described: ResourceDescription,
  components: Components,
): Draft {
  const { kind, action } = operation;
  const isOnRow = kind === "action" ? action!.target === "one" : !COLLECTION.includes(kind);
  const body = bodyOf(operation, described, components);
  // Values that are taken already, and rows that others point at.
  const mayConflict = body !== undefined || kind === "delete";
  return {
    summary: summaryOf(operation, described),
    parameters: [
      ...(isOnRow ? declared("path", { key: described.lookup.field }) : []),
      ...queryOf(operation, described),
    ],
    ...(body && { body: { content: contentOf(JSON_TYPE, body) } }),
    responses: answerOf(operation, described, components),
    errors: [401, 403, ...(isOnRow ? [404] : []), ...(mayConflict ? [409] : [])],
    tag: described.name,
  };
}

const COLLECTION: readonly ResourceOperation["kind"][] = [
  "list",
  "create",
  "bulkCreate",
  "bulkUpdate",
  "bulkDelete",
];

function isList({ kind, action }: ResourceOperation): boolean {
  return kind === "list" || action?.target === "list";
}

function summaryOf(
  { kind, name, action }: ResourceOperation,
  described: ResourceDescription,
): string {
  const one = wordsOf(described.model);
  const several = plural(one);
  const article = /^[aeiou]/.test(one) ? "an" : "a";
  const texts: Record<ResourceOperation["kind"], string> = {
    list: `List ${several}`,
    get: `Get ${article} ${one}`,
    create: `Create ${article} ${one}`,
    bulkCreate: `Create several ${several}, all or none`,
    bulkUpdate: `Change fields of several ${several}, all or none`,
    bulkDelete: `Delete several ${several}, all or none`,
    update: `Change fields of ${article} ${one}`,
    replace: `Replace ${article} ${one}`,
    delete: `Delete ${article} ${one}`,
    action: actionSummary(name ?? "", action?.target === "one" ? `${article} ${one}` : several),
  };
  return texts[kind];
}

function actionSummary(name: string, of: string): string {
  const words = wordsOf(name);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${of}`;
}

function wordsOf(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
}

function queryOf(
  operation: ResourceOperation,
  { listQuery, singleQuery, naming }: ResourceDescription,
): ParameterObject[] {
  if (isList(operation)) return declared("query", listQuery);
  const { kind, action } = operation;
  if (kind === "action") return declared("query", action!.query, { naming });
  return kind === "get" ? declared("query", singleQuery) : [];
}

function bodyOf(
  operation: ResourceOperation,
  described: ResourceDescription,
  components: Components,
): JsonSchema | undefined {
  const { create, update, replace } = described.input;
  const { naming } = described;
  const name = nameOf(described);
  const taken = (given: object): JsonSchema => jsonSchema(given as never, { naming });
  switch (operation.kind) {
    case "create":
      return components.schema(`${name}Create`, () => taken(create));
    case "update":
      return components.schema(`${name}Update`, () => taken(update));
    case "replace":
      return components.schema(`${name}Replace`, () => taken(replace));
    case "bulkCreate":
      return taken(described.bulk.create);
    case "bulkUpdate":
      return taken(described.bulk.update);
    case "bulkDelete":
      return taken(described.bulk.delete);
    case "action": {
      const { body } = operation.action!;
      return body === undefined ? undefined : schemaOf(body, { io: "input", naming });
    }
    default:
      return undefined;
  }
}

function answerOf(
  operation: ResourceOperation,
  described: ResourceDescription,
  components: Components,
): Record<string, ResponseObject> {
  const item = components.schema(nameOf(described), () => itemSchema(described));
  if (isList(operation))
    return { 200: answer("A page of them.", listSchema(described, item, components)) };
  switch (operation.kind) {
    case "create":
      return { 201: { ...answer("It is made.", item), headers: LOCATION } };
    case "bulkCreate":
      return { 201: answer("They are made.", eachOrNull(item)) };
    case "bulkUpdate":
      return { 200: answer("They are changed.", eachOrNull(item)) };
    case "bulkDelete":
      return { 204: { description: "They are gone." } };
    case "delete":
      return { 204: { description: "It is gone." } };
    case "action":
      return actionAnswer(operation.action!, described);
    case "update":
    case "replace":
      return {
        200: answer("It, changed.", item),
        204: { description: "It is changed, and not to be seen by who has changed it." },
      };
    default:
      return { 200: answer("It.", item) };
  }
}

/** Null for one that the user may write and not see. */
function eachOrNull(item: JsonSchema): JsonSchema {
  return { type: "array", items: { anyOf: [item, { type: "null" }] } };
}

function actionAnswer(
  { response, status }: Action,
  { naming }: ResourceDescription,
): Record<string, ResponseObject> {
  if (response !== undefined) {
    const one = schemaOf(response, { io: "output", naming });
    // The same fields of one or of each of a list.
    const schema = { anyOf: [one, { type: "array", items: one }] };
    return { [status ?? 200]: answer("The answer.", schema) };
  }
  if (status === 204) return { 204: { description: "Done." } };
  return { [status ?? "2XX"]: { description: "The answer." } };
}

function listSchema(
  { pagination, name }: ResourceDescription,
  item: JsonSchema,
  components: Components,
): JsonSchema {
  const link = { type: ["string", "null"], description: "The address of that page." };
  const hasCount = pagination.kind !== "cursors";
  return components.schema(`${pascal(name)}Page`, () => ({
    type: "object",
    properties: {
      ...(hasCount && { count: { type: "integer", minimum: 0 } }),
      next: link,
      previous: link,
      results: { type: "array", items: item },
    },
    required: [...(hasCount ? ["count"] : []), "next", "previous", "results"],
  }));
}

function itemSchema(described: ResourceDescription): JsonSchema {
  const { output, expansions, listQuery, naming } = described;
  const canNarrow = "fields" in (listQuery.fields as object);
  const whole = objectSchema(output, { naming, isWhole: !canNarrow });
  const added = objectSchema(expansions, { naming, isWhole: false });
  const expanded = added["properties"] as Record<string, JsonSchema>;
  const properties = { ...(whole["properties"] as Record<string, JsonSchema>) };
  for (const [name, schema] of Object.entries(expanded)) {
    const usual = properties[name];
    properties[name] = usual === undefined ? schema : { anyOf: [usual, schema] };
  }
  return { ...whole, properties };
}

interface Shown {
  readonly naming: Naming;
  /** No member is left out. */
  readonly isWhole: boolean;
}

function objectSchema(fields: readonly DescribedField[], { naming, isWhole }: Shown): JsonSchema {
  return {
    type: "object",
    properties: Object.fromEntries(
      fields.map((field) => [field.name, memberSchema(field, naming)]),
    ),
    ...(isWhole && fields.length > 0 && { required: fields.map(({ name }) => name) }),
  };
}

function memberSchema(
  { field, fields, isMany, isNullable }: DescribedField,
  naming: Naming,
): JsonSchema {
  const one = field
    ? outputSchema(field, naming)
    : objectSchema(fields!, { naming, isWhole: true });
  if (isMany) return { type: "array", items: one };
  return isNullable && !field?.facts.nullable ? { anyOf: [one, { type: "null" }] } : one;
}

/** Without what only inputs have: a secret is never in an answer. */
function outputSchema(field: Field, naming: Naming): JsonSchema {
  return jsonSchema(field, { io: "output", naming });
}

function answer(
  description: string,
  schema: JsonSchema,
): { description: string; content: Content } {
  return { description, content: contentOf(JSON_TYPE, schema) };
}

const LOCATION = {
  Location: {
    description: "The address of it.",
    schema: { type: "string", format: "uri-reference" },
  },
};

/** Of a model that has several resources, one may have the usual name; the others show other fields. */
function nameOf({ model, name }: ResourceDescription): string {
  return pascal(name === defaultPath(model).slice(1) ? model : name);
}
