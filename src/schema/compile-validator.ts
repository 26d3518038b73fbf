import { createRequire } from "node:module";
import type { Ajv2020 as Ajv } from "ajv/dist/2020.js";
import type { Fault, SchemaObject } from "./kinds/kind.ts";
import { problemsOf } from "./problems-of.ts";
import type { Problem } from "./problem.ts";

/** Gives all problems of a value, or undefined where there is none. */
export type Validator = (value: unknown) => Problem[] | undefined;

/**
 * Compiles a validation schema with Ajv.
 *
 * Takes milliseconds: callers keep the result. Each has an Ajv of its own (0.07 ms), because a shared
 * one would hold every schema that was ever compiled.
 */
export function compileValidator(schema: SchemaObject): Validator {
  const validate = newAjv().compile(schema);
  return (value) => (validate(value) ? undefined : problemsOf(validate.errors ?? []));
}

function newAjv(): Ajv {
  const { Ajv2020, _ } = loadAjv();
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
  });
  ajv.addVocabulary(["wanted", "secret"]);
  for (const [keyword, type] of Object.entries(CHECKS)) {
    ajv.addKeyword({
      keyword,
      ...(type && { type }),
      error: {
        message: "fails a check",
        params: (context) => _`{fault: ${context.params["fault"]}}`,
      },
      code(context) {
        const check = context.gen.scopeValue("func", { ref: context.schema as Check });
        const fault = context.gen.const("fault", _`${check}(${context.data})`);
        context.setParams({ fault });
        context.fail(_`${fault} !== undefined`);
      },
    });
  }
  return ajv;
}

type Check = (value: unknown) => Fault | undefined;

// `checkText` runs inside of Ajv's own test for text; `check` for whatever comes.
const CHECKS = { check: undefined, checkText: "string" } as const;

let loaded: typeof import("ajv/dist/2020.js") | undefined;

/** Loads Ajv when the first value is checked: it takes 27 ms, and many commands check none. */
function loadAjv(): typeof import("ajv/dist/2020.js") {
  loaded ??= createRequire(import.meta.url)("ajv/dist/2020.js") as NonNullable<typeof loaded>;
  return loaded;
}
