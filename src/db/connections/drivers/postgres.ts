import type { Client, ClientConfig } from "pg";
import { abortError, milliseconds, type Duration } from "../../../core/index.ts";
import type { BeginOptions, Driver, Isolation, Result, Session, Statement } from "../driver.ts";
import { CONNECTION_LOST, DRIVER_MISSING, PLAN_STALE } from "../../errors.ts";
import { PostgresRunner } from "./postgres-runner.ts";
import { PostgresPool } from "./postgres-pool.ts";
import { PostgresSession } from "./postgres-session.ts";
import { findPostgresParser, type PostgresValues } from "./postgres-values.ts";

export interface PostgresOptions {
  /** A host name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Default: what pg finds in the environment. */
  readonly user?: string;
  readonly password?: string;
  /** Connections at most. Default 10. */
  readonly max?: number;
  /** How long to wait for the server to accept a connection. Default `"5s"`. */
  readonly connectTimeout?: Duration;
  /** How long to wait for a connection that others use. Default `"10s"`. */
  readonly acquireTimeout?: Duration;
  /** Longer statements fail with `DB_TIMEOUT`. Default: the server's own limit. */
  readonly statementTimeout?: Duration;
  /** The schema of tables without one. Default: the user's search path. */
  readonly schema?: string;
  /** `require` encrypts, `verify-full` also checks the certificate. Default `"disable"`. */
  readonly ssl?: "disable" | "require" | "verify-full";
  /** Shown in `pg_stat_activity`. Default `"quintet"`. */
  readonly applicationName?: string;
  /** Keeps statements prepared. `false` for poolers that change connections. Default `true`. */
  readonly prepare?: boolean;
}

/**
 * Opens a PostgreSQL database on the package `pg`, after one connection has proved that it is there.
 *
 * Connections that die are replaced; a read outside of a transaction that meets a dead one is sent again.
 *
 * @throws `DB_DRIVER_MISSING`, `DB_UNREACHABLE`, `DB_LOGIN_REFUSED`
 */
export async function openPostgres(options: PostgresOptions): Promise<Driver> {
  const driver = new PostgresDriver(options, await loadPg(options));
  await driver.open();
  return driver;
}

interface Library {
  readonly pg: typeof import("pg");
  readonly prepareValue: PostgresValues["encode"];
}

async function loadPg(options: PostgresOptions): Promise<Library> {
  try {
    const { default: pg } = await import("pg");
    // @ts-expect-error It has no types. pg's own cursors take it from there, too.
    const { default: utils } = await import("pg/lib/utils.js");
    return {
      pg: pg as unknown as Library["pg"],
      prepareValue: (value) => utils.prepareValue(value),
    };
  } catch (error) {
    throw DRIVER_MISSING("pg", `postgres://${addressOf(options)}`).because(error);
  }
}

function addressOf({ host, port, database }: PostgresOptions): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}/${database}`;
}

class PostgresDriver implements Driver {
  readonly dialect = "postgres";
  // A server that took over from another may use its transaction ids once more.
  readonly snapshot = "pg_postmaster_start_time()::text || pg_current_snapshot()::text";
  readonly address: string;
  readonly #pool: PostgresPool;
  readonly #runner: PostgresRunner;

  constructor(options: PostgresOptions, { pg, prepareValue }: Library) {
    this.address = addressOf(options);
    const config = clientConfig(options);
    this.#pool = new PostgresPool({
      address: this.address,
      max: options.max ?? 10,
      acquireMs: milliseconds(options.acquireTimeout ?? "10s"),
      idleMs: 30_000,
      makeClient: () => new pg.Client(config),
    });
    this.#runner = new PostgresRunner({
      address: this.address,
      isPreparing: options.prepare ?? true,
      values: {
        parserOf: (type) => findPostgresParser(type) ?? pg.types.getTypeParser(type),
        encode: prepareValue,
      },
      cancel: (processId) => cancel(new pg.Client(config), processId),
    });
  }

  async open(): Promise<void> {
    this.#pool.release(await this.#pool.acquire(), true);
  }

  async execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<Result> {
    if (signal?.aborted) throw abortError(signal);
    try {
      return await this.#once(statement, params, signal);
    } catch (error) {
      const isRepeatable = CONNECTION_LOST.is(error) && !statement.isWrite;
      if (!isRepeatable && !PLAN_STALE.is(error)) throw error;
    }
    return this.#once(statement, params, signal);
  }

  async begin(options: BeginOptions = {}): Promise<Session> {
    try {
      return await this.#beginOnce(options);
    } catch (error) {
      // Nothing was done yet: the connection had died in the pool.
      if (!CONNECTION_LOST.is(error)) throw error;
      return this.#beginOnce(options);
    }
  }

  async *stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncGenerator<unknown[][]> {
    const session = await this.begin({ readOnly: true });
    try {
      yield* session.stream(statement, params, chunkRows);
    } finally {
      await session.rollback();
    }
  }

  async script(sql: string): Promise<void> {
    await this.#with((client) => this.#runner.script(client, sql));
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #once(statement: Statement, params: readonly unknown[], signal?: AbortSignal): Promise<Result> {
    return this.#with((client) => this.#runner.run(client, statement, params, signal), signal);
  }

  async #with<T>(fn: (client: Client) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const client = await this.#pool.acquire(signal);
    let isUsable = true;
    try {
      return await fn(client);
    } catch (error) {
      // A cancellation may reach the server late, and would hit whoever has the connection next.
      isUsable = !CONNECTION_LOST.is(error) && signal?.aborted !== true;
      throw error;
    } finally {
      this.#pool.release(client, isUsable);
    }
  }

  async #beginOnce(options: BeginOptions): Promise<Session> {
    const client = await this.#pool.acquire(options.signal);
    try {
      await this.#runner.script(client, beginSql(options));
    } catch (error) {
      this.#pool.release(client, false);
      throw error;
    }
    return new PostgresSession(client, this.#runner, options.readOnly === true, (isUsable) =>
      this.#pool.release(client, isUsable),
    );
  }
}

function clientConfig(options: PostgresOptions): ClientConfig {
  const { host, port, database, user, password, statementTimeout } = options;
  return {
    host,
    port,
    database,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(statementTimeout === undefined
      ? {}
      : { statement_timeout: milliseconds(statementTimeout) }),
    application_name: options.applicationName ?? "quintet",
    connectionTimeoutMillis: milliseconds(options.connectTimeout ?? "5s"),
    keepAlive: true,
    ssl: { disable: false, require: { rejectUnauthorized: false }, "verify-full": true }[
      options.ssl ?? "disable"
    ],
    options: startOptions(options),
  };
}

/** Set as the connection starts, so that no statement has to be sent for it. */
function startOptions({ schema }: PostgresOptions): string {
  // Compiling a statement takes longer than most of an app's take: 4 of the 5 ms of a list of a million rows.
  const settings = ["-c timezone=UTC", "-c datestyle=ISO", "-c jit=off"];
  if (schema !== undefined) {
    const quoted = `"${schema.replaceAll('"', '""')}"`;
    settings.push(`-c search_path=${quoted.replaceAll(/[\\ ]/g, String.raw`\$&`)}`);
  }
  return settings.join(" ");
}

const ISOLATION: Readonly<Record<Isolation, string>> = {
  readCommitted: "read committed",
  repeatableRead: "repeatable read",
  serializable: "serializable",
};

function beginSql({ isolation, readOnly }: BeginOptions): string {
  // A read-only transaction is one snapshot on SQLite: it is here too.
  const level = isolation ?? (readOnly === true ? "repeatableRead" : undefined);
  const words = ["begin"];
  if (level !== undefined) words.push(`isolation level ${ISOLATION[level]}`);
  if (readOnly === true) words.push("read only");
  return words.join(" ");
}

async function cancel(client: Client, processId: number): Promise<void> {
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("select pg_cancel_backend($1)", [processId]);
  } finally {
    client.end().catch(() => {});
  }
}
