import type { StandardSchemaV1 } from "@standard-schema/spec";
import { issuePath } from "./compile-finish.ts";
import type { ParseOptions } from "./compiled-field.ts";
import { SCHEMA_ASYNC, SCHEMA_INVALID, SCHEMA_NOT_A_SCHEMA } from "./errors.ts";
import type { Problem, Validated } from "./problem.ts";
import { capped, shownValue } from "./problems-of.ts";
import { isField, isObjectStructure } from "./structure.ts";

/** What checks a value, wherever it comes from. Shapes and fields are such; others are wrapped. */
export interface Schema<T> {
  parse(input: unknown, options?: ParseOptions): T;
  validate(input: unknown, options?: ParseOptions): Validated<T>;
}

/**
 * One face for shapes, fields and the schemas of other libraries (zod, valibot, arktype).
 *
 * `{ from: "text" }` does nothing for the schema of another library: it coerces by its own means.
 *
 * @throws `SCHEMA_NOT_A_SCHEMA` at once; `SCHEMA_ASYNC` when a schema answers with a promise.
 */
export function schemaOf<S extends StandardSchemaV1>(
  schema: S,
): Schema<StandardSchemaV1.InferOutput<S>> {
  if (isField(schema) || isObjectStructure(schema)) return schema as unknown as Schema<never>;
  if ((schema as Partial<S> | null | undefined)?.["~standard"]?.version !== 1) {
    throw SCHEMA_NOT_A_SCHEMA(shownValue(schema));
  }
  const validate = (input: unknown) => validateForeign(schema, input) as Validated<never>;
  return { validate, parse: (input) => valueOf(validate(input)) };
}

/** Checks a value with any schema. @throws `SCHEMA_INVALID` (400), a `ValidationError` with all problems. */
export function parseWith<S extends StandardSchemaV1>(
  schema: S,
  input: unknown,
  options?: ParseOptions,
): StandardSchemaV1.InferOutput<S> {
  return schemaOf(schema).parse(input, options);
}

function validateForeign(schema: StandardSchemaV1, input: unknown): Validated<unknown> {
  const result = schema["~standard"].validate(input);
  if (result instanceof Promise) throw SCHEMA_ASYNC(`A schema of ${schema["~standard"].vendor}`);
  if (result.issues === undefined) return { ok: true, value: result.value };
  return { ok: false, problems: capped(result.issues, problemOf) };
}

function problemOf(issue: StandardSchemaV1.Issue): Problem {
  return { path: issuePath(issue), code: "rule", message: issue.message };
}

function valueOf<T>(result: Validated<T>): T {
  if (result.ok) return result.value;
  throw SCHEMA_INVALID(result.problems);
}
