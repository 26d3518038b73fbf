import {
  type Naming,
  type Problem,
  SCHEMA_INVALID,
  type Schema,
  wireName,
} from "../../schema/index.ts";
import type { HttpRequest } from "../../http/index.ts";

/** As `parseQuery`, where nothing has a default: a request without parameters asks for nothing. */
export function parseOptionalQuery(
  schema: Schema<unknown>,
  request: HttpRequest,
): Record<string, unknown> {
  return request.search === "" ? NOTHING : parseQuery(schema, request);
}

/** The checked parameters of a request. @throws `SCHEMA_INVALID` (400), naming what is known */
export function parseQuery(
  schema: Schema<unknown>,
  request: HttpRequest,
  naming: Naming = "camelCase",
): Record<string, unknown> {
  const result = schema.validate(request.query, { from: "text", naming });
  if (result.ok) return result.value as Record<string, unknown>;
  const { fields = {} } = schema as { fields?: object };
  const known = Object.keys(fields).map((name) => wireName(name, naming));
  throw SCHEMA_INVALID(result.problems.map((problem) => located(problem, known)));
}

const NOTHING: Record<string, unknown> = Object.freeze({});

function located(problem: Problem, known: readonly string[]): Problem {
  const isUnknown = problem.code === "unknown";
  const message = isUnknown ? `${problem.message}; known are ${known.join(", ")}` : problem.message;
  return { ...problem, message, in: "query" } as Problem;
}
