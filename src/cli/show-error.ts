import { inspect } from "node:util";
import { QuintetError } from "../core/index.ts";
import type { Terminal } from "./terminal.ts";

/** Tells a person of an error: code, message, cause, hint; with `isDebug` all of it, stacks too. */
export function showError(terminal: Terminal, error: unknown, isDebug: boolean): void {
  for (const line of linesOf(terminal, error)) terminal.write("stderr", `${line}\n`);
  if (isDebug) terminal.write("stderr", `\n${inspect(error)}\n`);
}

function linesOf(terminal: Terminal, error: unknown): string[] {
  const label = (format: "red" | "cyan" | "yellow", text: string): string =>
    terminal.styled("stderr", format, text);
  const coded = error instanceof QuintetError ? error : undefined;
  const code = coded === undefined ? "" : `[${coded.code}] `;
  const lines = [`${label("red", "error")} ${code}${messageOf(error)}`];
  const place = placeOf(coded === undefined ? error : coded.cause);
  const because = causeOf(error);
  if (because !== undefined) lines.push(`${label("yellow", "cause")} ${because}`);
  if (place !== undefined) lines.push(`${label("yellow", "   at")} ${place}`);
  const hint = coded?.hint ?? "Run it with --debug for the whole stack.";
  return [...lines, `${label("cyan", " hint")} ${hint}`];
}

/** The first cause that says something which is not said yet. */
function causeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return undefined;
  const { cause } = error;
  return error.message.includes(cause.message) || cause instanceof AggregateError
    ? causeOf(cause)
    : messageOf(cause);
}

/** Where an error was thrown that nobody has foreseen, in code that is not ours. */
function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof QuintetError) return undefined;
  const lines = (error.stack ?? "").split("\n");
  // A syntax error begins with its place, others have a line for each call.
  const isSyntax = /^(file:\/\/)?\/.*:\d+$/.test(lines[0] ?? "");
  const call = lines.find((line) => /^\s+at /.test(line) && !/\bnode:|\/node_modules\//.test(line));
  return isSyntax ? lines[0] : call?.replace(/^\s+at /, "");
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error instanceof QuintetError ? error.message : `${error.name}: ${error.message}`;
}
