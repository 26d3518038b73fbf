import { now } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import { UserIdentity } from "../user-identity.ts";
import { findWithRoles } from "../users/find-with-roles.ts";
import { userKey } from "../users/user-key.ts";
import { keepMs, renewSession, sessionId } from "./open-session.ts";
import { setRequestSession } from "./request-session.ts";
import type { FoundSession, FoundUser, UserSession } from "./session-store.ts";

/** `seenAt` is written when it is older than this part of the idle time: once in 5 hours of 7 days. */
const SEEN_PARTS = 32;
const LONGEST_TOKEN = 64;

/** The user whose session a cookie holds; undefined where it is none, or over. */
export async function findSession(
  auth: Auth,
  request: HttpRequest,
  token: string,
): Promise<UserIdentity | undefined> {
  if (token.length > LONGEST_TOKEN) return undefined;
  const { store, idleMs, cookie } = auth.sessions;
  const found = await store.find(sessionId(token));
  if (found === undefined) return undefined;
  const kept = found.session;
  const user = isOver(kept, idleMs) ? undefined : await ownerOf(auth, found);
  if (user?.row.isActive !== true) {
    await store.end(kept.id);
    // An id that is not there keeps its cookie: another request may be getting it a new one just now.
    cookie.clear();
    return undefined;
  }
  setRequestSession(request, { token, kept });
  // Of requests that come at once, one renews the id.
  if (kept.mustRotate && (await store.claimRotation(kept.id))) {
    const renewed = await renewSession(auth, request, user.row, kept);
    return new UserIdentity(user.row, { session: renewed, roles: user.roles });
  }
  if (isSeenLongAgo(kept, idleMs)) await touch(auth, kept);
  return new UserIdentity(user.row, { session: kept, roles: user.roles });
}

export function isOver({ seenAt, expiresAt }: UserSession, idleMs: number): boolean {
  const nowMs = now().getTime();
  return expiresAt.getTime() <= nowMs || seenAt.getTime() + idleMs <= nowMs;
}

/** Undefined where somebody has deleted the user, and the store is not the database. */
function ownerOf(
  { models }: Auth,
  { user }: FoundSession,
): FoundUser | Promise<FoundUser | undefined> {
  return typeof user === "string" ? findWithRoles(models, userKey(models.User, user)) : user;
}

function isSeenLongAgo({ seenAt }: UserSession, idleMs: number): boolean {
  return now().getTime() - seenAt.getTime() >= idleMs / SEEN_PARTS;
}

async function touch({ sessions }: Auth, kept: UserSession): Promise<void> {
  const seenAt = now();
  await sessions.store.touch(kept.id, seenAt, keepMs({ ...kept, seenAt }, sessions));
}
