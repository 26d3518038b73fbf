import { SCHEMA_OPTION_INVALID } from "./errors.ts";
import type { Field } from "./field.ts";
import { checkLengths, checkOptions } from "./field-options.ts";
import type { NoOptions } from "./field-options.ts";
import { factsOf, fieldOf } from "./field-value.ts";
import { SLUG_MAX } from "./kinds/text-kinds.ts";

export interface TextOptions {
  /** Fewest characters (Unicode code points). Default 0: the empty text is a text. */
  readonly min?: number;
  /** Most characters (Unicode code points). Default 1,048,576; say more where you want more. */
  readonly max?: number;
  /** Must match somewhere; anchor it with `^` and `$`. Tried only on texts that are not too long. */
  readonly pattern?: RegExp;
  /** Removes white space at both ends before anything is checked. Default false. */
  readonly trim?: boolean;
}

/**
 * Text.
 *
 * The empty text is accepted unless `min` is 1. NUL and lone surrogates are refused: PostgreSQL
 * cannot store the one and UTF-8 cannot carry the other.
 */
export function text(options: TextOptions = {}): Field<string, "required"> {
  checkOptions("text", options, ["min", "max", "pattern", "trim"]);
  checkLengths("text", options);
  checkPattern(options.pattern);
  return fieldOf(factsOf("text", options));
}

export interface SlugOptions {
  /** The property that it is made from where none is given. */
  readonly from?: string;
  /** Most characters. Default 100. */
  readonly max?: number;
}

/**
 * A name for addresses: `a-z`, `0-9`, and single `-` or `_` between them.
 *
 * With `from` it may be left out and is made from that property by `slugify`.
 */
export function slug(options: SlugOptions & { readonly from: string }): Field<string, "default">;
export function slug(options?: SlugOptions): Field<string, "required">;
export function slug(options: SlugOptions = {}): Field<string> {
  checkOptions("slug", options, ["from", "max"]);
  checkLengths("slug", options);
  const presence = options.from === undefined ? "required" : "default";
  return fieldOf(factsOf("slug", { max: SLUG_MAX, ...options, presence }));
}

export interface EmailOptions {
  /** Most characters. Default 254, which is as long as an address can be. */
  readonly max?: number;
}

/** An e-mail address: ASCII, with a dot in its domain. Its letters are left as they are. */
export function email(options: EmailOptions = {}): Field<string, "required"> {
  checkOptions("email", options, ["max"]);
  checkLengths("email", options);
  return fieldOf(factsOf("email", { max: 254, ...options }));
}

export interface UrlOptions {
  /** What it may begin with, without the colon. Default `["http", "https"]`, so `javascript:` is refused. */
  readonly protocols?: readonly string[];
  /** Most characters. Default 2,048. */
  readonly max?: number;
}

/** An absolute URL, kept as it was written. */
export function url(options: UrlOptions = {}): Field<string, "required"> {
  checkOptions("url", options, ["protocols", "max"]);
  checkLengths("url", options);
  return fieldOf(factsOf("url", { protocols: ["http", "https"], max: 2048, ...options }));
}

/** A UUID of any version. Capital letters are accepted in input and made small, as PostgreSQL gives them. */
export function uuid(options: NoOptions = {}): Field<string, "required"> {
  checkOptions("uuid", options, []);
  return fieldOf(factsOf("uuid"));
}

/**
 * One of the given words; the compiler knows them.
 *
 * @example
 * choice("draft", "published").default("draft")
 */
export function choice<const C extends readonly [string, ...string[]]>(
  ...choices: C
): Field<C[number], "required"> {
  if (choices.length === 0) throw SCHEMA_OPTION_INVALID("choice", "there is no choice");
  const twice = choices.find((word, index) => choices.indexOf(word) !== index);
  if (twice !== undefined) throw SCHEMA_OPTION_INVALID("choice", `"${twice}" is there twice`);
  const notText = choices.find((word) => typeof word !== "string");
  if (notText !== undefined) {
    throw SCHEMA_OPTION_INVALID("choice", `${JSON.stringify(notText)} is not a text`);
  }
  return fieldOf(factsOf("choice", { choices }));
}

function checkPattern(pattern: unknown): void {
  if (pattern === undefined) return;
  if (!(pattern instanceof RegExp)) {
    throw SCHEMA_OPTION_INVALID("text", `pattern ${JSON.stringify(pattern)} is not a RegExp`);
  }
  // `g` and `y` keep a position between calls, so every other test would fail.
  if (pattern.global || pattern.sticky) {
    throw SCHEMA_OPTION_INVALID("text", `pattern ${String(pattern)} has the flag g or y`);
  }
}
