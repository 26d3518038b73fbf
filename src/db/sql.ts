import { contextDatabase, type Database } from "./database.ts";
import type { Result, Statement } from "./driver.ts";
import { WRONG_VALUE } from "./errors.ts";
import { execute } from "./execute.ts";
import { ModelBase } from "./model-base.ts";
import { quoted } from "./names.ts";
import { SqlWriter } from "./sql-writer.ts";
import { type Scope, WrittenCondition } from "./where.ts";

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

  write(w: SqlWriter, _scope?: Scope): void {
    w.mark("(");
    for (const [index, text] of this.#texts.entries()) {
      w.mark(text);
      w.add(text);
      if (index < this.#values.length) writeValue(w, this.#values[index]);
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
   * other SQL for itself. Values are of the database's types: on SQLite a datetime comes as text.
   *
   * @throws `DB_SYNTAX`, `DB_WRONG_VALUE`
   * @example
   * const rows = await sql<{ id: number }>`select id from ${Post} where title = ${title}`;
   * await Post.where(sql`length(title) > ${80}`);
   */
  <T = Record<string, unknown>>(texts: TemplateStringsArray, ...values: unknown[]): Sql<T>;
  identifier(name: string): WrittenCondition;
}

export const sql: SqlTag = Object.assign(
  <T>(texts: TemplateStringsArray, ...values: unknown[]) => new Sql<T>(texts, values),
  { identifier: (name: string) => new Name(name) },
);

function writeValue(w: SqlWriter, value: unknown): void {
  if (value instanceof Sql) return value.write(w);
  if (value instanceof WrittenCondition) return value.write(w, undefined as never);
  if (typeof value === "function" && value.prototype instanceof ModelBase) {
    return new Name(contextDatabase().tables.of(value as never).tableName).write(w);
  }
  if (Array.isArray(value)) return writeList(w, value);
  w.param(parameter(w, value));
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

function statementOf(text: string): Statement {
  const isRead =
    /^\s*(select|values|explain|show|table)\b/i.test(text) ||
    (/^\s*with\b/i.test(text) && !/\b(insert|update|delete)\b/i.test(text)) ||
    /^\s*pragma\s+\w+(\(|\s*$)/i.test(text);
  return {
    sql: text,
    isWrite: !isRead,
    returnsRows: isRead || /\breturning\b/i.test(text),
    wantsColumns: true,
  };
}
