import { command, type Command } from "../../app/index.ts";
import { now } from "../../core/index.ts";
import { bool, text } from "../../schema/index.ts";
import { authFor } from "../current-auth.ts";
import { hashPassword } from "../passwords/hash-password.ts";
import { checkPassword } from "../passwords/password-rules.ts";
import { setPassword } from "../passwords/set-password.ts";
import { purgeSessions } from "../sessions/own-sessions.ts";
import { findUser } from "../users/find-user.ts";
import { prunePermissions, syncPermissions } from "../users/sync-permissions.ts";
import { neededFields } from "../users/own-fields.ts";
import type { UserModel } from "../users/user-model.ts";
import { readPassword } from "./read-password.ts";

/** Where commands get a password from. */
export type AskPassword = (question: string) => Promise<string>;

/** The commands of auth(). @param ask Default: the terminal, or the standard input. */
export function userCommands(user: UserModel, ask: AskPassword = readPassword): Command[] {
  return [createSuperuser(user, ask), changePasswordOf(ask), purge, sync];
}

/** What a user model of the app's own needs besides is given by options. */
function createSuperuser(model: UserModel, ask: AskPassword): Command {
  return command("createsuperuser", {
    description:
      "Creates a user who may do everything; the password is asked for, or read from the input",
    arguments: { username: text({ min: 1, max: 150 }), email: text({ min: 1, max: 254 }) },
    options: neededFields(model),
    async run({ arguments: { username, email }, options, print }) {
      const { models, passwords } = authFor("createsuperuser");
      const password = await ask(`Password of ${username}`);
      await checkPassword(password, { username, email }, passwords);
      const passwordHash = await hashPassword(password, passwords.cost);
      const rights = { isStaff: true, isSuperuser: true, emailVerifiedAt: now() };
      const user = await models.User.create({
        ...options,
        username,
        email,
        passwordHash,
        ...rights,
      });
      print.success(`${user.username} may do everything now.`);
    },
  });
}

function changePasswordOf(ask: AskPassword): Command {
  return command("changepassword", {
    description: "Gives a user another password and ends their sessions",
    arguments: { name: text({ min: 1, max: 254 }) },
    async run({ arguments: { name }, print }) {
      const user = await findUser(authFor("changepassword"), name);
      if (user === undefined) {
        print.error(`There is no user ${JSON.stringify(name)}.`);
        return 1;
      }
      await setPassword(user, await ask(`New password of ${user.username}`), { by: "command" });
      print.success(`The password of ${user.username} is changed, and their sessions are over.`);
      return 0;
    },
  });
}

const purge = command("purge_sessions", {
  description: "Deletes sessions, tokens and links that are over",
  async run({ print }) {
    print.success(`${await purgeSessions()} deleted.`);
  },
});

const sync = command("sync_permissions", {
  description: "Makes rows of all permissions of the app, as `migrate` does",
  options: { prune: bool().help("deletes those that the app does not have any more") },
  async run({ app, options: { prune }, print }) {
    const synced = await syncPermissions(app);
    print.success(`${synced.made} new.`);
    if (prune) print.success(`${await prunePermissions(synced)} deleted.`);
    else for (const code of synced.stale) print.line(`${code} is of no model or module any more.`);
  },
});
