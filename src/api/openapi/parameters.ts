import { kebabCase } from "../../core/index.ts";
import type { MountedRoute } from "../../http/index.ts";
import {
  type Field,
  type JsonSchema,
  jsonSchema,
  type Naming,
  wireName,
} from "../../schema/index.ts";
import type { ParameterObject } from "./openapi-options.ts";

type Place = ParameterObject["in"];
/** OpenAPI leaves these to other parts of the document. */
const OTHERWISE = ["accept", "authorization", "content-type"];

/** The parameters of the path: text where no field says otherwise. */
export function pathParameters({ pattern, options }: MountedRoute): ParameterObject[] {
  const fields = fieldsOf(options.params) ?? {};
  return pattern.segments.flatMap(({ name, pattern: form }) => {
    if (name === undefined) return [];
    const field = fields[name];
    const text: JsonSchema = {
      type: "string",
      ...(form !== undefined && { pattern: `^(?:${form})$` }),
    };
    return [parameter("path", name, field, field === undefined ? text : undefined)];
  });
}

/** What a route declares of the query, headers and cookies. */
export function otherParameters({ options, naming }: MountedRoute): ParameterObject[] {
  return [
    ...declared("query", options.query, { naming }),
    ...declared("header", options.headers, { rename: kebabCase }).filter(
      ({ name }) => !OTHERWISE.includes(name),
    ),
    ...declared("cookie", options.cookies),
  ];
}

interface Names {
  /** Of what is inside of a parameter too. */
  readonly naming?: Naming;
  readonly rename?: (name: string) => string;
}

export function declared(
  place: Place,
  given: object | undefined,
  { naming = "camelCase", rename = (name) => wireName(name, naming) }: Names = {},
): ParameterObject[] {
  const fields = fieldsOf(given);
  if (fields !== undefined) {
    return Object.entries(fields).map(([name, field]) => {
      const schema = textual(jsonSchema(field, { naming }));
      return parameter(place, rename(name), field, schema);
    });
  }
  if (given === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(given as never) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    ...((place === "path" || required.includes(name)) && { required: true }),
    schema,
  }));
}

/** The fields of a map or a shape; undefined for the schema of another library. */
export function fieldsOf(given: object | undefined): Record<string, Field> | undefined {
  if (given === undefined) return undefined;
  if (!("~standard" in given)) return given as Record<string, Field>;
  return "fields" in given ? (given.fields as Record<string, Field>) : undefined;
}

function parameter(
  place: Place,
  name: string,
  field: Field | undefined,
  schema: JsonSchema = textual(jsonSchema(field!)),
): ParameterObject {
  const { description, ...rest } = schema;
  const isRequired = place === "path" || field?.facts.presence === "required";
  return {
    name,
    in: place,
    ...(isRequired && { required: true }),
    ...(description !== undefined && { description: description as string }),
    schema: rest,
  };
}

/** In an address all is text: what JSON has two forms for has one there, and there is no null. */
function textual(schema: JsonSchema): JsonSchema {
  const { type } = schema;
  if (!Array.isArray(type)) return schema;
  const types = type.filter((name) => name !== "null");
  return { ...schema, type: types.includes("string") ? "string" : types[0] };
}
