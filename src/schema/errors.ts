import { defineError, didYouMean, QuintetError } from "../core/index.ts";
import type { ErrorKind } from "../core/index.ts";
import type { Problem } from "./problem.ts";

/** A value that does not fit its shape or field, with everything that is wrong with it. */
export class ValidationError extends QuintetError {
  readonly problems: readonly Problem[];
  /** Name of the model whose row the value is; undefined where it is no row. */
  readonly model: string | undefined;

  constructor(problems: readonly Problem[], model?: string) {
    super(
      "SCHEMA_INVALID",
      400,
      `The ${model ? `"${model}"` : "value"} does not fit: ${problems.slice(0, SHOWN).map(sentence).join("; ")}${more(problems)}.`,
      "Correct what `problems` names; each has a path, a code and a message.",
    );
    this.problems = problems;
    this.model = model;
  }
}

const SHOWN = 5;

/** Thrown by `parse`: a `ValidationError`, which carries all problems. */
export const SCHEMA_INVALID: {
  (problems: readonly Problem[], model?: string): ValidationError;
  is(error: unknown): error is ValidationError;
} & Pick<ErrorKind<[]>, "code" | "status"> = Object.assign(
  (problems: readonly Problem[], model?: string) => new ValidationError(problems, model),
  {
    code: "SCHEMA_INVALID",
    status: 400,
    is: (error: unknown): error is ValidationError => error instanceof ValidationError,
  },
);

export const SCHEMA_OPTION_UNKNOWN = defineError(
  "SCHEMA_OPTION_UNKNOWN",
  500,
  (maker: string, option: string, known: readonly string[]) =>
    `${maker}() has no option "${option}".${didYouMean(option, known)}`,
  (_maker, _option, known) =>
    known.length === 0 ? "It takes no options." : `It takes: ${known.join(", ")}.`,
);

export const SCHEMA_OPTION_INVALID = defineError(
  "SCHEMA_OPTION_INVALID",
  500,
  (maker: string, what: string) => `${maker}() cannot work with these options: ${what}.`,
  "Correct the options where the field is declared.",
);

export const SCHEMA_FIELD_EXPECTED = defineError(
  "SCHEMA_FIELD_EXPECTED",
  500,
  (name: string, given: string) => `"${name}" of a shape is ${given}, not a field or a shape.`,
  "Give each name a field, as in `shape({ title: text() })`.",
);

export const SCHEMA_FIELD_NAME = defineError(
  "SCHEMA_FIELD_NAME",
  500,
  (name: string) => `A shape cannot have a field named "${name}".`,
  "Choose a name that is not empty, has no dot and is no property of every object, as `constructor` is.",
);

export const SCHEMA_NAMES_CLASH = defineError(
  "SCHEMA_NAMES_CLASH",
  500,
  (one: string, other: string, name: string) =>
    `The fields "${one}" and "${other}" are both "${name}" on the wire.`,
  'Rename one of them, or declare `naming: "camelCase"` where they are served.',
);

export const SCHEMA_FIELD_UNKNOWN = defineError(
  "SCHEMA_FIELD_UNKNOWN",
  500,
  (name: string, known: readonly string[]) =>
    `The shape has no field "${name}".${didYouMean(name, known)}`,
  (_name, known) => `Its fields are: ${known.join(", ")}.`,
);

export const SCHEMA_RULES_LOST = defineError(
  "SCHEMA_RULES_LOST",
  500,
  (method: string) => `${method}() would drop the shape's cross-field rules without a word.`,
  "Derive the shape first and add `.rule(…)` to the result.",
);

export const SCHEMA_ASYNC = defineError(
  "SCHEMA_ASYNC",
  500,
  (what: string) => `${what} answered with a promise, and validation here is synchronous.`,
  "Check in the handler or in a hook what has to wait, such as a look into the database.",
);

export const SCHEMA_NOT_A_SCHEMA = defineError(
  "SCHEMA_NOT_A_SCHEMA",
  500,
  (given: string) => `A schema is expected here, not ${given}.`,
  "Give a shape, a field, or a schema of a library that implements Standard Schema v1.",
);

function sentence({ path, message }: Problem): string {
  return path === "" ? message : `${path} ${message}`;
}

function more(problems: readonly Problem[]): string {
  return problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : "";
}
