import type { Field, FieldFacts, FieldType, Presence } from "./field.ts";

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

  #with(change: Partial<FieldFacts>): FieldValue {
    return new FieldValue({ ...this.facts, ...change });
  }
}
