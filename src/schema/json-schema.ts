import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { SCHEMA_NOT_A_SCHEMA } from "./errors.ts";
import type { Field, FieldFacts } from "./field.ts";
import type { SchemaObject } from "./kinds/kind.ts";
import { namedFields, type Naming } from "./naming.ts";
import { shownValue } from "./problems-of.ts";
import type { ObjectStructure } from "./structure.ts";
import { isField, isObjectStructure, structureOf } from "./structure.ts";
import { LIST_MAX } from "./validation-schema.ts";
import { writerOf } from "./writer.ts";

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = SchemaObject;

export interface JsonSchemaOptions {
  /**
   * `"input"` describes what may be sent, where defaults may be left out; `"output"` what is answered.
   * Default `"input"`.
   */
  readonly io?: "input" | "output";
  /** How names are written on the wire. Default `"camelCase"`: as they are declared. */
  readonly naming?: Naming;
}

type Described = Required<JsonSchemaOptions>;

const TARGET = "draft-2020-12";

/**
 * The JSON Schema (2020-12) of a shape, a field or a Standard Schema that can give one.
 *
 * It describes values as JSON carries them: a datetime is text. Own rules are not in it, and a schema of
 * another library that does not say what it is like becomes `{}`.
 *
 * @throws `SCHEMA_NOT_A_SCHEMA`
 */
export function jsonSchema(
  schema: Field | ObjectStructure | StandardSchemaV1,
  { io = "input", naming = "camelCase" }: JsonSchemaOptions = {},
): JsonSchema {
  if (isField(schema)) return fieldSchema(schema, { io, naming });
  if (isObjectStructure(schema)) return objectSchema(schema, { io, naming });
  if ("~standard" in schema) return foreignSchema(schema, io);
  throw SCHEMA_NOT_A_SCHEMA(shownValue(schema));
}

function fieldSchema(field: Field, how: Described): JsonSchema {
  const { facts } = field;
  const schema = bareSchema(field, how);
  return { ...(facts.nullable ? nullable(schema) : schema), ...annotations(field, how.naming) };
}

function bareSchema(field: Field, how: Described): JsonSchema {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf":
      return structure.kind.published(field.facts, how.io);
    case "list":
      return listSchema(structure.items, field.facts, how);
    case "object":
      return objectSchema(structure.object, how);
    case "field":
      return fieldSchema(structure.field, how);
    case "foreign":
      return foreignSchema(structure.schema, how.io);
  }
}

function listSchema(items: Field, { min, max }: FieldFacts, how: Described): JsonSchema {
  return {
    type: "array",
    items: fieldSchema(items, how),
    ...(min !== undefined && { minItems: min }),
    ...(how.io === "input" && { maxItems: max ?? LIST_MAX }),
  };
}

function objectSchema({ fields }: ObjectStructure, how: Described): JsonSchema {
  const isRequired = ({ facts }: Field): boolean =>
    facts.presence === "required" || (how.io === "output" && facts.presence === "default");
  const all = namedFields(fields, how.naming);
  const required = all.filter(({ field }) => isRequired(field)).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries(all.map(({ name, field }) => [name, fieldSchema(field, how)])),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function foreignSchema(schema: StandardSchemaV1, io: "input" | "output"): JsonSchema {
  const { jsonSchema: convert } = schema["~standard"] as Partial<StandardJSONSchemaV1.Props>;
  if (convert === undefined) return {};
  // Its `$schema` belongs at the top of a document, and this may be a part of one.
  const { $schema: _, ...rest } = convert[io]({ target: TARGET });
  return rest;
}

function nullable(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (type === undefined) return { anyOf: [schema, { type: "null" }] };
  const types = [type].flat().filter((name) => name !== "null");
  return {
    ...schema,
    type: [...types, "null"],
    ...(Array.isArray(schema["enum"]) && { enum: [...(schema["enum"] as unknown[]), null] }),
  };
}

function annotations(field: Field, naming: Naming): JsonSchema {
  const { label, help, examples, secret, auto } = field.facts;
  const encode = writerOf(field, naming) ?? ((value: unknown) => value);
  const made = field.facts.default;
  const hasConstant = made !== undefined && typeof made !== "function" && !secret;
  return {
    ...(label !== undefined && { title: label }),
    ...(help !== undefined && { description: help }),
    ...(hasConstant && { default: encode(made) }),
    ...(examples !== undefined && { examples: examples.map(encode) }),
    ...(auto !== undefined && { readOnly: true }),
    ...(secret && { writeOnly: true }),
  };
}
