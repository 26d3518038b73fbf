import type { Field } from "./field.ts";
import type { Kind } from "./kinds/kind.ts";
import { namedFields, type Naming } from "./naming.ts";
import type { ObjectStructure } from "./structure.ts";
import { structureOf } from "./structure.ts";

/** Where a value comes from: a JSON body, or text as in query strings, forms and the environment. */
export type Source = "json" | "text";

/** The step before validation: gives the form on the wire. What it cannot read it leaves as it is. */
export type Prepare = (value: unknown) => unknown;

/** Compiles the step before validation, or gives undefined where a field needs none. */
export function compilePrepare(field: Field, from: Source, naming: Naming): Prepare | undefined {
  const prepare = prepareOf(field, from, naming);
  if (!field.facts.trim) return prepare;
  return (value) => (typeof value === "string" ? value.trim() : value);
}

function prepareOf(field: Field, from: Source, naming: Naming): Prepare | undefined {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf":
      return from === "text" ? prepareLeaf(structure.kind, field.facts.nullable) : undefined;
    case "list":
      return prepareList(compilePrepare(structure.items, from, naming), from);
    case "object":
      return readingJson(prepareObject(structure.object, from, naming), from);
    case "field":
      return compilePrepare(structure.field, from, naming);
    case "foreign":
      // Another library may want text, or coerce it by itself; an object or a list it cannot read from text.
      return from === "text"
        ? (value) => (looksNested(value) ? readJson(value) : value)
        : undefined;
  }
}

function prepareLeaf({ fromText, keepsEmptyText }: Kind, isNullable: boolean): Prepare | undefined {
  if (keepsEmptyText) return undefined;
  const empty = isNullable ? null : undefined;
  return (value) => {
    if (typeof value !== "string") return value;
    if (value === "") return empty;
    return fromText === undefined ? value : fromText(value);
  };
}

/** Repeated keys come as a list, and one text is split at its commas; items of the first are not split. */
function prepareList(item: Prepare | undefined, from: Source): Prepare | undefined {
  if (from === "json" && item === undefined) return undefined;
  return (value) => {
    const parts = from === "text" ? asList(value) : value;
    return Array.isArray(parts) && item !== undefined ? parts.map(item) : parts;
  };
}

function asList(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value === "" ? [] : value.split(",").map((part) => part.trim());
}

function prepareObject(
  { fields }: ObjectStructure,
  from: Source,
  naming: Naming,
): Prepare | undefined {
  const steps = namedFields(fields, naming).flatMap(({ name, field }) => {
    const prepare = compilePrepare(field, from, naming);
    return prepare === undefined ? [] : [{ name, prepare }];
  });
  if (steps.length === 0) return undefined;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const object = { ...value } as Record<string, unknown>;
    for (const { name, prepare } of steps) {
      if (object[name] === undefined) continue;
      const prepared = prepare(object[name]);
      if (prepared === undefined) delete object[name];
      else object[name] = prepared;
    }
    return object;
  };
}

/** An object inside of text is JSON. What is in it is JSON too, and not read as text a second time. */
function readingJson(prepare: Prepare | undefined, from: Source): Prepare | undefined {
  if (from === "json") return prepare;
  return (value) => {
    if (typeof value === "string") return readJson(value);
    return prepare === undefined ? value : prepare(value);
  };
}

function looksNested(value: unknown): value is string {
  return typeof value === "string" && /^\s*[[{]/.test(value);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
