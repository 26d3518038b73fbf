import { asResponse, HttpResponse, type Respondable } from "../answers/response.ts";
import { HTML_BAD_VALUE } from "./errors.ts";

/** HTML that is safe to send as it is: what html`…`, `html.raw` and `render` give. */
export class SafeHtml implements Respondable {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }

  [asResponse](): HttpResponse {
    return new HttpResponse(200, this.#text, { "content-type": "text/html; charset=utf-8" });
  }
}

const SPECIAL = /[&<>"']/;
const ALL_SPECIAL = /[&<>"']/g;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** The text as it stands in HTML text and in quoted attributes. */
export function escapeHtml(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (char) => ENTITIES[char]!) : text;
}

/**
 * Any value as HTML: safe HTML as it is, the rest escaped, lists joined; `undefined`, `null` and booleans
 * are nothing, so that `isAdmin && html`…`` works.
 *
 * @throws `HTTP_HTML_BAD_VALUE` for promises, functions and objects, which would show as `[object Object]`
 */
export function htmlOf(value: unknown): string {
  if (typeof value === "string") return escapeHtml(value);
  if (value instanceof SafeHtml) return value.toString();
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value === undefined || value === null || typeof value === "boolean") return "";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return escapeHtml(value.href);
  if (isIterable(value)) return Array.from(value, htmlOf).join("");
  throw HTML_BAD_VALUE(describe(value));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}

function describe(value: unknown): string {
  if (typeof value !== "object") return `A ${typeof value}`;
  const name: unknown = value?.constructor?.name;
  return `An object (${typeof name === "string" && name !== "" ? name : "without a class"})`;
}
