import { BODY_INVALID } from "../errors.ts";

/** As deep as fields of `json()` may be. */
const DEPTH_MAX = 64;

/**
 * Reads JSON more strictly than `JSON.parse`: a key that stands twice, a key `__proto__` and more than 64
 * levels are refused, because two readers of such a body may understand it differently.
 *
 * @throws `HTTP_BODY_INVALID`
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw BODY_INVALID(text === "" ? "it is empty" : `it is not JSON${placeOf(error)}`);
  }
  if (typeof value !== "object" || value === null) return value;
  const keys = countKeys(value, 1);
  // What stands twice is one key in the value and two in the text.
  if (keys !== countWrittenKeys(text)) throw BODY_INVALID("a key stands twice in an object");
  return value;
}

function countKeys(value: object, depth: number): number {
  if (depth > DEPTH_MAX) throw BODY_INVALID(`it is nested more than ${DEPTH_MAX} levels deep`);
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === "object" && item !== null) count += countKeys(item, depth + 1);
    }
    return count;
  }
  for (const key in value) {
    if (key === "__proto__") throw BODY_INVALID('the key "__proto__" is not taken');
    const item = (value as Record<string, unknown>)[key];
    count += typeof item === "object" && item !== null ? 1 + countKeys(item, depth + 1) : 1;
  }
  return count;
}

/** Counts the texts that a colon follows. The text is known to be JSON. */
function countWrittenKeys(text: string): number {
  let count = 0;
  let at = text.indexOf('"');
  while (at !== -1) {
    let end = text.indexOf('"', at + 1);
    while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
    let next = end + 1;
    while (isSpace(text.charCodeAt(next))) next++;
    if (text.charCodeAt(next) === 58) count++;
    at = text.indexOf('"', next);
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let from = at - 1;
  while (text.charCodeAt(from) === 92) from--;
  return (at - from) % 2 === 0;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** Where it went wrong, without what stands there: a body may hold secrets. */
function placeOf(error: unknown): string {
  const [, position] = /at position (\d+)/.exec((error as Error).message) ?? [];
  return position === undefined ? "" : `, from character ${position} on`;
}
