import { codecOf } from "./codec.ts";
import type { Field } from "./field.ts";
import { namedFields, type Naming } from "./naming.ts";
import { isField, isObjectStructure, structureOf } from "./structure.ts";

/** Makes what is sent of a value. */
export type Writer = (value: unknown) => unknown;

/**
 * Compiles what is sent of a value that a shape, a map of fields or a field describes: only the fields that
 * are declared, deep inside too, by their names on the wire and in the form that JSON has for them.
 *
 * Keys that no shape declares are data and stay: those in a `json()` without a shape, and what the schema of
 * another library describes.
 *
 * @returns undefined where a value is sent as it is.
 */
export function writerOf(declared: object, naming: Naming = "camelCase"): Writer | undefined {
  if (isField(declared)) return fieldWriter(declared, naming);
  if (isObjectStructure(declared)) return objectWriter(declared.fields, naming);
  if ("~standard" in declared) return undefined;
  return objectWriter(declared as Readonly<Record<string, Field>>, naming);
}

function fieldWriter(field: Field, naming: Naming): Writer | undefined {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf":
      return codecOf(field)?.encode;
    case "list": {
      const item = fieldWriter(structure.items, naming);
      return item && ((value) => (Array.isArray(value) ? value.map(item) : value));
    }
    case "object":
      return objectWriter(structure.object.fields, naming);
    case "field":
      return fieldWriter(structure.field, naming);
    case "foreign":
      return undefined;
  }
}

/** An object literal with the names of the wire; a loop over the fields takes twice as long. */
function objectWriter(fields: Readonly<Record<string, Field>>, naming: Naming): Writer {
  const all = namedFields(fields, naming);
  const writers = all.map(({ field }) => fieldWriter(field, naming));
  const members = all.map(({ property, name }, index) => {
    const value = `value[${JSON.stringify(property)}]`;
    return `${JSON.stringify(name)}: ${writers[index] ? `write${index}(${value})` : value}`;
  });
  const code = `"use strict";
    return (value) =>
      typeof value === "object" && value !== null ? { ${members.join(", ")} } : value;`;
  const names = writers.map((_, index) => `write${index}`);
  // oxlint-disable-next-line typescript/no-implied-eval -- names get into the code as JSON texts only
  const make = new Function(...names, code) as (...given: unknown[]) => Writer;
  return make(...writers);
}
