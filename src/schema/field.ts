import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { ParseOptions } from "./compiled-field.ts";
import type { Problem, Validated } from "./problem.ts";

/** Whether a value has to be given: `"default"` and `"optional"` may be left out of the input. */
export type Presence = "required" | "optional" | "default";

export type FieldType =
  | "text"
  | "slug"
  | "email"
  | "url"
  | "uuid"
  | "int"
  | "bigint"
  | "float"
  | "decimal"
  | "bool"
  | "date"
  | "time"
  | "datetime"
  | "json"
  | "choice"
  | "list"
  | "bytes";

/** A bound of a value that is not a number: an exact decimal or a date as text, a bigint, a moment. */
export type Bound = string | bigint | Date;

/** One own rule of a field: `accept` says whether the value will do, `message` what is wanted. */
export interface FieldRule {
  readonly accept: (value: never) => boolean;
  readonly message: string;
}

/** All that is known about a field, as data. Derived things (columns, JSON Schema, forms) read this. */
export interface FieldFacts {
  readonly type: FieldType;
  readonly nullable: boolean;
  readonly presence: Presence;
  /** A value, or a function called for each new row or input. */
  readonly default?: unknown;
  readonly unique?: boolean;
  readonly primaryKey?: boolean;
  /** Name of the column, where it is not the snake_case of the property. */
  readonly column?: string;
  /** Type of the column, verbatim, where the derived one does not fit an existing table. */
  readonly dbType?: string;
  /** The application writes it, users do not (`createdAt()`, `updatedAt()`, `version()`). */
  readonly auto?: "createdAt" | "updatedAt" | "version";
  readonly label?: string;
  readonly help?: string;
  readonly examples?: readonly unknown[];
  /** The value is never shown: not in problems, logs or audit. */
  readonly secret?: boolean;
  /** Of text: characters (Unicode code points). Of int and float: the value. Of list: items. Of bytes: bytes. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds of bigint, decimal, date, time and datetime, inclusive. */
  readonly range?: { readonly min?: Bound; readonly max?: Bound };
  readonly pattern?: RegExp;
  /** Of `text`: white space at both ends is removed before anything is checked. */
  readonly trim?: boolean;
  /** Of `int`: 16, 32 or 53 (the default). */
  readonly bits?: 16 | 32 | 53;
  /** Of `decimal`. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of `choice`. */
  readonly choices?: readonly string[];
  /** Of `slug`: the property that it is made from. */
  readonly from?: string;
  /** Of `url`: what it may begin with, without the colon. */
  readonly protocols?: readonly string[];
  /** Of `list`: the items. */
  readonly items?: Field;
  /** Of `json`: the shape, if typed. */
  readonly shape?: StandardSchemaV1;
  /** Own rules, in the order in which they were added. */
  readonly rules?: readonly FieldRule[];
}

/**
 * One value of a model, a body, a query string, a task's input or a setting.
 *
 * Immutable: each method gives a new field, so `name.nullable();` on a line of its own does nothing.
 */
export interface Field<T = any, P extends Presence | "key" = any> extends StandardSchemaV1<
  unknown,
  T
> {
  readonly "~out": T;
  readonly "~presence": P;
  readonly facts: FieldFacts;
  /** Accepts `null`. The key must still be given: add `.optional()` or `.default(null)` if not. */
  nullable(): Field<T | null, P>;
  /** May be left out; it is `undefined` then. */
  optional(): Field<T, "optional">;
  /**
   * May be left out; it is `value` then, or what the function gives, called anew each time.
   *
   * It is not checked: what stands in the code is taken at its word. Lists and objects are copied.
   */
  default(value: NoInfer<T> | (() => NoInfer<T>)): Field<T, "default">;
  /** Of a model: no two rows have the same value. */
  unique(): Field<T, P>;
  /** Of a model: the key, or a part of it. May be left out where the database or the model makes it. */
  primaryKey(): Field<T, "key">;
  /** Of a model: the column's name, where it is not the snake_case of the property. */
  column(name: string): Field<T, P>;
  /** Of a model: the column's type, verbatim, for tables that exist already. */
  dbType(type: string): Field<T, P>;
  /** What people call it, in forms and documents. */
  label(text: string): Field<T, P>;
  /** One sentence under the form's input and in documents. */
  help(text: string): Field<T, P>;
  /** Values for documents. */
  examples(...values: NoInfer<T>[]): Field<T, P>;
  /** The value is shown in no problem, log line or audit row. */
  secret(): Field<T, P>;
  /** Refuses values for which `accept` returns false; `message` says what is wanted. Not asked about `null`. */
  rule(accept: (value: T & {}) => boolean, message: string): Field<T, P>;
  /** Gives the checked value. @throws `SCHEMA_INVALID` (400), a `ValidationError` with all problems. */
  parse(input: unknown, options?: ParseOptions): T;
  /** As `parse`, but gives the problems instead of throwing them. */
  validate(input: unknown, options?: ParseOptions): Validated<T>;
  /** The problems of a value as code has it; an empty list where all is well. Converts nothing. */
  check(value: unknown): readonly Problem[];
}
