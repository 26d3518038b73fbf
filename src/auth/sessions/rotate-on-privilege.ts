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
  const { saved, linked } = signalsOf(models.User);
  const mark = (user: unknown): Promise<void> => sessions.store.markForRotation(user as number);
  return [
    on(
      saved,
      async ({ row, isNew, changed }) => {
        if (!isNew && changed.some((name) => PRIVILEGES.includes(name))) await mark(row.id);
      },
      { name: "auth.privilege", when: "inTransaction" },
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
