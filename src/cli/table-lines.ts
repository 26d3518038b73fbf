import { inspect } from "node:util";

type Rows = readonly Readonly<Record<string, unknown>>[];

/** A table as lines, the head first; numbers stand at the right. Nothing for no rows. */
export function tableLines(rows: Rows): string[] {
  const names = Object.keys(rows[0] ?? {});
  if (names.length === 0) return [];
  const lines = [names, ...rows.map((row) => names.map((name) => cellText(row[name])))];
  const widths = names.map((_, at) => Math.max(...lines.map((cells) => lengthOf(cells[at]!))));
  const isNumeric = names.map((name) => rows.every((row) => isNumber(row[name])));
  return lines.map((cells) =>
    cells
      .map((text, at) => {
        const gap = " ".repeat(widths[at]! - lengthOf(text));
        return isNumeric[at] ? gap + text : text + gap;
      })
      .join("  ")
      .trimEnd(),
  );
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  // What stands in a row may come from strangers: it must not steer the terminal.
  return plainText(value).replaceAll(/\p{Cc}+/gu, " ");
}

function plainText(value: {}): string {
  if (typeof value === "string") return value;
  if (typeof value === "bigint") return value.toString();
  return value instanceof Date ? value.toISOString() : inspect(value, { breakLength: Infinity });
}

function isNumber(value: unknown): boolean {
  return value === null || typeof value === "number";
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
