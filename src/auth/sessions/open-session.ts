import { now, randomToken } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { SessionSettings } from "../auth-options.ts";
import type { Auth } from "../current-auth.ts";
import { digestOf } from "../digest.ts";
import type { UserRow } from "../users/user-model.ts";
import { findRequestSession, setRequestSession, type RequestSession } from "./request-session.ts";
import type { UserSession } from "./session-store.ts";

/** What stands in the table for what the cookie holds. */
export function sessionId(token: string): string {
  return digestOf(token);
}

/** Opens a session with a new id, and closes the one that the request came with. */
export async function openSession(
  auth: Auth,
  request: HttpRequest,
  user: UserRow,
): Promise<UserSession> {
  const at = now();
  const { kept } = await write(auth, request, user, {
    createdAt: at,
    provedAt: at,
    expiresAt: new Date(at.getTime() + auth.sessions.absoluteMs),
  });
  return kept;
}

/**
 * Gives a session a new id: what is known of the old one opens nothing any more. When it was opened and when
 * it is over stays.
 */
export async function renewSession(
  auth: Auth,
  request: HttpRequest,
  { kept }: RequestSession,
  user: UserRow,
  { provedAt = kept.provedAt } = {},
): Promise<RequestSession> {
  return write(auth, request, user, {
    createdAt: kept.createdAt,
    provedAt,
    expiresAt: kept.expiresAt,
  });
}

async function write(
  { sessions }: Auth,
  request: HttpRequest,
  user: UserRow,
  times: { readonly createdAt: Date; readonly provedAt: Date; readonly expiresAt: Date },
): Promise<RequestSession> {
  const token = randomToken();
  const kept: UserSession = {
    id: sessionId(token),
    ...times,
    seenAt: now(),
    mustRotate: false,
    agent: printable(request.header("user-agent") ?? "").slice(0, 200),
    address: request.address.slice(0, 64),
  };
  await sessions.store.open(kept, user.id, keepMs(kept, sessions));
  const before = findRequestSession(request)?.kept;
  if (before !== undefined) await sessions.store.end(before.id);
  sessions.cookie.set(token);
  const session = { token, kept };
  setRequestSession(request, session);
  return session;
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
