import { now } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import { UserIdentity } from "../user-identity.ts";
import { renewSession, sessionId } from "./open-session.ts";
import { setRequestSession } from "./request-session.ts";
import type { SessionModel, SessionRow } from "./session-model.ts";

/** `seenAt` is written when it is older than this part of the idle time: once in 5 hours of 7 days. */
const SEEN_PARTS = 32;
const LONGEST_TOKEN = 64;

/** The user whose session a cookie holds, by one query; undefined where it is none, or over. */
export async function findSession(
  auth: Auth,
  request: HttpRequest,
  token: string,
): Promise<UserIdentity | undefined> {
  if (token.length > LONGEST_TOKEN) return undefined;
  const { Session, sessionsWithUser } = auth.models;
  const found = await sessionsWithUser.where({ id: sessionId(token) }).first();
  if (found === undefined) return undefined;
  const user = found.user;
  const row = found as unknown as SessionRow;
  if (isOver(row, auth.sessions.idleMs) || !user.isActive) {
    await Session.where({ id: row.id }).delete();
    // An id that is not there keeps its cookie: another request may be getting it a new one just now.
    auth.sessions.cookie.clear();
    return undefined;
  }
  setRequestSession(request, { token, row });
  if (row.mustRotate && (await claimRotation(Session, row))) {
    const renewed = await renewSession(auth, request, { token, row }, user);
    return new UserIdentity(user, { session: renewed.row });
  }
  await touch(auth, row);
  return new UserIdentity(user, { session: row });
}

/** Of requests that come at once, one renews the id. */
async function claimRotation(Session: SessionModel, { id }: SessionRow): Promise<boolean> {
  return (await Session.where({ id, mustRotate: true }).update({ mustRotate: false })) === 1;
}

function isOver({ seenAt, expiresAt }: SessionRow, idleMs: number): boolean {
  const nowMs = now().getTime();
  return expiresAt.getTime() <= nowMs || seenAt.getTime() + idleMs <= nowMs;
}

async function touch({ models: { Session }, sessions }: Auth, row: SessionRow): Promise<void> {
  const at = now();
  if (at.getTime() - row.seenAt.getTime() < sessions.idleMs / SEEN_PARTS) return;
  await Session.where({ id: row.id }).update({ seenAt: at });
}
