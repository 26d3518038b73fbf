import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Field } from "./field.ts";
import { KINDS } from "./kinds/kinds.ts";
import type { Kind } from "./kinds/kind.ts";

/** The fields of a shape and its cross-field rules, which is all that validation knows of a shape. */
export interface ObjectStructure {
  readonly fields: Readonly<Record<string, Field>>;
  readonly rules: readonly ShapeRule[];
}

/** A rule over several fields of a shape. */
export interface ShapeRule {
  readonly accept: (value: never) => boolean;
  readonly path: string;
  readonly message: string;
  readonly code: string;
}

/** What a field is made of: a value without parts, or something with parts to walk into. */
export type Structure =
  | { readonly is: "leaf"; readonly kind: Kind }
  | { readonly is: "list"; readonly items: Field }
  | { readonly is: "object"; readonly object: ObjectStructure }
  | { readonly is: "field"; readonly field: Field }
  | { readonly is: "foreign"; readonly schema: StandardSchemaV1 };

/** The one place that tells fields with parts from those without. */
export function structureOf({ facts }: Field): Structure {
  if (facts.type === "list") return { is: "list", items: facts.items! };
  const { shape } = facts;
  if (facts.type !== "json" || shape === undefined) return { is: "leaf", kind: KINDS[facts.type] };
  if (isObjectStructure(shape)) return { is: "object", object: shape };
  if (isField(shape)) return { is: "field", field: shape };
  return { is: "foreign", schema: shape };
}

export function isField(value: unknown): value is Field {
  return vendorOf(value) === VENDOR && "facts" in (value as object);
}

export function isObjectStructure(value: unknown): value is ObjectStructure {
  return vendorOf(value) === VENDOR && "fields" in (value as object);
}

/** What Standard Schema knows us by. A name and no class: two copies of the package may meet. */
export const VENDOR = "quintet";

function vendorOf(value: unknown): unknown {
  return (value as Partial<StandardSchemaV1> | null | undefined)?.["~standard"]?.vendor;
}
