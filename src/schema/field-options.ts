import { SCHEMA_OPTION_INVALID, SCHEMA_OPTION_UNKNOWN } from "./errors.ts";

/** Of constructors that take no options yet; kept so that a misspelt one is refused. */
export type NoOptions = Record<string, never>;

type Bounded = { readonly min?: unknown; readonly max?: unknown };

/**
 * Refuses options that `maker` does not know, so that a misspelt one is never silently ignored.
 *
 * @throws `SCHEMA_OPTION_UNKNOWN`, naming the nearest known option.
 * @throws `SCHEMA_OPTION_INVALID` where there is no value between `min` and `max`.
 */
export function checkOptions(maker: string, options: object, known: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw SCHEMA_OPTION_UNKNOWN(maker, name, known);
  }
  const { min, max } = options as Bounded;
  for (const [name, bound] of Object.entries({ min, max })) {
    if (Number.isNaN(bound)) throw SCHEMA_OPTION_INVALID(maker, `${name} is NaN`);
  }
  if (isComparable(min) && isComparable(max) && min > max) {
    throw SCHEMA_OPTION_INVALID(maker, `min ${String(min)} is greater than max ${String(max)}`);
  }
}

/** Refuses lengths that are not whole numbers from 0. */
export function checkLengths(maker: string, { min, max }: { min?: number; max?: number }): void {
  for (const [name, length] of Object.entries({ min, max })) {
    if (length === undefined) continue;
    if (!Number.isSafeInteger(length) || length < 0) {
      throw SCHEMA_OPTION_INVALID(maker, `${name} ${length} is not a whole number from 0`);
    }
  }
}

// Decimals are text and compared as numbers by their own constructor.
function isComparable(bound: unknown): bound is number | bigint | Date {
  return typeof bound === "number" || typeof bound === "bigint" || bound instanceof Date;
}
