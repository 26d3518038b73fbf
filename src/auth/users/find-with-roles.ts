import { collect } from "../../db/index.ts";
import type { Auth } from "../current-auth.ts";
import type { FoundUser } from "../sessions/session-store.ts";
import type { UserRow } from "./user-model.ts";

/** Of a user, in the same statement as the row. A user model may have a field `roles` of its own. */
export const NAMES_OF_GROUPS = { namesOfGroups: collect("groups.name") } as const;

/** A user by the key, with the names of their groups, by one question to the database. */
export async function findWithRoles(
  { User }: Auth["models"],
  id: unknown,
): Promise<FoundUser | undefined> {
  const row = await User.where({ id: id as UserRow["id"] })
    .annotate(NAMES_OF_GROUPS)
    .first();
  return row && { row, roles: row.namesOfGroups };
}
