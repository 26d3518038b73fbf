import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import type { Field } from "./field.ts";
import { jsonSchema } from "./json-schema.ts";
import type { Problem, Validated } from "./problem.ts";
import type { ObjectStructure } from "./structure.ts";
import { VENDOR } from "./structure.ts";

type Validatable = { validate(input: unknown): Validated<unknown> };
type Props = StandardSchemaV1.Props & StandardJSONSchemaV1.Props;

const TARGETS: readonly string[] = ["draft-2020-12"];

/** What makes a field or a shape a Standard Schema, and a Standard JSON Schema, for other libraries. */
export function standardProps(schema: Validatable & (Field | ObjectStructure)): Props {
  return {
    version: 1,
    vendor: VENDOR,
    validate: (value) => standardResult(schema.validate(value)),
    jsonSchema: {
      input: ({ target }) => converted(schema, target, "input"),
      output: ({ target }) => converted(schema, target, "output"),
    },
  };
}

function standardResult(result: Validated<unknown>): StandardSchemaV1.Result<unknown> {
  return result.ok ? { value: result.value } : { issues: result.problems.map(issueOf) };
}

function issueOf({ path, message }: Problem): StandardSchemaV1.Issue {
  return path === "" ? { message } : { message, path: path.split(".") };
}

function converted(
  schema: Field | ObjectStructure,
  target: string,
  io: "input" | "output",
): Record<string, unknown> {
  // The specification wants an exception here, and it is the other library's to show.
  if (!TARGETS.includes(target)) throw new TypeError(`No JSON Schema for the target "${target}".`);
  return jsonSchema(schema, { io });
}
