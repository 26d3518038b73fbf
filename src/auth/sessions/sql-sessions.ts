import { collect } from "../../db/index.ts";
import type { SessionModel } from "./session-model.ts";
import type { SessionStore } from "./session-store.ts";

/** Keeps sessions in a table of the app's database, and reads them together with their users. */
export function sqlSessions(Session: SessionModel): SessionStore {
  // Asked in every request that has a cookie, so begun once.
  const withUser = Session.with("user").annotate({ roles: collect("user.groups.name") });
  return {
    models: [Session],
    async open(session, user) {
      await Session.create({ ...session, user });
    },
    async find(id) {
      const row = await withUser.where({ id }).first();
      return row && { session: row, user: { row: row.user, roles: row.roles } };
    },
    of: async (user) => Session.where({ user }),
    async touch(id, seenAt) {
      await Session.where({ id }).update({ seenAt });
    },
    async end(id, user) {
      const theirs = user === undefined ? Session.where({ id }) : Session.where({ id, user });
      return (await theirs.delete()) === 1;
    },
    async endAll(user, except) {
      const theirs = Session.where({ user });
      return (except === undefined ? theirs : theirs.exclude({ id: except })).delete();
    },
    async markForRotation(users) {
      await Session.where({ user: { in: users }, mustRotate: false }).update({
        mustRotate: true,
      });
    },
    async markMembersForRotation(group) {
      const theirs = Session.where({ user: { groups: { id: group } }, mustRotate: false });
      await theirs.update({ mustRotate: true });
    },
    async claimRotation(id) {
      return (await Session.where({ id, mustRotate: true }).update({ mustRotate: false })) === 1;
    },
    async purge(at, idleSince) {
      return Session.where([{ expiresAt: { lte: at } }, { seenAt: { lte: idleSince } }]).delete();
    },
  };
}
