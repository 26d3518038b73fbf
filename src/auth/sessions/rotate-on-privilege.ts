import { signalsOf } from "../../db/index.ts";
import { on, type Receiver } from "../../events/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { PRIVILEGES } from "../users/guard-privileges.ts";

const RELATIONS: readonly string[] = ["groups", "permissions"];

/**
 * Whoever may more, or less, than before gets a new session id with the next request: one that was known to
 * somebody else while it opened little does not open more.
 */
export function rotateOnPrivilege({ models, sessions }: AuthSettings): Receiver[] {
  const { saving, linked } = signalsOf(models.User);
  const mark = (user: unknown): Promise<void> => sessions.store.markForRotation(user as number);
  return [
    // Before it is written: where nobody hears of what was, writing a user reads nothing first.
    on(
      saving,
      async ({ row, isNew }) => {
        if (!isNew && row.changedFields().some((name) => PRIVILEGES.includes(name)))
          await mark(row.id);
      },
      { name: "auth.privilege" },
    ),
    on(
      linked,
      async ({ relation, key }) => {
        if (RELATIONS.includes(relation)) await mark(key);
      },
      { name: "auth.roles", when: "inTransaction" },
    ),
  ];
}
