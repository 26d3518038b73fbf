import { signalsOf } from "../../db/index.ts";
import { on, type Receiver } from "../../events/index.ts";
import type { AuthSettings } from "../auth-options.ts";

/**
 * Ends the sessions of a user who is deleted, where no foreign key does: SQLite may give the same key to the
 * next user.
 */
export function endWithUser({ models: { User }, sessions: { store } }: AuthSettings): Receiver[] {
  if (store.models !== undefined) return [];
  const end = on(signalsOf(User).deleted, ({ row }) => store.endAll(row.id), {
    name: "auth.sessions",
    when: "inTransaction",
  });
  return [end];
}
