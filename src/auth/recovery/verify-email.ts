import { now } from "../../core/index.ts";
import { transaction } from "../../db/index.ts";
import { authFor } from "../current-auth.ts";
import type { UserRow } from "../users/user-model.ts";
import { findLink } from "./one-time-link.ts";

/**
 * Confirms the address to which a link was sent. Nobody is signed in by it.
 *
 * @throws `AUTH_LINK_INVALID` (400), `AUTH_NOT_HERE`
 */
export async function verifyEmail(token: string): Promise<UserRow> {
  const auth = authFor("verifyEmail()");
  const { user, use } = await findLink(auth, "verifyEmail", token);
  user.emailVerifiedAt = now();
  await transaction(async () => {
    await use();
    await user.save();
  });
  return user;
}
