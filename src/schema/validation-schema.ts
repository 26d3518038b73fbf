import type { Field, FieldFacts } from "./field.ts";
import { jsonFault } from "./kinds/json-fault.ts";
import type { SchemaObject } from "./kinds/kind.ts";
import { namedFields, type Naming } from "./naming.ts";
import type { ObjectStructure } from "./structure.ts";
import { structureOf } from "./structure.ts";

/** Items of a list that says no other maximum. */
export const LIST_MAX = 10_000;

/** `wire`: what JSON carries. `value`: what code has. `partial`: the same, and no key has to be there. */
export type Form = "wire" | "value" | "partial";

/**
 * What Ajv is given for a field: its own keywords, and ours (`check`, `checkText`) that call functions.
 *
 * It says the same as the published JSON Schema, but in a form that is fast and safe to run: lengths come
 * before patterns, and a list that is too long is not looked into.
 */
export function validationSchema(
  field: Field,
  form: Form,
  naming: Naming = "camelCase",
): SchemaObject {
  const schema = schemaOf(field, form, naming);
  const { facts } = field;
  return {
    ...schema,
    ...("type" in schema ? nullableType(facts) : nullableCheck(schema, facts)),
    ...(facts.secret && { secret: true }),
  };
}

function schemaOf(field: Field, form: Form, naming: Naming): SchemaObject {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf": {
      const { kind } = structure;
      const schema = form === "wire" ? undefined : kind.value?.(field.facts);
      return { ...(schema ?? kind.wire(field.facts)), wanted: kind.wanted };
    }
    case "list":
      return listSchema(structure.items, field.facts, form, naming);
    case "object":
      return objectSchema(structure.object, form, naming);
    case "field":
      return validationSchema(structure.field, form, naming);
    case "foreign":
      // In code the other library's own check, in the second step, is all there is.
      return { check: form === "wire" ? jsonFault : () => undefined };
  }
}

function listSchema(
  items: Field,
  { min = 0, max = LIST_MAX }: FieldFacts,
  form: Form,
  naming: Naming,
): SchemaObject {
  return {
    type: "array",
    wanted: "a list",
    ...(min > 0 && { minItems: min }),
    maxItems: max,
    if: { maxItems: max },
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
    then: { items: validationSchema(items, form === "partial" ? "value" : form, naming) },
  };
}

function objectSchema({ fields }: ObjectStructure, form: Form, naming: Naming): SchemaObject {
  const inner = form === "partial" ? "value" : form;
  const all = namedFields(fields, naming);
  const required = all.filter(({ field: { facts } }) => facts.presence === "required");
  return {
    type: "object",
    wanted: "an object",
    properties: Object.fromEntries(
      all.map(({ name, field }) => [name, validationSchema(field, inner, naming)]),
    ),
    required: form === "partial" ? [] : required.map(({ name }) => name),
    additionalProperties: false,
  };
}

function nullableType({ nullable }: FieldFacts): SchemaObject {
  return nullable ? { nullable: true } : {};
}

function nullableCheck({ check }: SchemaObject, { nullable }: FieldFacts): SchemaObject {
  const inner = check as (value: unknown) => unknown;
  if (nullable) return { check: (value: unknown) => (value === null ? undefined : inner(value)) };
  return { check: (value: unknown) => (value === null ? NULL_FAULT : inner(value)) };
}

const NULL_FAULT = { code: "type", message: "must not be null" };
