import { SCHEMA_OPTION_INVALID } from "./errors.ts";
import { checkOptions } from "./field-options.ts";
import { SLUG_MAX } from "./kinds/text-kinds.ts";

export interface SlugifyOptions {
  /** Most characters, from 1. Default 100. */
  readonly max?: number;
}

// Latin letters that Unicode does not take apart into a letter and a mark.
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ŋ: "n",
  ı: "i",
};
const UNDECOMPOSED = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/**
 * Makes a slug: `"Über Größe & Maß"` gives `"uber-grosse-mass"`.
 *
 * ASCII only: marks are dropped from Latin letters and other scripts are left out. Where nothing is left
 * (`"日本語"`), the slug is made from a hash of the text, so that it is never empty and stays the same.
 * It is not unique by itself.
 */
export function slugify(text: string, options: SlugifyOptions = {}): string {
  checkOptions("slugify", options, ["max"]);
  const { max = SLUG_MAX } = options;
  if (!Number.isSafeInteger(max) || max < 1) {
    throw SCHEMA_OPTION_INVALID("slugify", `max ${max} is not a whole number from 1`);
  }
  // No text gets longer than its slug by more than marks and separators; this bounds the work.
  const words = plainLetters(text.slice(0, max * 10)).match(/[a-z0-9]+/g);
  const slug = (words ?? []).join("-").slice(0, max);
  return (slug.endsWith("-") ? slug.slice(0, -1) : slug) || hashed(text).slice(0, max);
}

function plainLetters(text: string): string {
  const small = (IS_ASCII.test(text) ? text : text.normalize("NFKD")).toLowerCase();
  if (IS_ASCII.test(small)) return small.replaceAll("'", "");
  return small
    .replaceAll(UNDECOMPOSED, (letter) => LETTERS[letter]!)
    .replaceAll(/[\p{Mark}'’]/gu, "");
}

// eslint-disable-next-line no-control-regex
const IS_ASCII = /^[\x00-\x7f]*$/;

/** FNV-1a of 32 bits, in base 36: short, and the same everywhere. */
function hashed(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return `x${hash.toString(36)}`;
}
