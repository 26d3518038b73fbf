import type { StandardSchemaV1 } from "@standard-schema/spec";
import { CompiledField } from "./compiled-field.ts";
import type { ParseOptions } from "./compiled-field.ts";
import { SCHEMA_INVALID } from "./errors.ts";
import type { Field, FieldFacts, FieldType, Presence } from "./field.ts";
import type { Problem, Validated } from "./problem.ts";
import { standardProps } from "./standard-props.ts";

/**
 * Makes a field from its facts.
 *
 * For constructors of fields and for what derives fields from others (`shape.partial()`, forms).
 */
export function fieldOf<T, P extends Presence = "required">(facts: FieldFacts): Field<T, P> {
  return new FieldValue(facts) as unknown as Field<T, P>;
}

/** The facts of a plain field of a type, with those in `more` that are not undefined. */
export function factsOf(type: FieldType, more: object = {}): FieldFacts {
  const given = Object.entries(more).filter(([, value]) => value !== undefined);
  return { type, nullable: false, presence: "required", ...Object.fromEntries(given) };
}

class FieldValue {
  declare readonly "~out": unknown;
  declare readonly "~presence": Presence;
  readonly facts: FieldFacts;
  #compiled: CompiledField | undefined;

  constructor(facts: FieldFacts) {
    this.facts = Object.freeze(facts);
  }

  nullable(): FieldValue {
    return this.#with({ nullable: true });
  }

  optional(): FieldValue {
    return this.#with({ presence: "optional" });
  }

  default(value: unknown): FieldValue {
    return this.#with({ presence: "default", default: value });
  }

  unique(): FieldValue {
    return this.#with({ unique: true });
  }

  primaryKey(): FieldValue {
    return this.#with({ primaryKey: true, presence: "default" });
  }

  column(name: string): FieldValue {
    return this.#with({ column: name });
  }

  dbType(type: string): FieldValue {
    return this.#with({ dbType: type });
  }

  label(text: string): FieldValue {
    return this.#with({ label: text });
  }

  help(text: string): FieldValue {
    return this.#with({ help: text });
  }

  examples(...values: unknown[]): FieldValue {
    return this.#with({ examples: values });
  }

  secret(): FieldValue {
    return this.#with({ secret: true });
  }

  rule(accept: (value: never) => boolean, message: string): FieldValue {
    return this.#with({ rules: [...(this.facts.rules ?? []), { accept, message }] });
  }

  get "~standard"(): StandardSchemaV1.Props {
    return standardProps(this.#asField());
  }

  parse(input: unknown, options?: ParseOptions): unknown {
    const result = this.validate(input, options);
    if (result.ok) return result.value;
    throw SCHEMA_INVALID(result.problems);
  }

  validate(input: unknown, options?: ParseOptions): Validated<unknown> {
    return this.#compile().validate(input, options);
  }

  check(value: unknown): readonly Problem[] {
    return this.#compile().check(value, "value");
  }

  #compile(): CompiledField {
    return (this.#compiled ??= new CompiledField(this.#asField()));
  }

  // The class is the plain body; the interface carries the types.
  #asField(): Field {
    return this as unknown as Field;
  }

  #with(change: Partial<FieldFacts>): FieldValue {
    return new FieldValue({ ...this.facts, ...change });
  }
}
