import { authFor, type Auth } from "../current-auth.ts";
import { currentLockout } from "../lockout/lockout.ts";
import { setPassword } from "../passwords/set-password.ts";
import { sendMail } from "../send-mail.ts";
import { findUser } from "../users/find-user.ts";
import type { UserRow } from "../users/user-model.ts";
import { findLink, makeLink } from "./one-time-link.ts";

/**
 * Gives the work that sends a link to whoever has the address. Do it when the answer is out, by `after`: so
 * the answer and its time are the same whether there is such an account or not.
 */
export function requestPasswordReset(email: string): () => Promise<void> {
  const auth = authFor("requestPasswordReset()");
  return () => send(auth, email);
}

/**
 * Sets the password of whoever has the link, ends all their sessions and confirms their address.
 *
 * A password that the rules refuse leaves the link as it was. Nobody is signed in by it.
 *
 * @throws `AUTH_LINK_INVALID`, `SCHEMA_INVALID` (400), `AUTH_NOT_HERE`
 */
export async function resetPassword(token: string, password: string): Promise<UserRow> {
  const auth = authFor("resetPassword()");
  const { user, use } = await findLink(auth, "resetPassword", token);
  await setPassword(user, password, { confirmsEmail: true, by: "reset", first: use });
  await currentLockout.get()?.unlock(user.username);
  await currentLockout.get()?.unlock(user.email);
  return user;
}

async function send(auth: Auth, email: string): Promise<void> {
  const user = email.includes("@") ? await findUser(auth, email) : undefined;
  if (user === undefined || !user.isActive) return;
  const link = await makeLink(auth, "resetPassword", user);
  if (link === undefined) return;
  // To the address that is stored, not to the one that was typed, however alike they look.
  await sendMail(auth, {
    purpose: "resetPassword",
    to: user.email,
    subject: "Set a new password",
    text: `Open this link to set a new password. It holds for one hour, and once.\n\n${link}\n\nIf you have not asked for it, there is nothing to do.\n`,
  });
}
