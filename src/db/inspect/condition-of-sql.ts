import type { Condition } from "../migrations/condition-sql.ts";
import type { ColumnState, Literal } from "../migrations/schema-state.ts";
import { tokenize, unquoted } from "./sql-tokens.ts";

type Columns = Readonly<Record<string, ColumnState>>;

/**
 * Reads the condition of a check or partial index, as far as conditions have words for it.
 *
 * @param isCheck A check holds where the condition is null, the rows of an index do not: `<>` says
 *   another thing there than `not` in a condition, which counts null as a value.
 * @returns undefined for anything else than comparisons of columns with constants.
 */
export function findCondition(
  sql: string,
  columns: Columns,
  isCheck: boolean,
): Condition | undefined {
  const parser = new ConditionParser(sql, columns, isCheck);
  try {
    return parser.parse();
  } catch (error) {
    if (error === NO_WORDS) return undefined;
    throw error;
  }
}

const NO_WORDS = new Error("A condition that no model has words for.");

const OPERATORS: Readonly<Record<string, string>> = {
  "=": "eq",
  "<>": "not",
  "!=": "not",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};

class ConditionParser {
  readonly #tokens: readonly string[];
  readonly #columns: Columns;
  readonly #isCheck: boolean;
  #at = 0;

  constructor(sql: string, columns: Columns, isCheck: boolean) {
    this.#tokens = tokenize(sql).map(({ text }) => text);
    this.#columns = columns;
    this.#isCheck = isCheck;
  }

  parse(): Condition {
    const condition = this.#any();
    if (this.#at < this.#tokens.length) throw NO_WORDS;
    return condition;
  }

  #any(): Condition {
    const parts = [this.#all()];
    while (this.#takes("or")) parts.push(this.#all());
    return parts.length === 1 ? parts[0]! : parts;
  }

  #all(): Condition {
    const parts = [this.#one()];
    while (this.#takes("and")) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : allOf(parts);
  }

  #one(): Condition {
    const start = this.#at;
    if (this.#takes("(")) {
      try {
        const inner = this.#any();
        this.#needs(")");
        return inner;
      } catch (error) {
        if (error !== NO_WORDS) throw error;
        // A column in parentheses, as PostgreSQL writes those that it casts.
        this.#at = start;
      }
    }
    return this.#comparison();
  }

  #comparison(): Condition {
    const name = this.#column();
    const column = this.#columns[name]!;
    if (this.#takes("is")) {
      const isNot = this.#takes("not");
      this.#needs("null");
      return { [name]: isNot ? { not: null } : null };
    }
    if (this.#takes("in")) return { [name]: { in: this.#list(column, "(", ")") } };
    if (this.#takes("between")) {
      const low = this.#constant(column);
      this.#needs("and");
      return { [name]: { between: [low, this.#constant(column)] } };
    }
    const operator = OPERATORS[this.#tokens[this.#at++] ?? ""];
    if (operator === undefined) throw NO_WORDS;
    if (operator === "eq" && this.#takes("any")) return { [name]: { in: this.#anyOf(column) } };
    if (operator === "not" && !this.#isCheck && column.nullable === true) throw NO_WORDS;
    const value = this.#constant(column);
    return { [name]: operator === "eq" ? value : { [operator]: value } };
  }

  /** `any (array['a'::text, 'b'::text])`, which is what PostgreSQL makes of `in`. */
  #anyOf(column: ColumnState): Literal[] {
    this.#needs("(");
    const isWrapped = this.#takes("(");
    this.#needs("array");
    const list = this.#list(column, "[", "]");
    if (isWrapped) this.#needs(")");
    this.#skipCast();
    this.#needs(")");
    return list;
  }

  #list(column: ColumnState, open: string, close: string): Literal[] {
    this.#needs(open);
    const list = [this.#constant(column)];
    while (this.#takes(",")) list.push(this.#constant(column));
    this.#needs(close);
    return list;
  }

  #column(): string {
    const isWrapped = this.#takes("(");
    const word = this.#tokens[this.#at++] ?? "";
    const name = unquoted(word);
    const known = Object.keys(this.#columns);
    const found = known.includes(name)
      ? name
      : known.find((other) => other.toLowerCase() === name.toLowerCase());
    if (found === undefined || word.startsWith("'")) throw NO_WORDS;
    if (isWrapped) this.#needs(")");
    this.#skipCast();
    return found;
  }

  #constant(column: ColumnState): Literal {
    const isWrapped = this.#takes("(");
    const sign = this.#takes("-") ? "-" : "";
    const token = this.#tokens[this.#at++] ?? "";
    if (isWrapped) this.#needs(")");
    this.#skipCast();
    const isText = token.startsWith("'");
    return literalOf(sign + (isText ? unquoted(token) : token), isText, column);
  }

  #skipCast(): void {
    while (this.#takes("::")) {
      this.#at++;
      while (this.#takes("varying") || this.#takes("precision")) continue;
      if (this.#takes("(")) while (this.#tokens[this.#at++] !== ")") continue;
      while (["with", "without", "time", "zone"].some((word) => this.#takes(word))) continue;
      if (this.#takes("[")) this.#needs("]");
    }
  }

  #takes(text: string): boolean {
    const isNext = this.#tokens[this.#at]?.toLowerCase() === text;
    if (isNext) this.#at++;
    return isNext;
  }

  #needs(text: string): void {
    if (!this.#takes(text)) throw NO_WORDS;
  }
}

/** One object where each column is tested once; else nothing says it. */
function allOf(parts: readonly Condition[]): Condition {
  const all: Record<string, Literal> = {};
  for (const part of parts) {
    if (Array.isArray(part)) throw NO_WORDS;
    for (const [name, test] of Object.entries(part as Record<string, Literal>)) {
      const before = all[name];
      if (before === undefined) all[name] = test;
      else if (isOperators(before) && isOperators(test) && !sharesKey(before, test))
        all[name] = { ...before, ...test };
      else throw NO_WORDS;
    }
  }
  return all;
}

function isOperators(test: Literal): test is { readonly [key: string]: Literal } {
  return typeof test === "object" && test !== null && !Array.isArray(test);
}

function sharesKey(a: object, b: object): boolean {
  return Object.keys(a).some((key) => key in b);
}

function literalOf(text: string, isText: boolean, { type, dbType }: ColumnState): Literal {
  const isWord = type === "text" || type === "uuid" || type === "date" || type === "time";
  if (isWord && isText && (dbType === undefined || type === "text")) return text;
  if (type === "bool" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  if (!isNumber) throw NO_WORDS;
  if (type === "bigint" || type.startsWith("decimal")) return text;
  if (type === "int" || type === "int32" || type === "int16" || type === "float")
    return Number(text);
  throw NO_WORDS;
}
