import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as http from "../src/http/index.ts";

export interface ErrorEntry {
  readonly module: string;
  readonly code: string;
  readonly status: number;
  /** What is said, with the expression in pointed brackets where a value stands. */
  readonly message: string;
  readonly hint: string;
}

const root = resolve(import.meta.dirname, "..");

/** Every kind of error that the package declares, by module and code. */
export async function findErrorEntries(): Promise<ErrorEntry[]> {
  const files = globSync("src/**/errors.ts", { cwd: root }).toSorted();
  const entries = await Promise.all(files.map(entriesOf));
  return entries.flat();
}

/** What handlers throw without a code of their own. */
export function findHandlerErrors(): Pick<ErrorEntry, "code" | "status" | "message">[] {
  const { badRequest, unauthorized, forbidden, notFound, conflict, gone, unprocessable } = http;
  const usual = [badRequest, unauthorized, forbidden, notFound, conflict, gone, unprocessable];
  return [
    ...usual.map((make) => make()),
    http.tooManyRequests({ retryAfter: 1 }),
    http.unavailable(),
  ].map(({ code, status, message }) => ({ code, status, message }));
}

/** The text of docs/reference/errors.md. */
export function errorPage(entries: readonly ErrorEntry[]): string {
  const modules = Map.groupBy(entries, ({ module }) => module);
  const sections = [...modules].map(([module, declared]) => {
    const rows = declared.map(
      ({ code, status, message, hint }) =>
        `| \`${code}\` | ${status} | ${cell(message)} | ${cell(hint)} |`,
    );
    return `## ${module}\n\n| Code | Status | What happened | The way out |\n|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `<!-- Made from src/*/errors.ts by \`npm run docs\`; edits here are lost. -->
# Errors

Every error that Quintet throws is a \`QuintetError\` with a \`code\` that never changes, the HTTP \`status\` that a
client gets when nothing nearer answers, a \`message\` with the offending value, and a \`hint\`. What stands ‹so› is
filled in when the error is made.

${sections.join("\n")}
## What handlers throw

The errors that handlers throw for the client to read, as \`notFound()\` does, have these codes where none is given:

| Code | Status | What is said where the handler says nothing |
|---|---|---|
${findHandlerErrors()
  .map(({ code, status, message }) => `| \`${code}\` | ${status} | ${cell(message)} |`)
  .join("\n")}
`;
}

async function entriesOf(file: string): Promise<ErrorEntry[]> {
  const text = readFileSync(resolve(root, file), "utf8");
  const declared = (await import(pathToFileURL(resolve(root, file)).href)) as Record<
    string,
    unknown
  >;
  const module = file.split("/")[1] ?? file;
  return Object.values(declared)
    .filter(isErrorKind)
    .map(({ code, status }) => ({ module, code, status, ...wordingOf(code, file, text) }));
}

/** What stands after the code and the status, in `defineError(…)` or in the `super(…)` of an error class. */
function wordingOf(code: string, file: string, text: string): Pick<ErrorEntry, "message" | "hint"> {
  const declaration = new RegExp(`\\b(?:defineError|super)(?:<[^(]*>)?\\(\\s*"${code}"`).exec(text);
  if (!declaration)
    throw new Error(`${file}: no defineError("${code}", …) or super("${code}", …).`);
  const start = declaration.index + declaration[0].indexOf("(") + 1;
  const [, , message = "", hint = ""] = splitAtTopLevel(text, start, ",");
  return { message: wording(message), hint: wording(hint) };
}

function isErrorKind(value: unknown): value is { code: string; status: number } {
  return typeof value === "function" && "code" in value && "status" in value;
}

/** Splits from `start` to the bracket that closes it, or to the end, at separators outside brackets and literals. */
function splitAtTopLevel(text: string, start: number, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = start;
  let index = start;
  for (; index < text.length; index++) {
    const char = text[index] ?? "";
    if (`"'\``.includes(char)) index = endOfLiteral(text, index);
    else if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && --depth < 0) break;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...parts, text.slice(from, index)]
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Index of the quote that closes the literal which opens at `start`. */
function endOfLiteral(text: string, start: number): number {
  const quote = text[start];
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === "\\") index++;
    else if (text[index] === quote) return index;
    else if (quote === "`" && text.startsWith("${", index))
      index = endOfExpression(text, index + 2);
  }
  return text.length;
}

function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const char = text[index] ?? "";
    if (`"'\``.includes(char)) index = endOfLiteral(text, index);
    else if (char === "{") depth++;
    else if (char === "}" && depth-- === 0) return index;
  }
  return text.length;
}

/** The words in a literal, a sum of literals, or a function that gives one; else the code itself. */
function wording(source: string): string {
  const body = source.replace(/^(\([^)]*\)|\w+)\s*(:\s*\w+\s*)?=>\s*/, "");
  return splitAtTopLevel(body, 0, "+").map(literalText).join("");
}

function literalText(part: string): string {
  if (!/^["'`]/.test(part) || endOfLiteral(part, 0) !== part.length - 1) return valueText(part);
  let text = "";
  for (let index = 1; index < part.length - 1; index++) {
    if (part[index] === "\\") text += part[++index] === "n" ? " " : part[index];
    else if (part[0] === "`" && part.startsWith("${", index)) {
      const end = endOfExpression(part, index + 2);
      text += valueText(part.slice(index + 2, end).trim());
      index = end;
    } else text += part[index];
  }
  return text;
}

/** What stands in the place of a value: its name; of a choice, what is said where there is most to say. */
function valueText(expression: string): string {
  const [, otherwise] = splitAtTopLevel(expression.replaceAll("?.", "."), 0, ":");
  if (otherwise !== undefined && expression.includes("?")) return literalText(otherwise);
  const [, call, rest] = /^(?:new )?([\w.]+)\((.*)$/s.exec(expression) ?? [];
  if (call === undefined || /^[a-z]\w*\./.test(call)) return `‹${nameIn(expression)}›`;
  // `didYouMean(name)` says what it gives, `shown(name)` and `JSON.stringify(name)` do not.
  const words = call.replace(/Of$/, "").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const isTelling = /^[a-z]+(Of$|[A-Z])/.test(call);
  if (!isTelling) return valueText(rest!.trim());
  // Part of a sentence brings its own space: ` in table "post"`.
  return words.includes(" ") ? ` ‹${words}›` : `‹${words}›`;
}

/** Its first name: `problems` of `problems.map(…).join(", ")`. */
function nameIn(expression: string): string {
  return /(?!typeof\b)\b[a-z]\w*/i.exec(expression)?.[0] ?? oneLine(expression);
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, " ").trim();
}

function cell(text: string): string {
  return oneLine(text).replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
