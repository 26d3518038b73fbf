import { now, randomToken } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { SessionSettings } from "../auth-options.ts";
import type { Auth } from "../current-auth.ts";
import { digestOf } from "../digest.ts";
import type { UserRow } from "../users/user-model.ts";
import { findRequestSession, setRequestSession } from "./request-session.ts";
import type { UserSession } from "./session-store.ts";

/** What stands in the table for what the cookie holds. */
export function sessionId(token: string): string {
  return digestOf(token);
}

/** When a session was opened, when its user has last given the password, and when it is over. */
type SessionTimes = Pick<UserSession, "createdAt" | "provedAt" | "expiresAt">;

/** Opens a session with a new id, and closes the one that the request came with. */
export async function openSession(
  auth: Auth,
  request: HttpRequest,
  user: UserRow,
): Promise<UserSession> {
  const at = now();
  const expiresAt = new Date(at.getTime() + auth.sessions.absoluteMs);
  return renewSession(auth, request, user, { createdAt: at, provedAt: at, expiresAt });
}

/**
 * Gives the session of the request a new id: what is known of the old one opens nothing any more.
 *
 * @param times Those of the old one, which a new id does not change.
 */
export async function renewSession(
  { sessions }: Auth,
  request: HttpRequest,
  user: UserRow,
  { createdAt, provedAt, expiresAt }: SessionTimes,
): Promise<UserSession> {
  const token = randomToken();
  const kept: UserSession = {
    id: sessionId(token),
    createdAt,
    provedAt,
    expiresAt,
    seenAt: now(),
    mustRotate: false,
    agent: printable(request.header("user-agent") ?? "").slice(0, 200),
    address: request.address.slice(0, 64),
  };
  await sessions.store.open(kept, user.id, keepMs(kept, sessions));
  const before = findRequestSession(request)?.kept;
  if (before !== undefined) await sessions.store.end(before.id);
  sessions.cookie.set(token);
  setRequestSession(request, { token, kept });
  return kept;
}

/** How long a session that was just used holds without another use. */
export function keepMs(
  { seenAt, expiresAt }: UserSession,
  { idleMs }: Pick<SessionSettings, "idleMs">,
): number {
  return Math.min(idleMs, expiresAt.getTime() - seenAt.getTime());
}

/** Headers may hold what a database does not store. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}
