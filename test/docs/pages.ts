import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A fenced block of a page, or a hidden one: `<!-- ts … -->`. */
export interface Block {
  /** `ts`, `sh`, `text`, … */
  readonly language: string;
  /** Of `ts ignore reason`: the reason, perhaps empty. Absent for blocks that count. */
  readonly ignored?: string;
  /** Of a block whose first line is `// blog/models.ts`: a file by that name, not a part of the page's module. */
  readonly file?: string;
  /** Index of the first line of the code in the page. */
  readonly start: number;
  readonly lines: readonly string[];
}

export interface Page {
  /** From the root of the repository: `docs/guides/models.md`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
  /** Its module is run (`<!-- run -->` on its first line). */
  readonly isRun: boolean;
  /** Its module is run on PostgreSQL too (`<!-- run on both -->`). */
  readonly isRunOnBoth: boolean;
  /** Its files are written and its commands run, in order (`<!-- walk -->` on its first line). */
  readonly isWalked: boolean;
}

export const ROOT = resolve(import.meta.dirname, "../..");

const FENCE = /^```(\w+)(?: ignore\b ?(.*))?$/;
const FILE = /^\/\/ ([\w./-]+\.ts)$/;

export function readPages(): Page[] {
  const paths = ["README.md", "ARCHITECTURE.md", ...globSync("docs/**/*.md", { cwd: ROOT })];
  return paths.toSorted().map(readPage);
}

function readPage(path: string): Page {
  const text = readFileSync(resolve(ROOT, path), "utf8");
  const lines = text.split("\n");
  return {
    path: path.replaceAll("\\", "/"),
    text,
    lines,
    blocks: blocksOf(lines),
    isRun: lines[0]!.startsWith("<!-- run"),
    isRunOnBoth: lines[0] === "<!-- run on both -->",
    isWalked: lines[0] === "<!-- walk -->",
  };
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]!);
    const end = fence !== null ? "```" : lines[at] === "<!-- ts" ? "-->" : undefined;
    if (end === undefined) continue;
    const close = lines.indexOf(end, at + 1);
    const code = lines.slice(at + 1, close);
    const file = FILE.exec(code[0] ?? "")?.[1];
    blocks.push({
      language: fence?.[1] ?? "ts",
      ...(fence?.[2] !== undefined && { ignored: fence[2] }),
      ...(file !== undefined && { file }),
      start: at + 1,
      lines: code,
    });
    at = close;
  }
  return blocks;
}
