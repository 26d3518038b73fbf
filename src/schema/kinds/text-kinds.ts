import type { FieldFacts } from "../field.ts";
import type { Check, Fault, Kind, SchemaObject } from "./kind.ts";
import { fault } from "./kind.ts";

/** Characters of a text that says no other maximum. */
export const TEXT_MAX = 1_048_576;

/** Characters of a slug that says no other maximum. */
export const SLUG_MAX = 100;

const SLUG = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;
const UUID = uuidForm("[0-9a-f]");
const UUID_INPUT = uuidForm("[0-9a-fA-F]");
// The form that HTML's <input type=email> checks, but the domain has a dot and the local part no empty word.
const EMAIL =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
// The URL parser removes or escapes these, so the text kept would not be the address meant.
const NOT_IN_URL = /[\u0000-\u0020\u007f]/;
const WITH_AUTHORITY = new Set(["http", "https", "ws", "wss", "ftp"]);

export const textKind: Kind = {
  wanted: "text",
  wire: (facts) => checkedText(textCheck(facts)),
  keepsEmptyText: true,
  published: ({ min, max = TEXT_MAX, pattern }, io) => ({
    type: "string",
    ...(min !== undefined && { minLength: min }),
    ...(io === "input" && { maxLength: max }),
    ...publishedPattern(pattern),
  }),
};

export const slugKind: Kind = {
  wanted: "text",
  wire: (facts) =>
    checkedText(textForm(facts.max, SLUG, "must be a-z, 0-9 and single - or _ between them")),
  published: ({ max }) => ({ type: "string", pattern: SLUG.source, maxLength: max }),
};

export const emailKind: Kind = {
  wanted: "text",
  wire: (facts) => checkedText(textForm(facts.max, EMAIL, "must be an e-mail address")),
  published: ({ max }) => ({ type: "string", format: "email", maxLength: max }),
};

export const urlKind: Kind = {
  wanted: "text",
  wire: (facts) => checkedText(urlCheck(facts)),
  published: ({ max, protocols = [] }) => ({
    type: "string",
    format: "uri",
    pattern: protocolPattern(protocols),
    maxLength: max,
  }),
};

export const uuidKind: Kind = {
  wanted: "text",
  wire: () => checkedText(textForm(36, UUID_INPUT, "must be a UUID")),
  // SQLite keeps a UUID as text: two spellings of one key would be two rows.
  value: () => checkedText(textForm(36, UUID, "must be a UUID in small letters")),
  decode: () => (text: string) => text.toLowerCase(),
  published: () => ({ type: "string", format: "uuid" }),
};

export const choiceKind: Kind = {
  wanted: "text",
  wire: ({ choices = [], nullable }) => ({
    type: "string",
    enum: nullable ? [...choices, null] : choices,
  }),
  published: ({ choices = [] }) => ({ type: "string", enum: [...choices] }),
};

function checkedText(check: Check): SchemaObject {
  return { type: "string", checkText: check };
}

function textCheck({ min = 0, max = TEXT_MAX, pattern }: FieldFacts): Check {
  return (text: string) => {
    if (isLonger(text, max)) return fault("max", `must have at most ${counted(max)}`);
    if (min > 0 && isShorter(text, min)) {
      return fault("min", min === 1 ? "must not be empty" : `must have at least ${counted(min)}`);
    }
    if (pattern !== undefined && !pattern.test(text)) {
      return fault("pattern", `must match ${String(pattern)}`);
    }
    return characterFault(text);
  };
}

/** A text of one form; the length comes first, so that no pattern runs over a huge text. */
function textForm(max = TEXT_MAX, form: RegExp, wanted: string): Check {
  return (text: string) => {
    if (text.length > max) return fault("max", `must have at most ${counted(max)}`);
    return form.test(text) ? undefined : fault("type", wanted);
  };
}

function urlCheck({ max = TEXT_MAX, protocols = [] }: FieldFacts): Check {
  const start = new RegExp(protocolPattern(protocols), "i");
  const wanted = `must be an absolute URL that begins with ${protocols.join(" or ")}`;
  return (text: string) => {
    if (text.length > max) return fault("max", `must have at most ${counted(max)}`);
    const isUrl = start.test(text) && !NOT_IN_URL.test(text) && URL.canParse(text);
    return isUrl ? characterFault(text) : fault("type", wanted);
  };
}

/** The pattern for others, where it means the same without flags, as JSON Schema has none. */
function publishedPattern(pattern: RegExp | undefined): SchemaObject {
  if (pattern === undefined || /[^u]/.test(pattern.flags)) return {};
  try {
    return { pattern: new RegExp(pattern.source, "u").source };
  } catch {
    // JSON Schema reads patterns with the flag `u`, which allows less.
    return {};
  }
}

/** Written out, because `{8}` counts at run time and takes twice as long. */
function uuidForm(digit: string): RegExp {
  const groups = [8, 4, 4, 4, 12].map((digits) => digit.repeat(digits));
  return new RegExp(`^${groups.join("-")}$`);
}

function protocolPattern(protocols: readonly string[]): string {
  const starts = protocols.map((name) => (WITH_AUTHORITY.has(name) ? `${name}://` : `${name}:`));
  return `^(?:${starts.map((start) => start.replaceAll(/[.+]/g, String.raw`\$&`)).join("|")})`;
}

/** What no database of ours can store, or would store as something else. */
export function characterFault(text: string): Fault | undefined {
  if (text.includes("\0")) return fault("characters", "must not hold the character NUL (U+0000)");
  if (!text.isWellFormed()) return fault("characters", "must not hold half of a surrogate pair");
  return undefined;
}

// Lengths count code points, as JSON Schema and PostgreSQL do; UTF-16 units are enough to be sure mostly.
function isLonger(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || codePoints(text) > max);
}

function isShorter(text: string, min: number): boolean {
  return text.length < min || (text.length < 2 * min && codePoints(text) < min);
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function counted(characters: number): string {
  return characters === 1 ? "1 character" : `${characters.toLocaleString("en")} characters`;
}
