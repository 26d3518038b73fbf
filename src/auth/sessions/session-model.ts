import { bool, datetime, model, one, text, type InstanceOf, type One } from "../../db/index.ts";
import type { User, UserModel } from "../users/user-model.ts";

export type SessionModel = ReturnType<typeof sessionModel>;
export type SessionRow = InstanceOf<SessionModel>;

/** The model of the sessions of a user model. */
export function sessionModel(user: UserModel) {
  return class Session extends model(
    "session",
    {
      /** SHA-256 of what the cookie holds: who reads the table can sign in as nobody. */
      id: text({ max: 64 }).primaryKey(),
      createdAt: datetime(),
      /** Written now and then, not at each request. */
      seenAt: datetime(),
      /** When the password was last given. */
      provedAt: datetime(),
      expiresAt: datetime(),
      /** What the user may has changed: the next request gets a new id. */
      mustRotate: bool().default(false),
      agent: text({ max: 200 }).default(""),
      address: text({ max: 64 }).default(""),
      get user(): One<typeof User> {
        return one(() => user as unknown as typeof User, { onDelete: "cascade" });
      },
    },
    { table: "auth_session" },
  ) {
    static {
      this.index(["expiresAt"]);
    }
  };
}
