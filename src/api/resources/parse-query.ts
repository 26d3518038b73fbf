import { type Problem, SCHEMA_INVALID, type Shape } from "../../schema/index.ts";
import type { HttpRequest } from "../../http/index.ts";

/** As `parseQuery`, where nothing has a default: a request without parameters asks for nothing. */
export function parseOptionalQuery(shape: Shape, request: HttpRequest): Record<string, unknown> {
  return request.search === "" ? NOTHING : parseQuery(shape, request);
}

/** The checked parameters of a request. @throws `SCHEMA_INVALID` (400), naming what is known */
export function parseQuery(shape: Shape, request: HttpRequest): Record<string, unknown> {
  const result = shape.validate(request.query, { from: "text" });
  if (result.ok) return result.value;
  const known = Object.keys(shape.fields as object);
  throw SCHEMA_INVALID(result.problems.map((problem) => located(problem, known)));
}

const NOTHING: Record<string, unknown> = Object.freeze({});

function located(problem: Problem, known: readonly string[]): Problem {
  const isUnknown = problem.code === "unknown";
  const message = isUnknown ? `${problem.message}; known are ${known.join(", ")}` : problem.message;
  return { ...problem, message, in: "query" } as Problem;
}
