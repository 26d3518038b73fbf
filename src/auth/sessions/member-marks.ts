import { type CommitQueue, commitQueue } from "../../events/index.ts";
import type { AuthModels } from "../auth-models.ts";
import type { Group } from "../users/group.ts";
import type { UserRow } from "../users/user-model.ts";
import type { SessionStore } from "./session-store.ts";

type GroupKey = Group["id"];

/** Members that are read and marked at once where a store cannot ask the database itself. */
const CHUNK = 500;

/**
 * Marks the sessions of all members of a group, once in a transaction: of many permissions that are granted
 * together, and of many members that lose a group together, each is told by an event of its own.
 */
export class MemberMarks {
  readonly #models: AuthModels;
  readonly #store: SessionStore;
  /** By transaction; a savepoint counts for itself, since its marks may be rolled back. */
  readonly #marked = new WeakMap<CommitQueue, Set<unknown>>();

  constructor(models: AuthModels, store: SessionStore) {
    this.#models = models;
    this.#store = store;
  }

  /** Whether the members of the group were marked in the transaction that is open. */
  areMarked(group: unknown): boolean {
    const open = commitQueue.get();
    return open !== undefined && this.#marked.get(open)?.has(group) === true;
  }

  /** @param group Its key. */
  async mark(group: unknown): Promise<void> {
    if (this.areMarked(group)) return;
    this.#note(group);
    const key = group as GroupKey;
    if (this.#store.markMembersForRotation !== undefined)
      return this.#store.markMembersForRotation(key);
    for await (const users of this.#membersOf(key)) await this.#store.markForRotation(users);
  }

  #note(group: unknown): void {
    const open = commitQueue.get();
    if (open === undefined) return;
    const groups = this.#marked.get(open);
    if (groups === undefined) this.#marked.set(open, new Set([group]));
    else groups.add(group);
  }

  async *#membersOf(group: GroupKey): AsyncGenerator<readonly UserRow["id"][]> {
    const all = this.#models.User.where({ groups: { id: group } }).order("id");
    let users = await all.limit(CHUNK).pluck("id");
    while (users.length > 0) {
      yield users;
      if (users.length < CHUNK) return;
      users = await all
        .where({ id: { gt: users.at(-1)! } })
        .limit(CHUNK)
        .pluck("id");
    }
  }
}
