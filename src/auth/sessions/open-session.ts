import { hash } from "node:crypto";
import { now, randomToken } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import type { UserRow } from "../users/user-model.ts";
import { findRequestSession, setRequestSession, type RequestSession } from "./request-session.ts";
import type { SessionRow } from "./session-model.ts";

/** What stands in the table for what the cookie holds. 256 random bits need no salt. */
export function sessionId(token: string): string {
  return hash("sha256", token, "base64url");
}

/** Opens a session with a new id, and closes the one that the request came with. */
export async function openSession(
  auth: Auth,
  request: HttpRequest,
  user: UserRow,
): Promise<SessionRow> {
  const at = now();
  const { row } = await write(auth, request, user, {
    createdAt: at,
    provedAt: at,
    expiresAt: new Date(at.getTime() + auth.sessions.absoluteMs),
  });
  return row;
}

/**
 * Gives a session a new id: what is known of the old one opens nothing any more. When it was opened and when
 * it is over stays.
 */
export async function renewSession(
  auth: Auth,
  request: HttpRequest,
  { row }: RequestSession,
  user: UserRow,
  { provedAt = row.provedAt } = {},
): Promise<RequestSession> {
  return write(auth, request, user, {
    createdAt: row.createdAt,
    provedAt,
    expiresAt: row.expiresAt,
  });
}

async function write(
  { models: { Session }, sessions }: Auth,
  request: HttpRequest,
  user: UserRow,
  times: { readonly createdAt: Date; readonly provedAt: Date; readonly expiresAt: Date },
): Promise<RequestSession> {
  const token = randomToken();
  const row = await Session.create({
    id: sessionId(token),
    user,
    ...times,
    seenAt: now(),
    agent: printable(request.header("user-agent") ?? "").slice(0, 200),
    address: request.address.slice(0, 64),
  });
  const before = findRequestSession(request)?.row;
  if (before !== undefined) await Session.where({ id: before.id }).delete();
  sessions.cookie.set(token);
  const session = { token, row };
  setRequestSession(request, session);
  return session;
}

/** Headers may hold what a database does not store. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, "?");
}
