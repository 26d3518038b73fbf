import { SCHEMA_OPTION_INVALID } from "./errors.ts";
import type { Field } from "./field.ts";
import { checkOptions } from "./field-options.ts";
import { factsOf, fieldOf } from "./field-value.ts";

export interface TextRange {
  /** Earliest, inclusive, in the form of the field's own values. */
  readonly min?: string;
  /** Latest, inclusive. */
  readonly max?: string;
}

/** A day without a time zone: `"2026-11-20"`, years 0001 to 9999. */
export function date(options: TextRange = {}): Field<string, "required"> {
  checkTextRange("date", options, /^\d{4}-\d{2}-\d{2}$/);
  return fieldOf(factsOf("date", rangeOf(options)));
}

/** A time of day without a time zone: `"09:16:30"`. Input may leave out the seconds. */
export function time(options: TextRange = {}): Field<string, "required"> {
  checkTextRange("time", options, /^\d{2}:\d{2}:\d{2}$/);
  return fieldOf(factsOf("time", rangeOf(options)));
}

export interface DatetimeOptions {
  /** Earliest, inclusive. */
  readonly min?: Date;
  /** Latest, inclusive. */
  readonly max?: Date;
}

/**
 * A moment: a `Date` in code, RFC 3339 text in JSON, exact to the millisecond, years 0001 to 9999.
 *
 * Text without `Z` or an offset is refused: it would mean another moment on another machine.
 */
export function datetime(options: DatetimeOptions = {}): Field<Date, "required"> {
  checkOptions("datetime", options, ["min", "max"]);
  return fieldOf(factsOf("datetime", rangeOf(options)));
}

/** A field that the model writes: requests cannot. */
export interface WrittenField<T> extends Field<T, "default"> {
  readonly "~written": true;
}

/** Of a model: when the row was inserted. The model sets it. */
export function createdAt(): WrittenField<Date> {
  return fieldOf(
    factsOf("datetime", { presence: "default", auto: "createdAt" }),
  ) as WrittenField<Date>;
}

/** Of a model: when the row was last written. The model sets it. */
export function updatedAt(): WrittenField<Date> {
  return fieldOf(
    factsOf("datetime", { presence: "default", auto: "updatedAt" }),
  ) as WrittenField<Date>;
}

/** Of a model: counts the row's writes from 1, for optimistic locks. The model sets it. */
export function version(): WrittenField<number> {
  return fieldOf(
    factsOf("int", { presence: "default", auto: "version", bits: 53 }),
  ) as WrittenField<number>;
}

function checkTextRange(maker: string, options: TextRange, form: RegExp): void {
  checkOptions(maker, options, ["min", "max"]);
  for (const [name, bound] of Object.entries(options)) {
    if (!form.test(String(bound))) {
      throw SCHEMA_OPTION_INVALID(maker, `${name} "${String(bound)}" is not a ${maker}`);
    }
  }
  const { min = "", max = "~" } = options;
  if (min > max) throw SCHEMA_OPTION_INVALID(maker, `min ${min} is later than max ${max}`);
}

function rangeOf(options: TextRange | DatetimeOptions): object {
  return Object.keys(options).length === 0 ? {} : { range: { ...options } };
}
