import type { StandardSchemaV1 } from "@standard-schema/spec";

/** Whether a value has to be given: `"default"` and `"optional"` may be left out of the input. */
export type Presence = "required" | "optional" | "default";

export type FieldType =
  | "text" | "slug" | "email" | "url" | "uuid" | "int" | "bigint" | "float" | "decimal" | "bool"
  | "date" | "time" | "datetime" | "json" | "choice" | "list" | "bytes";

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
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** Of `int`: 16, 32 or 53 (the default). */
  readonly bits?: 16 | 32 | 53;
  /** Of `decimal`. */
  readonly precision?: number;
  readonly scale?: number;
  /** Of `choice`. */
  readonly choices?: readonly string[];
  /** Of `slug`: the property that it is made from. */
  readonly from?: string;
  /** Of `list`: the items. Of `json`: the shape, if typed. */
  readonly items?: Field;
  readonly shape?: StandardSchemaV1;
}

/** One value of a model, a body, a query string, a task's input or a setting. Immutable: each method gives a new field. */
export interface Field<T = any, P extends Presence = any> extends StandardSchemaV1<unknown, T> {
  readonly "~out": T;
  readonly "~presence": P;
  readonly facts: FieldFacts;
  nullable(): Field<T | null, P>;
  optional(): Field<T, "optional">;
  default(value: NoInfer<T> | (() => NoInfer<T>)): Field<T, "default">;
  unique(): Field<T, P>;
  primaryKey(): Field<T, "default">;
  column(name: string): Field<T, P>;
  dbType(type: string): Field<T, P>;
  label(text: string): Field<T, P>;
  help(text: string): Field<T, P>;
  /** Refuses values for which `accept` returns false; `message` says what is wanted. */
  rule(accept: (value: T & {}) => boolean, message: string): Field<T, P>;
}
