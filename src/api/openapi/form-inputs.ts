import type { FormInput, MountedRoute, Provider } from "../../http/index.ts";
import { type JsonSchema, jsonSchema } from "../../schema/index.ts";
import type { Content, ParameterObject } from "./openapi-options.ts";
import { declared } from "./parameters.ts";

type Upload = FormInput["files"][string];

const TAKES_BODY = ["POST", "PUT", "PATCH"];
const ENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/** The body that a form of the route reads, `form()` or `multipart()`; undefined where it has none. */
export function formBody(
  { use }: MountedRoute,
  method: string,
): { readonly content: Content } | undefined {
  const input = TAKES_BODY.includes(method) ? inputsOf(use, "body")[0] : undefined;
  if (input === undefined) return undefined;
  const schema = formSchema(input);
  const hasFiles = Object.keys(input.files).length > 0;
  const types = hasFiles ? [MULTIPART] : [ENCODED, MULTIPART];
  return { content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

/** What forms read of the address: each may be left out, as the form is empty then. */
export function formParameters({ use }: MountedRoute): ParameterObject[] {
  return inputsOf(use, "query").flatMap(({ fields }) =>
    declared("query", fields).map(({ required: _required, ...parameter }) => parameter),
  );
}

function inputsOf(use: Readonly<Record<string, Provider>>, from: FormInput["from"]): FormInput[] {
  return Object.values(use).flatMap((one) => [
    ...(one.reads?.from === from ? [one.reads] : []),
    ...inputsOf(one.use, from),
  ]);
}

function formSchema({ fields, files }: FormInput): JsonSchema {
  const { properties, required = [] } = jsonSchema(fields) as {
    readonly properties?: Readonly<Record<string, JsonSchema>>;
    readonly required?: readonly string[];
  };
  const wanted = Object.keys(files).filter((name) => !files[name]!.isOptional);
  const all = [...required, ...wanted];
  const inputs = Object.entries(files).map(([name, file]) => [name, fileSchema(file)] as const);
  // Others may be there, such as the token against forged requests.
  return {
    type: "object",
    properties: { ...properties, ...Object.fromEntries(inputs) },
    ...(all.length > 0 && { required: all }),
  };
}

function fileSchema({ options, maxFiles }: Upload): JsonSchema {
  const { help, types: [type = "*", ...others] = [] } = options;
  const isOne = others.length === 0 && !type.includes("*");
  const one = { type: "string", contentMediaType: isOne ? type : "application/octet-stream" };
  return {
    ...(maxFiles === undefined ? one : { type: "array", items: one, maxItems: maxFiles }),
    ...(help !== undefined && { description: help }),
  };
}
