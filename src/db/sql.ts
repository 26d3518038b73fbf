import { contextDatabase } from "./context-database.ts";
import type { Database } from "./database.ts";
import type { Result, Statement } from "./connections/driver.ts";
import { nearest } from "../core/index.ts";
import { UNKNOWN_FIELD, WRONG_VALUE } from "./errors.ts";
import { type Expression, isExpression } from "./queries/expression.ts";
import { execute } from "./connections/execute.ts";
import { ModelBase } from "./model-base.ts";
import { quoted } from "./tables/names.ts";
import { SqlWriter } from "./sql/sql-writer.ts";
import { columnSql, type Scope } from "./sql/scope.ts";
import { WrittenCondition } from "./sql/where.ts";

/**
 * SQL with its values apart. Await it for the rows as objects; put it into `where`, or into other SQL.
 */
export class Sql<T = Record<string, unknown>> extends WrittenCondition implements PromiseLike<T[]> {
  readonly #texts: readonly string[];
  readonly #values: readonly unknown[];

  constructor(texts: readonly string[], values: readonly unknown[]) {
    super();
    this.#texts = texts;
    this.#values = values;
  }

  // oxlint-disable-next-line unicorn/no-thenable
  then<A, B>(
    resolve?: ((rows: T[]) => A | PromiseLike<A>) | null,
    reject?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#rows().then(resolve, reject);
  }

  /** Runs it for its effect; gives the number of rows that it wrote. */
  async run(): Promise<number> {
    return (await this.#execute(contextDatabase())).affected;
  }

  write(w: SqlWriter, scope?: Scope): void {
    w.mark("(");
    w.hasRaw = true;
    for (const [index, text] of this.#texts.entries()) {
      w.mark(text);
      w.add(text);
      if (index < this.#values.length) writeValue(w, this.#values[index], scope);
    }
    w.mark(")");
  }

  async #rows(): Promise<T[]> {
    const { rows, columns = [] } = await this.#execute(contextDatabase());
    return rows.map(
      (raw) => Object.fromEntries(columns.map((name, index) => [name, raw[index]])) as T,
    );
  }

  async #execute(database: Database): Promise<Result> {
    const w = new SqlWriter(database.dialect, true);
    this.write(w);
    const key = `raw ${w.sql}`;
    const known = database.plans.get(key) as Statement | undefined;
    const statement = known ?? statementOf(w.sql);
    if (known === undefined) database.plans.set(key, statement);
    return execute(database, statement, w.params);
  }
}

/** An identifier, quoted. */
class Name extends WrittenCondition {
  readonly #name: string;

  constructor(name: string) {
    super();
    this.#name = name;
  }

  write(w: SqlWriter): void {
    w.mark(`"${this.#name}"`);
    w.add(quoted(this.#name));
  }
}

interface SqlTag {
  /**
   * SQL of your own, parameterised: every `${value}` is a parameter, never text.
   *
   * A model stands for its table, `sql.identifier(…)` for an identifier, an array for a list in brackets,
   * other SQL for itself, and in a condition `column("title")` for a column of the rows. Values are of the database's types: on SQLite a datetime comes as text.
   *
   * @throws `DB_SYNTAX`, `DB_WRONG_VALUE`
   * @example
   * const rows = await sql<{ id: number }>`select id from ${Post} where title = ${title}`;
   * await Post.where(sql`length(${column("title")}) > ${80}`);
   */
  <T = Record<string, unknown>>(texts: TemplateStringsArray, ...values: unknown[]): Sql<T>;
  /** A name as SQL, quoted: for tables and columns that are no model's. */
  identifier(name: string): WrittenCondition;
}

export const sql: SqlTag = Object.assign(
  <T>(texts: TemplateStringsArray, ...values: unknown[]) => new Sql<T>(texts, values),
  { identifier: (name: string) => new Name(name) },
);

function writeValue(w: SqlWriter, value: unknown, scope: Scope | undefined): void {
  if (value instanceof WrittenCondition) return value.write(w, scope as Scope);
  if (isExpression(value)) return writeColumn(w, value, scope);
  if (typeof value === "function" && value.prototype instanceof ModelBase) {
    return new Name(contextDatabase().tables.of(value as never).tableName).write(w);
  }
  if (Array.isArray(value)) return writeList(w, value);
  w.param(parameter(w, value));
}

/** A column of the rows that a condition is about, by its name in code. */
function writeColumn(w: SqlWriter, { operation, column: name }: Expression, scope?: Scope): void {
  if (scope === undefined || operation !== "column" || name === undefined)
    throw WRONG_VALUE("sql", "column(…) in conditions only", name ?? operation);
  const column = scope.table.columnOf.get(name);
  if (column === undefined)
    throw UNKNOWN_FIELD(scope.table.name, name, nearest(name, [...scope.table.columnOf.keys()]));
  w.mark(`=${name}`);
  w.add(columnSql(scope, column));
}

function writeList(w: SqlWriter, values: readonly unknown[]): void {
  w.mark(`[${values.length}]`);
  w.add("(");
  if (values.length === 0) w.add("null");
  for (const [index, value] of values.entries()) {
    if (index > 0) w.add(", ");
    w.param(parameter(w, value));
  }
  w.add(")");
}

function parameter({ dialect }: SqlWriter, value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "boolean" && dialect.name === "sqlite") return value ? 1 : 0;
  const isPlain =
    value === null || ["string", "number", "bigint", "boolean"].includes(typeof value);
  if (isPlain || value instanceof Uint8Array) return value;
  throw WRONG_VALUE("sql", "a text, a number, a bigint, a boolean, a Date, bytes or null", value);
}

const FIRST_WORD = /^[\s(;]*(\w+)/;
const MAIN_WORD = /\b(?:select|values|table|insert|update|delete|merge)\b/i;
const WRITE = /\b(?:insert|update|delete|merge)\b/i;
const READS: ReadonlySet<string> = new Set(["select", "values", "explain", "show", "table"]);

/** What a statement does, told by its words; comments, texts and quoted names say nothing. */
function statementOf(text: string): Statement {
  const bare = text.replaceAll(NO_WORDS, " ");
  const [, word = ""] = FIRST_WORD.exec(bare.toLowerCase()) ?? [];
  const wanted = { sql: text, wantsColumns: true };
  if (READS.has(word)) return { ...wanted, isWrite: false, returnsRows: true };
  if (word === "pragma") return { ...wanted, isWrite: bare.includes("="), returnsRows: true };
  const isReturning = /\breturning\b/i.test(withoutBrackets(bare));
  if (word !== "with") return { ...wanted, isWrite: true, returnsRows: isReturning };
  const [main = ""] = MAIN_WORD.exec(withoutBrackets(bare)) ?? [];
  return { ...wanted, isWrite: WRITE.test(bare), returnsRows: isReturning || !WRITE.test(main) };
}

const NO_WORDS = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** What stands in brackets is a part: the queries of a WITH, and subqueries. */
function withoutBrackets(sql: string): string {
  const outer = sql.replaceAll(/\([^()]*\)/g, " ");
  return outer === sql ? outer : withoutBrackets(outer);
}
