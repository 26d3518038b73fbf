import {
  type Problem,
  SCHEMA_INVALID,
  type ValidationError,
  wireName,
} from "../../schema/index.ts";
import { currentRequest } from "../handling/current-request.ts";

/** What is wrong with a field: the message, or with a code of its own. */
export type Refusal = string | Pick<Problem, "code" | "message">;

/**
 * 400: refuses fields of the body for what only the program can know, as `"is taken already"`.
 *
 * The client gets `problems` as for any body that does not fit, by the names of the wire. The code is
 * `rule` where none is given. For use in handlers, in hooks and actions of resources, and in models; a
 * form has `refuse`.
 *
 * @param fields By the names of the code, in dots where one is inside of another: `"lines.0.amount"`. `""`
 *   is the whole body. The message follows the name of the field.
 * @example
 * if (await isFull(teamId)) throw invalid({ teamId: "has no place left" });
 */
export function invalid(fields: Readonly<Record<string, Refusal>>): ValidationError {
  const naming = currentRequest.get()?.route.naming ?? "camelCase";
  const problems = Object.entries(fields).map(([name, refusal]) => {
    const { code, message } =
      typeof refusal === "string" ? { code: "rule", message: refusal } : refusal;
    const path = name
      .split(".")
      .map((part) => wireName(part, naming))
      .join(".");
    return { path, code, message, in: "body" };
  });
  return SCHEMA_INVALID(problems);
}
