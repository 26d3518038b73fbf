import { now } from "../../core/index.ts";
import { authFor } from "../current-auth.ts";
import type { UserRow } from "../users/user-model.ts";
import type { SessionRow } from "./session-model.ts";

/** The sessions of a user that are not over, the last used first. Their `id` is good for `endSession`, not for a cookie. */
export async function sessionsOf(user: Pick<UserRow, "id">): Promise<SessionRow[]> {
  const { models, sessions } = authFor("sessionsOf()");
  const at = now();
  return models.Session.where({
    user: user.id,
    expiresAt: { gt: at },
    seenAt: { gt: new Date(at.getTime() - sessions.idleMs) },
  }).order("-seenAt");
}

/** Ends a session of a user; gives whether there was such a one. */
export async function endSession(user: Pick<UserRow, "id">, id: string): Promise<boolean> {
  const { Session } = authFor("endSession()").models;
  return (await Session.where({ id, user: user.id }).delete()) === 1;
}

/** Ends all sessions of a user, but for the one with the id `except`; gives how many there were. */
export async function endSessions(
  user: Pick<UserRow, "id">,
  { except }: { readonly except?: string | undefined } = {},
): Promise<number> {
  const { Session } = authFor("endSessions()").models;
  const theirs = Session.where({ user: user.id });
  return (except === undefined ? theirs : theirs.exclude({ id: except })).delete();
}

/** Deletes all sessions, families of tokens and links that are over; gives how many there were. For `quintet purge_sessions`. */
export async function purgeSessions(): Promise<number> {
  const { models, sessions } = authFor("purgeSessions()");
  const at = now();
  const idleSince = new Date(at.getTime() - sessions.idleMs);
  const links = await models.OneTimeLink.where({ expiresAt: { lte: at } }).delete();
  const families = await models.TokenFamily.where({ expiresAt: { lte: at } }).delete();
  const over = [{ expiresAt: { lte: at } }, { seenAt: { lte: idleSince } }];
  return links + families + (await models.Session.where(over).delete());
}
