import { WRONG_VALUE } from "../errors.ts";

/** SQLite takes patterns of 50,000 bytes: characters of three bytes, or escaped ones of two. */
const LONGEST = 16_000;

/** @throws `DB_WRONG_VALUE` for what one of the databases could not look for within a text. */
export function requireFindable(field: string, operator: string, text: string): void {
  if (text.length > LONGEST)
    throw WRONG_VALUE(field, `at most ${LONGEST} characters for ${operator}`, text);
  if (hasNul(text)) throw WRONG_VALUE(field, NO_NUL, text);
}

export const NO_NUL = "a text without the character NUL (U+0000)";

/** No column holds one; PostgreSQL does not even take it as a parameter. */
export function hasNul(value: unknown): boolean {
  return typeof value === "string" && value.includes("\0");
}
