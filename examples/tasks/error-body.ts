import { problemBody, type ProblemDocument } from "quintet/http";
import { text } from "quintet/schema";

const MESSAGES: Readonly<Record<string, string>> = {
  HTTP_NOT_FOUND: "Endpoint not found",
  DB_UNIQUE_VIOLATION: "User already exists",
  DB_FOREIGN_KEY_VIOLATION: "User not found",
};

/** Writes every problem of the API as `{"error": "…"}`. */
export const errorBody = problemBody({ error: text() }, (problem) => ({
  error: messageOf(problem),
}));

function messageOf({ code = "", status, detail, title, problems }: ProblemDocument): string {
  const [first] = problems ?? [];
  if (first !== undefined) return sentence(first);
  if (status === 500) return "Internal server error";
  return MESSAGES[code] ?? detail ?? title ?? "Error";
}

type Fault = NonNullable<ProblemDocument["problems"]>[number];

function sentence({ in: part, path, code, message, value }: Fault): string {
  const name = part === "query" ? `Query parameter ${path}` : inWords(path);
  // An empty text is no title, and no question either.
  const isMissing = code === "required" || value === '""';
  return isMissing ? `${name} is required` : `${name || "The body"} ${message}`;
}

/** `due_date` becomes "Due date". */
function inWords(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
