import type { StandardSchemaV1 } from "@standard-schema/spec";
import { CompiledField } from "./compiled-field.ts";
import type { ParseOptions } from "./compiled-field.ts";
import {
  SCHEMA_FIELD_EXPECTED,
  SCHEMA_FIELD_NAME,
  SCHEMA_FIELD_UNKNOWN,
  SCHEMA_INVALID,
  SCHEMA_RULES_LOST,
} from "./errors.ts";
import type { Field } from "./field.ts";
import { checkOptions } from "./field-options.ts";
import { factsOf, fieldOf } from "./field-value.ts";
import type { Problem, Validated } from "./problem.ts";
import { shownValue } from "./problems-of.ts";
import { standardProps } from "./standard-props.ts";
import type { ObjectStructure, ShapeRule } from "./structure.ts";
import { isField, isObjectStructure } from "./structure.ts";

/** Fields by name. Loose on purpose: a precise map makes shapes that name each other circular. */
export type Fields = Record<string, Field>;

/**
 * What `parse` gives: optional keys may be missing, those with a default are there.
 *
 * Missing, not undefined, so that what a query string names can be given to `where` as it is. JSON and text
 * cannot carry undefined; where code hands one to `parse`, it stays.
 */
export type Output<F> = Simplify<
  { [K in keyof F as IfPresence<F[K], "optional", never, K>]: OutOf<F[K]> } & {
    [K in keyof F as IfPresence<F[K], "optional", K, never>]?: OutOf<F[K]>;
  }
>;

/** What callers in code write: keys that are optional or have a default may be missing. */
export type Input<F> = Simplify<
  { [K in keyof F as IfPresence<F[K], "required", K, never>]: OutOf<F[K]> } & {
    [K in keyof F as IfPresence<F[K], "required", never, K>]?: OutOf<F[K]> | undefined;
  }
>;

type OutOf<M> = M extends { readonly "~out": unknown } ? M["~out"] : never;
type IfPresence<M, P, Yes, No> = M extends { readonly "~presence": P } ? Yes : No;
type Simplify<T> = { [K in keyof T]: T[K] } & {};
type AllOptional<F> = { [K in keyof F]: Field<OutOf<F[K]>, "optional"> };

export interface RuleOptions<F> {
  /** The field that the problem is shown at. Default: the object itself. */
  readonly path?: keyof F & string;
  /** What is wanted: `"must not be before the start"`. */
  readonly message: string;
  /** Default `"rule"`. */
  readonly code?: string;
}

export interface CheckOptions {
  /** Keys may be missing, and cross-field rules are not asked. Default false. */
  readonly partial?: boolean;
}

/** An object whose keys are known. Immutable: each method gives a new shape. */
export interface Shape<F = any> extends StandardSchemaV1<Input<F>, Output<F>> {
  readonly "~out": Output<F>;
  readonly "~in": Input<F>;
  readonly fields: F;
  readonly rules: readonly ShapeRule[];
  /**
   * Gives the checked value with its defaults; the input is not changed.
   *
   * @throws `SCHEMA_INVALID` (400), a `ValidationError` with all problems.
   */
  parse(input: unknown, options?: ParseOptions): Output<F>;
  /** As `parse`, but gives the problems instead of throwing them. */
  validate(input: unknown, options?: ParseOptions): Validated<Output<F>>;
  /**
   * The problems of values as code has them: a `Date` is a `Date`, and nothing is converted or filled in.
   *
   * @returns an empty list where all is well.
   */
  check(values: unknown, options?: CheckOptions): readonly Problem[];
  /** All keys may be missing and have no default: what a PATCH sends. @throws `SCHEMA_RULES_LOST` */
  partial(): Shape<AllOptional<F>>;
  /** Only these fields. @throws `SCHEMA_RULES_LOST`, `SCHEMA_FIELD_UNKNOWN` */
  pick<K extends keyof F & string>(...names: K[]): Shape<Pick<F, K>>;
  /** All but these fields. @throws `SCHEMA_RULES_LOST`, `SCHEMA_FIELD_UNKNOWN` */
  omit<K extends keyof F & string>(...names: K[]): Shape<Omit<F, K>>;
  /** More fields, or other ones of the same name. Keeps the rules. */
  extend<G extends Fields>(fields: G): Shape<Omit<F, keyof G> & G>;
  /** A rule over several fields; it is asked only where every field is right by itself. */
  rule(accept: (value: Output<F>) => boolean, options: RuleOptions<F>): Shape<F>;
}

/**
 * An object of fields: the type, the validation and the JSON Schema in one declaration.
 *
 * Keys that it does not know are refused, naming the nearest known one.
 *
 * @throws `SCHEMA_FIELD_EXPECTED`, `SCHEMA_FIELD_NAME` at once.
 * @example
 * const signUp = shape({ email: email(), age: int({ min: 18 }).optional() });
 * const { age } = signUp.parse(body); // number | undefined
 */
export function shape<F extends Fields>(fields: F): Shape<F> {
  for (const [name, field] of Object.entries(fields)) checkMember(name, field);
  return new ShapeValue(fields, []) as unknown as Shape<F>;
}

class ShapeValue implements ObjectStructure {
  declare readonly "~out": unknown;
  declare readonly "~in": unknown;
  readonly "~standard": StandardSchemaV1.Props;
  readonly fields: Fields;
  readonly rules: readonly ShapeRule[];
  readonly #compiled: CompiledField;

  constructor(fields: Fields, rules: readonly ShapeRule[]) {
    this.fields = Object.freeze({ ...fields });
    this.rules = Object.freeze(rules);
    this["~standard"] = standardProps(this);
    this.#compiled = new CompiledField(fieldOf(factsOf("json", { shape: this })));
  }

  parse(input: unknown, options?: ParseOptions): unknown {
    const result = this.validate(input, options);
    if (result.ok) return result.value;
    throw SCHEMA_INVALID(result.problems);
  }

  validate(input: unknown, options?: ParseOptions): Validated<unknown> {
    return this.#compiled.validate(input, options);
  }

  check(values: unknown, options?: CheckOptions): readonly Problem[] {
    return this.#compiled.check(values, options?.partial ? "partial" : "value");
  }

  partial(): ShapeValue {
    this.#refuseRules("partial");
    return this.#mapped(([name, field]) => [name, withoutDefault(field)]);
  }

  pick(...names: string[]): ShapeValue {
    this.#refuseRules("pick");
    this.#refuseUnknown(names);
    return this.#mapped(([name, field]) => names.includes(name) && [name, field]);
  }

  omit(...names: string[]): ShapeValue {
    this.#refuseRules("omit");
    this.#refuseUnknown(names);
    return this.#mapped(([name, field]) => !names.includes(name) && [name, field]);
  }

  extend(fields: Fields): ShapeValue {
    for (const [name, field] of Object.entries(fields)) checkMember(name, field);
    return new ShapeValue({ ...this.fields, ...fields }, this.rules);
  }

  rule(accept: (value: never) => boolean, options: RuleOptions<Fields>): ShapeValue {
    checkOptions("rule", options, ["path", "message", "code"]);
    const { path = "", message, code = "rule" } = options;
    if (path !== "") this.#refuseUnknown([path]);
    return new ShapeValue(this.fields, [...this.rules, { accept, path, message, code }]);
  }

  #mapped(each: (entry: [string, Field]) => [string, Field] | false): ShapeValue {
    const entries = Object.entries(this.fields).map(each);
    return new ShapeValue(Object.fromEntries(entries.filter((entry) => entry !== false)), []);
  }

  #refuseRules(method: string): void {
    if (this.rules.length > 0) throw SCHEMA_RULES_LOST(method);
  }

  #refuseUnknown(names: readonly string[]): void {
    const unknown = names.find((name) => !Object.hasOwn(this.fields, name));
    if (unknown !== undefined) throw SCHEMA_FIELD_UNKNOWN(unknown, Object.keys(this.fields));
  }
}

/** A name that every object has would be found where nobody sent it; a dot would read as a path. */
function checkMember(name: string, field: unknown): void {
  if (name === "" || name === "prototype" || name.includes(".") || name in Object.prototype) {
    throw SCHEMA_FIELD_NAME(name);
  }
  if (isField(field)) return;
  throw SCHEMA_FIELD_EXPECTED(name, isObjectStructure(field) ? "a shape" : shownValue(field));
}

function withoutDefault(field: Field): Field {
  const { default: _, ...facts } = field.facts;
  return fieldOf({ ...facts, presence: "optional" });
}
