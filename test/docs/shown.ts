import assert from "node:assert/strict";
import { inspect } from "node:util";

/** `expression; // → what it gives`: `…` in it stands for anything. */
export function shows(value: unknown, wanted: string): void {
  const given = shown(value);
  if (pattern(wanted).test(given)) return;
  assert.fail(`the page says ${wanted}\nand it gives  ${given}`);
}

/** `expression; // throws DB_NOT_FOUND` */
export async function throws(code: string, fn: () => unknown): Promise<void> {
  await assert.rejects(async () => fn(), { code });
}

function shown(value: unknown): string {
  const text = inspect(value, { depth: 10, breakLength: Infinity, compact: true, sorted: false });
  return text.replaceAll(/'((?:[^'\\]|\\.)*)'/g, '"$1"').replaceAll(/\s+/g, " ");
}

/** Class names before objects need not be said. */
function pattern(wanted: string): RegExp {
  const parts = wanted.trim().replaceAll(/\s+/g, " ").split("…");
  const escaped = parts.map((part) => RegExp.escape(part)).join(".*");
  return new RegExp(`^(?:\\w+ )?${escaped}$`, "s");
}
