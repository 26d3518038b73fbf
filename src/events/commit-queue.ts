import { slot } from "../core/index.ts";

/** What `events` must know of a transaction; the database layer supplies it. */
export interface CommitQueue {
  /**
   * Calls `fn` once the outermost transaction has been committed, in the order of these calls, in the
   * context of this call but without the transaction; never on rollback, also not of a savepoint.
   */
  afterCommit(fn: () => void | Promise<void>): void;
}

/** Set while a transaction is open. */
export const commitQueue = slot<CommitQueue>("commitQueue");
