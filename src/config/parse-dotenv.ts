/** One assignment of a `.env` file. */
export interface DotenvEntry {
  readonly name: string;
  readonly value: string;
  /** Of the name, from 1. */
  readonly line: number;
}

/** A line that cannot be read. It never quotes the line: what is broken may be a password. */
export interface DotenvProblem {
  readonly line: number;
  readonly message: string;
}

/** A `.env` file, as it was read. */
export interface Dotenv {
  readonly entries: readonly DotenvEntry[];
  readonly problems: readonly DotenvProblem[];
}

const BLANK = /[ \t]*(?:#[^\n]*)?(?:\n|$)/y;
const ASSIGNMENT = /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*/y;
const SINGLE_QUOTED = /'([^'\n]*)'/y;
const REST_OF_LINE = /([^\n]*)(?:\n|$)/y;
const COMMENT = /(?:^|[ \t])#.*$/;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  '"': '"',
  "\\": "\\",
  $: "$",
};

/**
 * Reads the text of a `.env` file. Nothing is interpolated: `$` is a dollar sign everywhere.
 *
 * Unquoted values end at ` #` or at the end of the line; single quotes keep everything as it is; double
 * quotes may hold several lines and the escapes `\n`, `\r`, `\t`, `\"`, `\\` and `\$`. Never throws.
 *
 * @example
 * parseDotenv('A=1 # one\nexport B="x\\ny"').entries; // A is "1", B has two lines
 */
export function parseDotenv(text: string): Dotenv {
  const cursor = new Cursor(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
  const entries: DotenvEntry[] = [];
  const problems: DotenvProblem[] = [];
  const firstLines = new Map<string, number>();
  while (cursor.hasMore) {
    if (cursor.take(BLANK) !== undefined) continue;
    const { line } = cursor;
    const entry = takeEntry(cursor);
    if (typeof entry === "string") {
      problems.push({ line, message: entry });
      continue;
    }
    const first = firstLines.get(entry.name);
    if (first !== undefined) {
      problems.push({ line, message: `${entry.name} is set twice, first on line ${first}` });
    }
    firstLines.set(entry.name, first ?? line);
    entries.push({ ...entry, line });
  }
  return { entries, problems };
}

/** A place in a text that moves forward only. */
class Cursor {
  readonly #text: string;
  #at = 0;
  /** Counted from 1. */
  line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  get hasMore(): boolean {
    return this.#at < this.#text.length;
  }

  get next(): string | undefined {
    return this.#text[this.#at];
  }

  /** Takes what a sticky pattern matches here. @returns its group, or undefined where it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#moveBy(found[0].length);
    return found[1] ?? "";
  }

  // Not by a pattern: a group that repeats keeps a stack as deep as the text is long.
  takeDoubleQuoted(): string | undefined {
    for (let end = this.#at + 1; end < this.#text.length; end++) {
      if (this.#text[end] === "\\") end++;
      else if (this.#text[end] === '"') {
        const inside = this.#text.slice(this.#at + 1, end);
        this.#moveBy(inside.length + 2);
        return inside;
      }
    }
    return undefined;
  }

  #moveBy(length: number): void {
    const end = this.#at + length;
    for (; this.#at < end; this.#at++) if (this.#text[this.#at] === "\n") this.line++;
  }
}

/** @returns what is wrong, as text; the cursor then stands behind the line. */
function takeEntry(cursor: Cursor): Omit<DotenvEntry, "line"> | string {
  const name = cursor.take(ASSIGNMENT);
  if (name === undefined) {
    cursor.take(REST_OF_LINE);
    return "is neither NAME=value nor a comment";
  }
  const isQuoted = cursor.next === '"' || cursor.next === "'";
  const quoted = takeQuoted(cursor);
  const rest = withoutComment(cursor.take(REST_OF_LINE) ?? "");
  if (!isQuoted) return { name, value: rest };
  if (quoted === undefined) return `has a quote after ${name}= that is not closed`;
  return rest === "" ? { name, value: quoted } : `has text behind the closing quote of ${name}`;
}

function takeQuoted(cursor: Cursor): string | undefined {
  if (cursor.next === "'") return cursor.take(SINGLE_QUOTED);
  if (cursor.next !== '"') return undefined;
  const inside = cursor.takeDoubleQuoted();
  return inside === undefined ? undefined : unescaped(inside);
}

function withoutComment(text: string): string {
  return text.replace(COMMENT, "").trim();
}

/** Backslashes before other characters stay: `"C:\users"` is what it looks like. */
function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/gs, (whole, character: string) => ESCAPES[character] ?? whole);
}
