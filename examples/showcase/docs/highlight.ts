import { html } from "quintet/http";

/** What is coloured, by its kind; the kinds are classes of the style sheet. */
type Grammar = Readonly<Record<string, string>>;

const KEYWORDS = {
  ts: "abstract as async await break case catch class const continue declare default delete do else export extends false finally for from function get if implements import in instanceof interface let new null of override private readonly return satisfies set static super switch this throw true try type typeof undefined using var void while yield",
  python:
    "and as async await class def elif else except False finally for from if import in is lambda None not or pass raise return self True try while with yield",
  sql: "alter and as asc begin by check column commit constraint create default delete desc distinct drop exists foreign from full group having if in index inner insert into is join key left like limit not null on or order primary references returning rollback select set table to union unique update using values view where with",
  sh: "cd curl docker echo export for git if node npm npx quintet sudo",
};

const STRING = String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`;
const NUMBER = String.raw`\b\d[\d_]*(?:\.\d+)?\b`;

const TS: Grammar = {
  comment: String.raw`\/\/[^\n]*|\/\*[^]*?\*\/`,
  string: "`(?:[^`\\\\]|\\\\.)*`|" + STRING,
  keyword: wordsOf(KEYWORDS.ts),
  name: String.raw`\b[A-Z]\w*\b`,
  call: String.raw`\b[a-z]\w*(?=\()`,
  number: NUMBER,
};
const JSON_GRAMMAR: Grammar = {
  name: `${STRING}(?=\\s*:)`,
  string: STRING,
  keyword: wordsOf("true false null"),
  number: NUMBER,
};
const SH: Grammar = {
  comment: String.raw`(?<=^|\s)#[^\n]*`,
  string: STRING,
  keyword: wordsOf(KEYWORDS.sh),
  name: String.raw`(?<=\s)--?[a-z][\w-]*`,
};
const SQL: Grammar = {
  comment: "--[^\\n]*",
  string: STRING,
  keyword: `${wordsOf(KEYWORDS.sql)}|${wordsOf(KEYWORDS.sql.toUpperCase())}`,
  number: NUMBER,
};
const PYTHON: Grammar = {
  comment: "#[^\\n]*",
  string: `"""[^]*?"""|${STRING}`,
  keyword: wordsOf(KEYWORDS.python),
  name: String.raw`\b[A-Z]\w*\b|(?<=\n|^)\s*@[\w.]+`,
  call: String.raw`\b[a-z]\w*(?=\()`,
  number: NUMBER,
};

const GRAMMARS: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    ts: TS,
    js: TS,
    prisma: TS,
    json: JSON_GRAMMAR,
    sh: SH,
    sql: SQL,
    python: PYTHON,
  }).map(([language, grammar]) => [language, patternOf(grammar)]),
);

/** Source with its parts in spans. Good enough to read by: nothing is parsed. */
export function highlight(source: string, language: string): string {
  const pattern = GRAMMARS.get(language);
  if (pattern === undefined) return String(html`${source}`);
  let coloured = "";
  let end = 0;
  for (const match of source.matchAll(pattern)) {
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    const before = source.slice(end, match.index);
    coloured += String(html`${before}<span class="${kind}">${match[0]}</span>`);
    end = match.index + match[0].length;
  }
  return coloured + String(html`${source.slice(end)}`);
}

function wordsOf(words: string): string {
  return `\\b(?:${words.replaceAll(" ", "|")})\\b`;
}

function patternOf(grammar: Grammar): RegExp {
  const kinds = Object.entries(grammar).map(([kind, pattern]) => `(?<${kind}>${pattern})`);
  return new RegExp(kinds.join("|"), "g");
}
