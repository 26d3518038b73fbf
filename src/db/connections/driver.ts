/** What SQL is written for. */
export type Dialect = "sqlite" | "postgres";

/** How much a transaction sees of others. SQLite is always serializable, whatever is asked. */
export type Isolation = "readCommitted" | "repeatableRead" | "serializable";

/** SQL text with its place in the caches of the drivers; make one per query shape and keep it. */
export interface Statement {
  /** Placeholders are `?` on SQLite and `$1`… on PostgreSQL, in the order of the text. */
  readonly sql: string;
  readonly isWrite: boolean;
  /** The statement gives rows: a select, or a write with `returning`. */
  readonly returnsRows: boolean;
  /** Asks for `Result.columns`, which costs time on SQLite: for raw SQL only. */
  readonly wantsColumns?: boolean;
  /** What a write changes. Absent where that is not known: it may change anything. */
  readonly writes?: TableWrite | undefined;
}

/** What a write changes, and nothing else but what foreign keys have follow a row that is deleted. */
export interface TableWrite {
  readonly table: string;
  /**
   * `"insert"`: rows come, and what is returned of each begins with its key. `"update"`: only `columns` of rows
   * that are there change. `"upsert"`: rows come or change. `"delete"`: rows go.
   */
  readonly kind: "insert" | "update" | "upsert" | "delete";
  readonly columns?: readonly string[];
}

/** What a statement gave. */
export interface Result {
  /** Rows as arrays of values, in the order of the select list. */
  readonly rows: unknown[][];
  /** Rows inserted, updated or deleted; for reads the number of rows. */
  readonly affected: number;
  /** Names of the columns, when the statement asked for them. */
  readonly columns?: readonly string[];
}

export interface BeginOptions {
  /** Default: the database's own, `readCommitted` on PostgreSQL. */
  readonly isolation?: Isolation | undefined;
  /** The transaction is one snapshot that cannot write. Default `false`. */
  readonly readOnly?: boolean | undefined;
  /**
   * SQLite only: foreign keys are not enforced until the transaction ends, as the rebuild of a table
   * in a migration wants (dropping the old table would delete what points at it). Default `false`.
   */
  readonly withoutForeignKeys?: boolean | undefined;
  /** Gives up waiting for a connection when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** A write that has been done, and what it gave. */
export interface Write {
  readonly statement: Statement;
  readonly result: Result;
  /** Of a delete: other tables whose rows may have followed. */
  readonly followers?: readonly string[];
}

/** Whoever keeps what it has read, and so has to know what is written. */
export interface CommitWatcher {
  /**
   * Called in the moment of each commit, before anybody can read what it has changed.
   *
   * @param writes Undefined where anything may have changed.
   */
  committed(writes: readonly Write[] | undefined): void;
}

/** One connection, held by a transaction from `begin` to `commit` or `rollback`. */
export interface Session {
  /** Runs one statement; calls that overlap run one after another. */
  execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Result | Promise<Result>;
  /** Rows in chunks, with memory for one chunk only. */
  stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncIterable<unknown[][]>;
  /** Several statements at once, without parameters: DDL, savepoints. */
  script(sql: string): Promise<void>;
  commit(): Promise<void>;
  /** Never throws: a connection that cannot roll back is thrown away, which rolls it back. */
  rollback(): Promise<void>;
}

/**
 * What a database needs of the package that talks to it: one small contract, one file per driver.
 *
 * A driver's methods throw coded errors only (`DB_…`, see `errors.ts`). Parameters come encoded for
 * the dialect: string, number, bigint, boolean (PostgreSQL), null, Uint8Array.
 */
export interface Driver {
  readonly dialect: Dialect;
  /** What the driver talks to, for messages: never holds a password. */
  readonly address: string;
  /** Runs one statement outside of any transaction. Gives no promise when nothing is waited for. */
  execute(
    statement: Statement,
    params: readonly unknown[],
    signal?: AbortSignal,
  ): Result | Promise<Result>;
  /** Rows in chunks, of one snapshot, with memory for one chunk only. */
  stream(
    statement: Statement,
    params: readonly unknown[],
    chunkRows: number,
  ): AsyncIterable<unknown[][]>;
  begin(options?: BeginOptions): Promise<Session>;
  /**
   * A number that differs once another connection than this driver's has committed anything. Absent, or
   * undefined, where no such number is had for less than a question costs.
   */
  version?(): number | undefined;
  /** Has a watcher told of the commits of this driver. With `version`, nothing is committed that it does not know. */
  watch?(watcher: CommitWatcher): void;
  /**
   * SQL of a text that two statements have in common only if they see the same rows. Absent where
   * `version` tells it, and where statements that are not in a transaction see what was not committed.
   */
  readonly snapshot?: string;
  /** Several statements without parameters, outside of a transaction: DDL, pragmas. */
  script(sql: string): Promise<void>;
  /** Waits for what runs, then gives every connection back. Safe to call twice. */
  close(): Promise<void>;
}
