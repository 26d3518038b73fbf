import { createHash } from "node:crypto";
import type { Client } from "pg";
import { abortError, type QuintetError } from "../../../core/index.ts";
import type { Result, Statement } from "../driver.ts";
import { BAD_VALUE, PLAN_STALE } from "../../errors.ts";
import { isConnectionLost, postgresError } from "./postgres-errors.ts";
import { ask } from "./postgres-query.ts";
import type { PostgresValues } from "./postgres-values.ts";
import { Recent } from "./recent.ts";

const NAMES_KEPT = 1000;
const MOST_PARAMETERS = 65_535;

export interface RunnerOptions {
  readonly address: string;
  readonly isPreparing: boolean;
  readonly values: PostgresValues;
  /** Stops what a process of the server is doing. */
  readonly cancel: (processId: number) => Promise<void>;
}

/** Runs statements on clients of one server: names them, aborts them, codes their errors. */
export class PostgresRunner {
  readonly address: string;
  readonly #isPreparing: boolean;
  readonly #values: PostgresValues;
  readonly #cancel: (processId: number) => Promise<void>;
  /** Names by SQL; the empty name is that of a statement seen once. */
  readonly #names = new Recent<string, string>(NAMES_KEPT);
  #generation = 0;

  constructor({ address, isPreparing, values, cancel }: RunnerOptions) {
    this.address = address;
    this.#isPreparing = isPreparing;
    this.#values = values;
    this.#cancel = cancel;
  }

  async run(
    client: Client,
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<Result> {
    const running = this.#send(client, statement, params);
    try {
      return await (signal === undefined ? running : this.#until(signal, client, running));
    } catch (error) {
      throw this.#coded(error, statement.sql, signal);
    }
  }

  /** Several statements at once, without parameters. */
  async script(client: Client, sql: string): Promise<string | undefined> {
    try {
      const result = await client.query(sql);
      return result.command;
    } catch (error) {
      throw this.#coded(error, sql, undefined);
    }
  }

  #send(client: Client, statement: Statement, params: readonly unknown[]): Promise<Result> {
    // The protocol counts them in 16 bits: more would be sent as another message than was meant.
    if (params.length > MOST_PARAMETERS)
      throw BAD_VALUE(
        statement.sql,
        `${params.length} parameters are more than ${MOST_PARAMETERS}`,
      );
    const name = this.#isPreparing ? this.#nameOf(statement.sql) : "";
    return ask(client, { name, statement, params }, this.#values);
  }

  /** A statement is prepared when it comes again: SQL that never does would fill the server's memory. */
  #nameOf(sql: string): string {
    const known = this.#names.find(sql);
    if (known === undefined) this.#names.set(sql, "");
    if (known !== "") return known ?? "";
    const hash = createHash("sha1").update(sql).digest("base64url").slice(0, 20);
    const name = `q${this.#generation}_${hash}`;
    this.#names.set(sql, name);
    return name;
  }

  async #until<T>(signal: AbortSignal, client: Client, running: Promise<T>): Promise<T> {
    const stop = (): void => {
      this.#cancel((client as unknown as { processID: number }).processID).catch(() => {
        // The server cannot be asked: hanging up leaves the statement to it, but not the caller.
        (
          client as unknown as { connection: { stream: { destroy(): void } } }
        ).connection.stream.destroy();
      });
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    try {
      return await running;
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  #coded(error: unknown, sql: string, signal: AbortSignal | undefined): QuintetError {
    const coded = postgresError(error, this.address, sql);
    if (PLAN_STALE.is(coded)) {
      this.#generation++;
      this.#names.clear();
    }
    const QUERY_CANCELED = "57014";
    const isStopped =
      isConnectionLost(error) || (error as { code?: string }).code === QUERY_CANCELED;
    return signal?.aborted === true && isStopped ? abortError(signal).because(error) : coded;
  }
}
