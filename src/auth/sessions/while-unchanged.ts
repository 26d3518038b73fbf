import { transaction } from "../../db/index.ts";
import { authFor } from "../current-auth.ts";
import { BAD_CREDENTIALS } from "../errors.ts";
import type { UserRow } from "../users/user-model.ts";

/**
 * Does what lets a user in, in a transaction in which their password cannot change. Who changes it ends what was
 * opened before; what would be opened by the old one afterwards is refused.
 *
 * @param user As it was read when the password was proved.
 * @throws `AUTH_BAD_CREDENTIALS` (401) where the password was changed since then, or the user deleted
 */
export async function whileUnchanged<T>(user: UserRow, work: () => Promise<T>): Promise<T> {
  const { User } = authFor("Signing in").models;
  return transaction(async () => {
    const { id, passwordHash } = user;
    const stored = await User.where({ id, passwordHash }).lock().first();
    if (stored === undefined) throw BAD_CREDENTIALS();
    return work();
  });
}
