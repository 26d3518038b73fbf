import assert from "node:assert/strict";
import { inspect } from "node:util";

/**
 * `expression; // → what it gives`: `…` in it stands for anything.
 *
 * @public The modules that are made of pages call it.
 */
export function shows(value: unknown, wanted: string): void {
  const given = shown(value);
  if (pattern(wanted).test(given)) return;
  assert.fail(`the page says ${wanted}\nand it gives  ${given}`);
}

/**
 * `expression; // throws DB_NOT_FOUND`
 *
 * @public As above.
 */
export async function throws(code: string, fn: () => unknown): Promise<void> {
  await assert.rejects(async () => fn(), { code });
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 10, breakLength: Infinity, compact: true });
  return tightened(text.replaceAll(/'((?:[^'\\]|\\.)*)'/g, '"$1"'));
}

/** Spaces within brackets and the ends of lines do not count. */
function tightened(text: string): string {
  return text
    .trim()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=[[{]) | (?=[\]}])/g, "");
}

/** Class names before objects need not be said. */
function pattern(wanted: string): RegExp {
  return new RegExp(`^(?:\\w+ )?${patternOf(tightened(wanted))}$`, "s");
}

/** The source of a pattern in which `…` stands for anything. */
export function patternOf(text: string): string {
  const parts = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return parts.join(".*");
}
