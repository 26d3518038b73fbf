import { transaction } from "../../db/index.ts";
import { authFor } from "../current-auth.ts";
import { BAD_CREDENTIALS } from "../errors.ts";
import { NAMES_OF_GROUPS } from "../users/find-with-roles.ts";
import type { UserRow } from "../users/user-model.ts";

/**
 * Does what lets a user in, in a transaction in which their password cannot change. Who changes it ends what was
 * opened before; what would be opened by the old one afterwards is refused.
 *
 * @param user As it was read when the password was proved.
 * @param work Is told the roles of the user.
 * @throws `AUTH_BAD_CREDENTIALS` (401) where the password was changed since then, or the user deleted
 */
export async function whileUnchanged<T>(
  user: UserRow,
  work: (roles: readonly string[]) => Promise<T>,
): Promise<T> {
  const { User } = authFor("Signing in").models;
  return transaction(async () => {
    const { id, passwordHash } = user;
    const same = User.where({ id, passwordHash }).annotate(NAMES_OF_GROUPS);
    const stored = await same.lock().first();
    if (stored === undefined) throw BAD_CREDENTIALS();
    return work(stored.namesOfGroups);
  });
}
