import { codecOf, type Field } from "../../schema/index.ts";
import { HttpResponse } from "./response.ts";

type Convert = (value: unknown) => unknown;

/**
 * Compiles what a declared `response` makes of a value: only the fields that it names, in the form that JSON
 * has for them. Answers made by respond() and others pass as they are.
 */
export function compileOutput(declared: object): Convert {
  const convert = convertOf(declared);
  return (value) => (value instanceof HttpResponse ? value : convert(value));
}

function convertOf(declared: object): Convert {
  if ("fields" in declared) return objectOf(declared.fields as Record<string, Field>);
  if ("facts" in declared) return fieldConvert(declared as Field);
  // A schema of another library says nothing of how to write a value.
  return "~standard" in declared ? (value) => value : objectOf(declared as Record<string, Field>);
}

function fieldConvert(field: Field): Convert {
  const { facts } = field;
  if (facts.items) {
    const item = fieldConvert(facts.items);
    return (value) => (Array.isArray(value) ? value.map(item) : value);
  }
  if (facts.type === "json" && facts.shape) return convertOf(facts.shape);
  const codec = codecOf(field);
  return codec ? codec.encode : (value) => value;
}

function objectOf(fields: Readonly<Record<string, Field>>): Convert {
  const parts = Object.entries(fields).map(([name, field]) => ({
    name,
    convert: fieldConvert(field),
  }));
  return (value) => {
    if (typeof value !== "object" || value === null) return value;
    const all = value as Record<string, unknown>;
    const some: Record<string, unknown> = {};
    for (const { name, convert } of parts) some[name] = convert(all[name]);
    return some;
  };
}
