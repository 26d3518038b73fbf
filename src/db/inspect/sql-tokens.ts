/** A word, a name in quotes, a text, a number or a sign of SQL, with its place. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKENS =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\s+|('(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]\d'][^\]]*\]|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|::|<>|!=|<=|>=|[\s\S])/gu;

/** Splits SQL; comments and spaces fall out. */
export function tokenize(sql: string): Token[] {
  return [...sql.matchAll(TOKENS)]
    .filter((match) => match[1] !== undefined)
    .map((match) => ({
      text: match[1]!,
      start: match.index,
      end: match.index + match[1]!.length,
    }));
}

/** A name or text without its quotes, of whichever kind. */
export function unquoted(token: string): string {
  const quote = token[0]!;
  if (quote === "[") return token.slice(1, -1);
  return /["`']/.test(quote) ? token.slice(1, -1).replaceAll(quote + quote, quote) : token;
}
