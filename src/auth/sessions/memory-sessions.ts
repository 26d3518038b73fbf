import { now } from "../../core/index.ts";
import type { SessionStore, UserSession } from "./session-store.ts";

interface Kept {
  readonly session: UserSession;
  readonly user: string;
  readonly untilMs: number;
}

/** Sessions that are kept before those that are over are looked for. */
const FEW = 1_000;

/** Keeps sessions in this process: for development and tests. With the process they are gone. */
export function memorySessions(): SessionStore {
  const all = new Map<string, Kept>();
  let sweepAt = FEW;
  const change = (id: string, changes: Partial<UserSession>, untilMs?: number): void => {
    const kept = all.get(id);
    if (kept === undefined) return;
    const session = { ...kept.session, ...changes };
    all.set(id, { ...kept, session, untilMs: untilMs ?? kept.untilMs });
  };
  const of = (user: unknown): UserSession[] =>
    [...all.values()].filter((kept) => kept.user === String(user)).map(({ session }) => session);
  const endWhere = (isMeant: (kept: Kept) => boolean): number => {
    const meant = [...all.values()].filter(isMeant);
    for (const { session } of meant) all.delete(session.id);
    return meant.length;
  };
  return {
    async open(session, user, keepMs) {
      const nowMs = now().getTime();
      all.set(session.id, { session, user: String(user), untilMs: nowMs + keepMs });
      if (all.size < sweepAt) return;
      endWhere(({ untilMs }) => untilMs <= nowMs);
      // Twice as many as are left, so that none pays for many.
      sweepAt = Math.max(FEW, all.size * 2);
    },
    find: async (id) => all.get(id),
    of: async (user) => of(user),
    touch: async (id, seenAt, keepMs) => change(id, { seenAt }, seenAt.getTime() + keepMs),
    async end(id, user) {
      if (user !== undefined && all.get(id)?.user !== String(user)) return false;
      return all.delete(id);
    },
    endAll: async (user, except) =>
      endWhere((kept) => kept.user === String(user) && kept.session.id !== except),
    async markForRotation(users) {
      const meant = new Set(users.map(String));
      for (const [id, { user }] of all) if (meant.has(user)) change(id, { mustRotate: true });
    },
    async claimRotation(id) {
      if (all.get(id)?.session.mustRotate !== true) return false;
      change(id, { mustRotate: false });
      return true;
    },
    purge: async (at, idleSince) =>
      endWhere(({ session: { expiresAt, seenAt } }) => expiresAt <= at || seenAt <= idleSince),
  };
}
