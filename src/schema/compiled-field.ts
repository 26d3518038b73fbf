import type { Field } from "./field.ts";
import { compileFinish, Findings } from "./compile-finish.ts";
import type { Finish } from "./compile-finish.ts";
import type { Prepare, Source } from "./compile-prepare.ts";
import { compilePrepare } from "./compile-prepare.ts";
import type { Validator } from "./compile-validator.ts";
import { compileValidator } from "./compile-validator.ts";
import type { Problem, Validated } from "./problem.ts";
import { PROBLEMS_MAX } from "./problems-of.ts";
import type { Form } from "./validation-schema.ts";
import { validationSchema } from "./validation-schema.ts";

export interface ParseOptions {
  /**
   * Default `"json"`: text stays text, but for dates, exact numbers and bytes, which JSON has no form for.
   * `"text"` reads numbers, booleans and lists from text, as query strings and the environment have them.
   */
  readonly from?: Source;
}

const NONE: readonly Problem[] = Object.freeze([]);

/** The compiled steps of one field, each made when it is first needed and kept. */
export class CompiledField {
  readonly #field: Field;
  readonly #prepares = new Map<Source, Prepare | undefined>();
  readonly #validators = new Map<Form, Validator>();
  readonly #finishes = new Map<Form, Finish | undefined>();

  constructor(field: Field) {
    this.#field = field;
  }

  /** From the wire to code. */
  validate(input: unknown, from: Source): Validated<unknown> {
    const prepare = this.#prepare(from);
    const wire = prepare === undefined ? input : prepare(input);
    const invalid = this.#validator("wire")(wire);
    const finish = this.#finish("wire");
    if (finish === undefined) {
      return invalid === undefined ? { ok: true, value: wire } : { ok: false, problems: invalid };
    }
    if (isCapped(invalid)) return { ok: false, problems: invalid };
    const found = new Findings(invalid);
    const value = finish(wire, "", found);
    return found.problems.length === 0
      ? { ok: true, value }
      : { ok: false, problems: found.problems };
  }

  /** Of values as code has them. */
  check(value: unknown, form: "value" | "partial"): readonly Problem[] {
    const invalid = this.#validator(form)(value);
    const finish = this.#finish(form);
    if (finish === undefined || isCapped(invalid)) return invalid ?? NONE;
    const found = new Findings(invalid);
    finish(value, "", found);
    return found.problems;
  }

  #prepare(from: Source): Prepare | undefined {
    return kept(this.#prepares, from, () => compilePrepare(this.#field, from));
  }

  #validator(form: Form): Validator {
    return kept(this.#validators, form, () =>
      compileValidator(validationSchema(this.#field, form)),
    );
  }

  #finish(form: Form): Finish | undefined {
    return kept(this.#finishes, form, () => compileFinish(this.#field, form));
  }
}

/** Not all problems are listed, so that the second step would not know what is safe to work on. */
function isCapped(problems: readonly Problem[] | undefined): problems is readonly Problem[] {
  return problems !== undefined && problems.length > PROBLEMS_MAX;
}

function kept<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  if (!made.has(key)) made.set(key, make());
  return made.get(key)!;
}
