import type { StandardSchemaV1 } from "@standard-schema/spec";
import { SCHEMA_OPTION_INVALID } from "./errors.ts";
import type { Field, Presence } from "./field.ts";
import { checkLengths, checkOptions } from "./field-options.ts";
import type { NoOptions } from "./field-options.ts";
import { factsOf, fieldOf } from "./field-value.ts";

/** Anything that JSON can carry. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/** True or false. */
export function bool(options: NoOptions = {}): Field<boolean, "required"> {
  checkOptions("bool", options, []);
  return fieldOf(factsOf("bool"));
}

/**
 * A JSON value, checked and typed by a shape, a field or any Standard Schema.
 *
 * Without one, anything that JSON carries but `null` is accepted, at most 64 levels deep; a type
 * parameter (`json<Settings>()`) is then believed, not checked. `null` wants `.nullable()`, whatever the
 * schema says.
 */
export function json<S extends StandardSchemaV1>(
  shape: S,
): Field<StandardSchemaV1.InferOutput<S>, "required">;
export function json<T = Exclude<Json, null>>(): Field<T, "required">;
export function json(shape?: StandardSchemaV1): Field {
  if (shape !== undefined && shape?.["~standard"]?.version !== 1) {
    throw SCHEMA_OPTION_INVALID("json", "what was given is no shape, field or Standard Schema");
  }
  return fieldOf(factsOf("json", { shape }));
}

export interface LengthOptions {
  /** Fewest. Default 0. */
  readonly min?: number;
  readonly max?: number;
}

/**
 * A list whose items are all of one field.
 *
 * @param options `min` and `max` items; `max` is 10,000 unless you say more.
 */
export function list<T>(
  items: Field<T, Presence>,
  options: LengthOptions = {},
): Field<T[], "required"> {
  checkOptions("list", options, ["min", "max"]);
  checkLengths("list", options);
  if (items?.facts === undefined) throw SCHEMA_OPTION_INVALID("list", "the items are not a field");
  return fieldOf(factsOf("list", { ...options, items }));
}

/** Binary data: a `Uint8Array` in code, base64 in JSON. `max` is 1,048,576 bytes unless you say more. */
export function bytes(options: LengthOptions = {}): Field<Uint8Array, "required"> {
  checkOptions("bytes", options, ["min", "max"]);
  checkLengths("bytes", options);
  return fieldOf(factsOf("bytes", options));
}
