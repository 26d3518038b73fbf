import type { Client, Submittable } from "pg";
import type { Result, Statement } from "../driver.ts";
import type { Parser, PostgresValues, Sent } from "./postgres-values.ts";

export interface Question {
  /** Of a statement that is kept prepared under it; empty for one that is not. */
  readonly name: string;
  readonly statement: Statement;
  readonly params: readonly unknown[];
}

interface Answer {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/** How the rows of a statement are read. */
interface RowShape {
  readonly columns: readonly string[];
  readonly parsers: readonly Parser[];
}

const NO_ROWS: RowShape = { columns: [], parsers: [] };

/**
 * The shapes of the statements that a connection has prepared. They hold as long as the statement: where the
 * columns of what PostgreSQL plans would be others, it refuses to run it.
 */
const shapes = new WeakMap<object, Map<string, RowShape>>();

/** The others, `fetch` among them, may give other columns each time. */
const IS_PLANNED = /^[\s(]*(?:select|insert|update|delete|merge|values|with)\b/i;

/**
 * Asks a server one question on a connection that does nothing else.
 *
 * Instead of a query of pg's own, which has the columns described with every answer, and makes its parsers of
 * them each time: a third of what a small question costs.
 */
export function ask(client: Client, question: Question, values: PostgresValues): Promise<Result> {
  return new Promise((resolve, reject) => {
    const query = new PostgresQuery(question, values, { resolve, reject });
    client.query(query as object as Submittable);
  });
}

/** What pg's own queries, its cursors and its streams have in common: the client tells them what comes. */
class PostgresQuery {
  /** Both are read by the client, which keeps the list of what is prepared. */
  readonly name: string;
  readonly text: string;
  readonly #wantsColumns: boolean;
  readonly #sent: Sent[];
  readonly #values: PostgresValues;
  readonly #answer: Answer;
  readonly #rows: unknown[][] = [];
  #shape = NO_ROWS;
  #affected = 0;
  #failure: unknown;

  constructor({ name, statement, params }: Question, values: PostgresValues, answer: Answer) {
    this.name = name;
    this.text = statement.sql;
    this.#wantsColumns = statement.wantsColumns === true;
    this.#values = values;
    this.#answer = answer;
    // Not when it is sent: what cannot be encoded must not leave half a message behind.
    this.#sent = params.map(values.encode);
  }

  /** Sends all messages as one, with the end of the question in it: an error needs no other. */
  submit(connection: Wire): void {
    const { name: statement, text } = this;
    const known = shapesOf(connection).get(statement);
    if (known !== undefined) this.#shape = known;
    connection.stream.cork();
    try {
      if (statement === "" || connection.parsedStatements[statement] === undefined)
        connection.parse({ name: statement, text });
      connection.bind({ statement, values: this.#sent });
      if (known === undefined) connection.describe({ type: "P" });
      connection.execute();
      connection.sync();
    } catch (error) {
      // Half a question was written: what comes next on this connection would be its other half.
      connection.stream.destroy(error as Error);
    } finally {
      connection.stream.uncork();
    }
  }

  handleRowDescription({ fields }: { fields: readonly FieldDescription[] }): void {
    this.#shape = {
      columns: fields.map(({ name }) => name),
      parsers: fields.map(({ dataTypeID }) => this.#values.parserOf(dataTypeID)),
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { parsers } = this.#shape;
    // The message is nobody else's: its texts become the values.
    const row: unknown[] = fields;
    try {
      for (let index = 0; index < fields.length; index++) {
        const text = fields[index]!;
        if (text !== null) row[index] = parsers[index]!(text);
      }
      this.#rows.push(row);
    } catch (error) {
      this.#failure ??= error;
    }
  }

  handleCommandComplete({ text }: { text: string }, connection: Wire): void {
    this.#affected = Number(/\d+$/.exec(text)?.[0] ?? 0);
    const isKept = this.name !== "" && !shapesOf(connection).has(this.name);
    if (isKept && IS_PLANNED.test(this.text)) shapesOf(connection).set(this.name, this.#shape);
  }

  handleReadyForQuery(): void {
    if (this.#failure !== undefined) return this.#answer.reject(this.#failure);
    const columns = this.#wantsColumns ? { columns: this.#shape.columns } : undefined;
    this.#answer.resolve({ rows: this.#rows, affected: this.#affected, ...columns });
  }

  handleError(error: unknown): void {
    this.#answer.reject(error);
  }

  handleEmptyQuery(): void {}

  handleCopyInResponse(connection: Wire): void {
    connection.sendCopyFail("nothing is sent after a statement");
    // The one before was taken for a part of the data.
    connection.sync();
  }

  handleCopyData(): void {}
}

function shapesOf(connection: Wire): Map<string, RowShape> {
  let known = shapes.get(connection);
  if (known === undefined) shapes.set(connection, (known = new Map()));
  return known;
}

interface FieldDescription {
  readonly name: string;
  readonly dataTypeID: number;
}

/** The messages of the protocol, as pg's connection sends them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void; destroy(error: Error): void };
  readonly parsedStatements: Readonly<Record<string, string>>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: readonly Sent[] }): void;
  describe(message: { type: "P" }): void;
  execute(): void;
  sync(): void;
  sendCopyFail(reason: string): void;
}
