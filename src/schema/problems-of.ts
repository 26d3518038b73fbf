import type { ErrorObject } from "ajv/dist/2020.js";
import { nearest } from "../core/index.ts";
import type { Fault } from "./kinds/kind.ts";
import type { Problem } from "./problem.ts";

/** Problems that are listed; an answer must not grow with the attack that it answers. */
export const PROBLEMS_MAX = 200;

const SECRET_NAME = /passw|passphrase|secret|token|api_?key|credential/i;
const SHOWN_LENGTH = 60;

/** What Ajv found, in our words. */
export function problemsOf(errors: readonly ErrorObject[]): Problem[] {
  return capped(errors.filter(saysSomething), problemOf);
}

/** Ajv repeats itself: `if` says that what follows `then` failed, `enum` that what is no text is no choice. */
function saysSomething({ keyword, data }: ErrorObject): boolean {
  return keyword !== "if" && !(keyword === "enum" && typeof data !== "string");
}

/** At most `PROBLEMS_MAX` problems, and one that counts the rest. */
export function capped<T>(found: Iterable<T>, problemOf: (one: T) => Problem): Problem[] {
  const problems: Problem[] = [];
  let left = 0;
  for (const one of found) {
    if (problems.length < PROBLEMS_MAX) problems.push(problemOf(one));
    else left++;
  }
  if (left > 0) {
    problems.push({ path: "", code: "more", message: `there are ${left} more problems` });
  }
  return problems;
}

function problemOf(error: ErrorObject): Problem {
  const path = dotted(error.instancePath);
  const params = error.params as Record<string, string>;
  switch (error.keyword) {
    case "required":
      return {
        path: under(path, params["missingProperty"]!),
        code: "required",
        message: "is missing",
      };
    case "additionalProperties":
      return unknownProblem(path, params["additionalProperty"]!, error.parentSchema);
    case "minimum":
      return withValue(error, path, "min", `must be at least ${params["limit"]}`);
    case "maximum":
      return withValue(error, path, "max", `must be at most ${params["limit"]}`);
    case "minItems":
      return { path, code: "min", message: `must have at least ${params["limit"]} items` };
    case "maxItems":
      return { path, code: "max", message: `must have at most ${params["limit"]} items` };
    case "enum":
      return withValue(error, path, "choice", `must be one of ${choices(error.schema)}`);
    case "type":
      return withValue(error, path, "type", typeMessage(error));
    default: {
      const fault = error.params["fault"] as Fault;
      return withValue(error, under(path, fault.path ?? ""), fault.code, fault.message);
    }
  }
}

function unknownProblem(path: string, key: string, object: ErrorObject["parentSchema"]): Problem {
  const known = Object.keys((object?.["properties"] ?? {}) as object);
  const hint = nearest(key, known);
  return {
    path: under(path, key.length > SHOWN_LENGTH ? `${key.slice(0, SHOWN_LENGTH)}…` : key),
    code: "unknown",
    message: hint === undefined ? "is not known" : `is not known; did you mean "${hint}"?`,
    ...(hint !== undefined && { hint }),
  };
}

function withValue(error: ErrorObject, path: string, code: string, message: string): Problem {
  const isSecret = error.parentSchema?.["secret"] === true || SECRET_NAME.test(path);
  // A fault deep inside of a value is not shown with the whole value.
  const isWhole = path === dotted(error.instancePath);
  if (isSecret || !isWhole) return { path, code, message };
  return { path, code, message, value: shownValue(error.data) };
}

function typeMessage({ data, parentSchema }: ErrorObject): string {
  const wanted = `must be ${String(parentSchema?.["wanted"])}`;
  return data === null ? `${wanted}, not null` : wanted;
}

function choices(words: unknown): string {
  const shown = (words as readonly unknown[]).filter((word) => word !== null);
  return shown.map((word) => JSON.stringify(word)).join(", ");
}

/** A value in few words, for people; what has parts is only named. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "function") return "a function";
  const text =
    typeof value === "string" ? JSON.stringify(value.slice(0, SHOWN_LENGTH)) : String(value);
  return typeof value === "string" && value.length > SHOWN_LENGTH ? `${text}…` : text;
}

/** A JSON pointer in dots: `/lines/0/a~1b` is `lines.0.a/b`. */
function dotted(pointer: string): string {
  if (pointer === "") return "";
  return pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~");
}

export function under(path: string, key: string): string {
  if (path === "") return key;
  if (key === "") return path;
  return `${path}.${key}`;
}
