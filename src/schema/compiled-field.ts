import type { Field } from "./field.ts";
import { compileFinish, Findings } from "./compile-finish.ts";
import type { Finish } from "./compile-finish.ts";
import type { Prepare, Source } from "./compile-prepare.ts";
import { compilePrepare } from "./compile-prepare.ts";
import type { Validator } from "./compile-validator.ts";
import { compileValidator } from "./compile-validator.ts";
import type { Naming } from "./naming.ts";
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
  /** How the names of its objects are written there; code and problems about it differ by that. Default `"camelCase"`. */
  readonly naming?: Naming;
}

const NONE: readonly Problem[] = Object.freeze([]);

/** The compiled steps of one field, each made when it is first needed and kept. */
export class CompiledField {
  readonly #field: Field;
  #json: Readers | undefined;
  #text: Readers | undefined;
  #value: Checker | undefined;
  #partial: Checker | undefined;

  constructor(field: Field) {
    this.#field = field;
  }

  /** From the wire to code. */
  validate(
    input: unknown,
    { from = "json", naming = "camelCase" }: ParseOptions = {},
  ): Validated<unknown> {
    const readers = from === "text" ? (this.#text ??= {}) : (this.#json ??= {});
    return read((readers[naming] ??= readerOf(this.#field, from, naming)), input);
  }

  /** Of values as code has them. */
  check(value: unknown, form: "value" | "partial"): readonly Problem[] {
    if (form === "partial") return check((this.#partial ??= checkerOf(this.#field, form)), value);
    return check((this.#value ??= checkerOf(this.#field, form)), value);
  }
}

interface Checker {
  readonly validator: Validator;
  readonly finish: Finish | undefined;
}

interface Reader extends Checker {
  readonly prepare: Prepare | undefined;
}

type Readers = { [N in Naming]?: Reader };

function checkerOf(field: Field, form: Form, naming?: Naming): Checker {
  return {
    validator: compileValidator(validationSchema(field, form, naming)),
    finish: compileFinish(field, form, naming),
  };
}

function readerOf(field: Field, from: Source, naming: Naming): Reader {
  return { prepare: compilePrepare(field, from, naming), ...checkerOf(field, "wire", naming) };
}

function read({ prepare, validator, finish }: Reader, input: unknown): Validated<unknown> {
  const wire = prepare === undefined ? input : prepare(input);
  const invalid = validator(wire);
  if (finish === undefined || isCapped(invalid)) return resultOf(wire, invalid);
  const found = new Findings(invalid);
  const value = finish(wire, "", found);
  return resultOf(value, found.problems);
}

function resultOf(value: unknown, problems: readonly Problem[] = NONE): Validated<unknown> {
  return problems.length === 0 ? { ok: true, value } : { ok: false, problems };
}

function check({ validator, finish }: Checker, value: unknown): readonly Problem[] {
  const invalid = validator(value);
  if (finish === undefined || isCapped(invalid)) return invalid ?? NONE;
  const found = new Findings(invalid);
  finish(value, "", found);
  return found.problems;
}

/** Not all problems are listed, so that the second step would not know what is safe to work on. */
function isCapped(problems: readonly Problem[] | undefined): boolean {
  return problems !== undefined && problems.length > PROBLEMS_MAX;
}
