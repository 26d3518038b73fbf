import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A place in a stack, with the lines around it. */
export interface SourceExcerpt {
  readonly file: string;
  readonly line: number;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

const AROUND = 5;
const FRAME = /\(?((?:file:\/\/)?\/[^()]+?):(\d+):\d+\)?$/;

/** The source at the nearest place of a stack that is the program's own; undefined where it cannot be read. */
export function sourceExcerpt(stack: string): SourceExcerpt | undefined {
  for (const frame of stack.split("\n")) {
    const [, address, line] = FRAME.exec(frame.trim()) ?? [];
    if (address === undefined || isForeign(address)) continue;
    const file = address.startsWith("file:") ? fileURLToPath(address) : address;
    return excerptOf(file, Number(line));
  }
  return undefined;
}

const OWN_FOLDER = fileURLToPath(new URL(".", import.meta.url));

function isForeign(address: string): boolean {
  return address.includes("/node_modules/") || address.includes(OWN_FOLDER);
}

function excerptOf(file: string, line: number): SourceExcerpt | undefined {
  try {
    const all = readFileSync(file, "utf8").split("\n");
    const first = Math.max(1, line - AROUND);
    const some = all.slice(first - 1, line + AROUND);
    return { file, line, lines: some.map((text, index) => ({ number: first + index, text })) };
  } catch {
    return undefined;
  }
}
