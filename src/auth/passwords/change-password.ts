import { now } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import { authFor } from "../current-auth.ts";
import { NO_SESSION } from "../errors.ts";
import { renewSession } from "../sessions/open-session.ts";
import { sendMail } from "../send-mail.ts";
import { findRequestSession } from "../sessions/request-session.ts";
import { proveUser } from "../sessions/sign-in.ts";
import { whileUnchanged } from "../sessions/while-unchanged.ts";
import { UserIdentity, userOf } from "../user-identity.ts";
import { setPassword } from "./set-password.ts";

/**
 * Changes the password of whoever is signed in: the old one once more, all other sessions end, and this one
 * gets a new id.
 *
 * @throws `AUTH_BAD_CREDENTIALS` (401), `SCHEMA_INVALID` (400) at `next`, `AUTH_NO_SESSION`
 */
export async function changePassword(
  request: HttpRequest,
  { current, next }: { readonly current: string; readonly next: string },
): Promise<void> {
  const auth = authFor("changePassword()");
  const session = findRequestSession(request);
  const user = userOf(request.user);
  if (session === undefined || user === undefined) throw NO_SESSION("changePassword()");
  const { address } = request;
  const proved = await proveUser(request, { name: user.username, password: current });
  await setPassword(proved, next, {
    keepSession: session.kept.id,
    path: "next",
    address,
    by: "change",
    // Whoever has reset it meanwhile has shut out all who knew the old one.
    first: () => whileUnchanged(proved, async () => undefined),
  });
  request.user = await whileUnchanged(proved, async (roles) => {
    const times = { ...session.kept, provedAt: now() };
    const renewed = await renewSession(auth, request, proved, times);
    return new UserIdentity(proved, { session: renewed, roles });
  });
  await sendMail(auth, {
    purpose: "passwordChanged",
    to: proved.email,
    subject: "Your password was changed",
    text: "Your password was changed just now. If that was not you, reset it at once.\n",
  });
}
