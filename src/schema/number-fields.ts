import { SCHEMA_OPTION_INVALID } from "./errors.ts";
import type { Field } from "./field.ts";
import { checkOptions } from "./field-options.ts";
import { factsOf, fieldOf } from "./field-value.ts";

export interface IntOptions {
  /** Smallest value. Default: what the bits hold. */
  readonly min?: number;
  /** Greatest value. Default: what the bits hold. */
  readonly max?: number;
  /** Size of the column: 16, 32 or 53. Default 53, ±9,007,199,254,740,991: all that a number holds exactly. */
  readonly bits?: 16 | 32 | 53;
}

/** A whole number. For more than 53 bits there is `bigint()`. */
export function int(options: IntOptions = {}): Field<number, "required"> {
  checkOptions("int", options, ["min", "max", "bits"]);
  const bits = options.bits ?? 53;
  if (![16, 32, 53].includes(bits)) {
    throw SCHEMA_OPTION_INVALID("int", `bits is ${String(bits)}, not 16, 32 or 53`);
  }
  return fieldOf(factsOf("int", { ...options, bits }));
}

export interface BigintOptions {
  /** Smallest value. Default −2⁶³. */
  readonly min?: bigint;
  /** Greatest value. Default 2⁶³ − 1. */
  readonly max?: bigint;
}

/** A whole number of 64 bits, a `bigint` in code and text in JSON, where numbers would lose digits. */
export function bigint(options: BigintOptions = {}): Field<bigint, "required"> {
  checkOptions("bigint", options, ["min", "max"]);
  return fieldOf(factsOf("bigint", rangeOf(options)));
}

export interface FloatOptions {
  readonly min?: number;
  readonly max?: number;
}

/** A number with a binary fraction. NaN and infinities are refused. For money there is `decimal()`. */
export function float(options: FloatOptions = {}): Field<number, "required"> {
  checkOptions("float", options, ["min", "max"]);
  return fieldOf(factsOf("float", options));
}

export interface DecimalOptions {
  /** All digits, 1–1000; SQLite stores at most 18. Default 18. */
  readonly precision?: number;
  /** Digits after the point, 0 to `precision`. Default 2. */
  readonly scale?: number;
  /** Smallest value, as a number or, to be exact, as text. */
  readonly min?: number | string;
  readonly max?: number | string;
}

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * An exact decimal number: text in code (`"12.50"`), always with `scale` digits after the point.
 *
 * More digits after the point than `scale` are refused, never rounded.
 */
export function decimal(options: DecimalOptions = {}): Field<string, "required"> {
  checkOptions("decimal", options, ["precision", "scale", "min", "max"]);
  const { precision = 18, scale = 2 } = options;
  if (!Number.isInteger(precision) || precision < 1 || precision > 1000) {
    throw SCHEMA_OPTION_INVALID("decimal", `precision is ${precision}, not 1–1000`);
  }
  if (!Number.isInteger(scale) || scale < 0 || scale > precision) {
    throw SCHEMA_OPTION_INVALID("decimal", `scale is ${scale}, not 0–${precision}`);
  }
  return fieldOf(factsOf("decimal", { precision, scale, ...rangeOf(decimalBounds(options)) }));
}

function decimalBounds({ min, max }: DecimalOptions): { min?: string; max?: string } {
  const bounds = Object.entries({ min, max }).filter(([, bound]) => bound !== undefined);
  for (const [name, bound] of bounds) {
    if (!DECIMAL.test(String(bound))) {
      throw SCHEMA_OPTION_INVALID("decimal", `${name} ${String(bound)} is not a decimal number`);
    }
  }
  return Object.fromEntries(bounds.map(([name, bound]) => [name, String(bound)]));
}

/** The facts of bounds that are no numbers; none where there is no bound. */
function rangeOf(options: { min?: bigint | string; max?: bigint | string }): object {
  const { min, max } = options;
  if (min === undefined && max === undefined) return {};
  return { range: { ...(min !== undefined && { min }), ...(max !== undefined && { max }) } };
}
