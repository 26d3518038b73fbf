import type { Actor } from "../core/index.ts";

export type ChangeOperation = "insert" | "update" | "delete" | "link" | "unlink";

/** One committed write of one row: what audit, caches, live queries and channels are made of. */
export interface Change {
  /** Name of the model. */
  readonly model: string;
  /** The model class. */
  readonly source: object;
  readonly operation: ChangeOperation;
  /** The primary key: a value, or an object when it has several parts. */
  readonly key: unknown;
  /** The row by property before the write; absent for inserts. */
  readonly before?: Readonly<Record<string, unknown>> | undefined;
  /** The row by property after the write; absent for deletes. */
  readonly after?: Readonly<Record<string, unknown>> | undefined;
  /** The properties whose values differ. */
  readonly changed: readonly string[];
  /** Of `link` and `unlink`: the relation of the row with this key, and the row at its other end. */
  readonly link?:
    | { readonly relation: string; readonly target: object; readonly key: unknown }
    | undefined;
  readonly at: Date;
  readonly requestId?: string | undefined;
  readonly actor?: Actor | undefined;
}

/** Someone who follows the change stream of an app. */
export interface ChangeReader {
  /** For logs. */
  readonly name: string;
  /** The model classes it wants. Default: all. */
  readonly models?: readonly object[];
  /**
   * Takes the changes of one committed transaction, in the order of the writes.
   *
   * Transactions come in the order of their commits; the next one comes when the promise of the last
   * is settled. A writer waits for that promise too (so that what it reads next is not stale): return
   * nothing for work that should not hold it up. Errors are logged and harm nobody.
   */
  read(changes: readonly Change[]): void | Promise<void>;
}
