import type { FieldFacts } from "../field.ts";
import type { ProblemCode } from "../problem.ts";

/** What one check found: a problem before it is known where. */
export interface Fault {
  readonly code: ProblemCode;
  readonly message: string;
  /** Where inside of the value, in dots. */
  readonly path?: string;
}

/** Says what is wrong with a value, or nothing. */
export type Check = (value: never) => Fault | undefined;

/** A JSON Schema, or what Ajv is given, which has own keywords that hold functions. */
export type SchemaObject = { [keyword: string]: unknown };

/**
 * All that one type of field means for values. A new type of field is a new object of this form.
 *
 * A value has two forms: the one in code (a `Date`) and the one on the wire (text).
 */
export interface Kind {
  /** To follow "must be": `"a whole number"`. */
  readonly wanted: string;
  /** What Ajv checks of the form on the wire. */
  wire(facts: FieldFacts): SchemaObject;
  /** What Ajv checks of the form in code, where that is another. */
  value?(facts: FieldFacts): SchemaObject;
  /** From the wire to code, of a value that passed. */
  decode?(facts: FieldFacts): (wire: never) => unknown;
  /** From code to what JSON can carry. */
  encode?(value: never): unknown;
  /** From a query string or the environment to the wire; what cannot be read is given back as it is. */
  fromText?(text: string): unknown;
  /** The empty text is a value, where for others it means that nothing was given. */
  readonly keepsEmptyText?: boolean;
  /** The JSON Schema that others see. */
  published(facts: FieldFacts, io: "input" | "output"): SchemaObject;
}

export const fault = (code: ProblemCode, message: string): Fault => ({ code, message });

/** Checks the bounds of values that compare with `<`, both inclusive. */
export function rangeFault<T extends {}>(
  value: T,
  min: T | undefined,
  max: T | undefined,
  show: (bound: T) => string = String,
): Fault | undefined {
  if (min !== undefined && value < min) return fault("min", `must be at least ${show(min)}`);
  if (max !== undefined && value > max) return fault("max", `must be at most ${show(max)}`);
  return undefined;
}
