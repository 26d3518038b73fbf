import { now } from "../../core/index.ts";
import { authFor } from "../current-auth.ts";
import type { UserRow } from "../users/user-model.ts";
import type { UserSession } from "./session-store.ts";
import { isOver } from "./find-session.ts";

/** The sessions of a user that are not over, the last used first. Their `id` is good for `endSession`, not for a cookie. */
export async function sessionsOf(user: Pick<UserRow, "id">): Promise<UserSession[]> {
  const { store, idleMs } = authFor("sessionsOf()").sessions;
  const all = await store.of(user.id);
  return all
    .filter((session) => !isOver(session, idleMs))
    .sort((one, other) => other.seenAt.getTime() - one.seenAt.getTime());
}

/** Ends a session of a user; gives whether there was such a one. */
export async function endSession(user: Pick<UserRow, "id">, id: string): Promise<boolean> {
  return authFor("endSession()").sessions.store.end(id, user.id);
}

/** Ends all sessions of a user, but for the one with the id `except`; gives how many there were. */
export async function endSessions(
  user: Pick<UserRow, "id">,
  { except }: { readonly except?: string | undefined } = {},
): Promise<number> {
  return authFor("endSessions()").sessions.store.endAll(user.id, except);
}

/** Deletes all sessions, families of tokens and links that are over; gives how many there were. For `quintet purge_sessions`. */
export async function purgeSessions(): Promise<number> {
  const { models, sessions } = authFor("purgeSessions()");
  const at = now();
  const idleSince = new Date(at.getTime() - sessions.idleMs);
  const links = await models.OneTimeLink.where({ expiresAt: { lte: at } }).delete();
  const families = await models.TokenFamily.where({ expiresAt: { lte: at } }).delete();
  return links + families + (await sessions.store.purge(at, idleSince));
}
