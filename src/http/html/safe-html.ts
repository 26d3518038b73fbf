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
 * What may stand in HTML. The compiler tells of what is to be awaited first; that a function is to be called, or that
 * an object has no text of its own, is found when it is written.
 */
export type HtmlValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Iterable<HtmlValue>
  | WithText;

/** A row, a date, an address: what is neither a promise or query, nor a list of what cannot be written. */
interface WithText {
  toString(): string;
  readonly then?: never;
  readonly [Symbol.iterator]?: never;
}

/**
 * Any value as HTML: safe HTML as it is, the rest escaped, lists joined; `undefined`, `null` and booleans
 * are nothing, so that `isAdmin && html`…`` works. An object is what its class's own `toString` makes of it.
 *
 * @throws `HTTP_HTML_BAD_VALUE` for promises, functions, and objects that would show as `[object Object]`
 */
export function htmlOf(value: unknown): string {
  if (typeof value === "string") return escapeHtml(value);
  if (value instanceof SafeHtml) return value.toString();
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value === undefined || value === null || typeof value === "boolean") return "";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof URL) return escapeHtml(value.href);
  if (isIterable(value)) return Array.from(value, htmlOf).join("");
  if (hasOwnText(value)) return escapeHtml(value.toString());
  throw HTML_BAD_VALUE(describe(value));
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof (value as Partial<Iterable<unknown>>)[Symbol.iterator] === "function";
}

/** A query that nobody has awaited may have a text too, and that is not what was meant. */
function hasOwnText(value: unknown): value is WithText {
  if (typeof value !== "object" || typeof (value as Partial<WithText>).toString !== "function")
    return false;
  return value!.toString !== Object.prototype.toString && !("then" in value!);
}

function describe(value: unknown): string {
  if (typeof value !== "object") return `A ${typeof value}`;
  const name: unknown = value?.constructor?.name;
  return `An object (${typeof name === "string" && name !== "" ? name : "without a class"})`;
}
