import { tokenize, unquoted } from "./sql-tokens.ts";
import type { Token } from "./sql-tokens.ts";

/** What SQLite's pragmas do not tell about a table, read from the text that made it. */
export interface ParsedTable {
  readonly checks: readonly { readonly name: string | undefined; readonly sql: string }[];
  readonly isAutoincrement: boolean;
}

/** Reads checks out of `create table`. */
export function parseCreateTable(sql: string): ParsedTable {
  const tokens = tokenize(sql);
  const checks: { name: string | undefined; sql: string }[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (!isWord(tokens[at], "check") || tokens[at + 1]?.text !== "(") continue;
    const end = closing(tokens, at + 1);
    const isNamed = isWord(tokens[at - 2], "constraint");
    checks.push({
      name: isNamed ? unquoted(tokens[at - 1]!.text) : undefined,
      sql: sql.slice(tokens[at + 1]!.end, tokens[end]!.start).trim(),
    });
    at = end;
  }
  return {
    checks,
    isAutoincrement: tokens.some((token) => isWord(token, "autoincrement")),
  };
}

/** The condition of a partial index, out of `create index`. */
export function parseIndexWhere(sql: string): string | undefined {
  const tokens = tokenize(sql);
  let depth = 0;
  for (const token of tokens) {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth === 0 && isWord(token, "where")) return sql.slice(token.end).trim();
  }
  return undefined;
}

function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at]!.text === "(") depth++;
    if (tokens[at]!.text === ")" && --depth === 0) return at;
  }
  return tokens.length - 1;
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.text.toLowerCase() === word;
}
