import { bool, datetime, model, one, text, type One } from "../../db/index.ts";
import type { User, UserModel } from "../users/user-model.ts";

export type SessionModel = ReturnType<typeof sessionModel>;

/** The model of the sessions of a user model; `UserSession` says what its fields are. */
export function sessionModel(user: UserModel) {
  return class Session extends model(
    "session",
    {
      id: text({ max: 64 }).primaryKey(),
      createdAt: datetime(),
      seenAt: datetime(),
      provedAt: datetime(),
      expiresAt: datetime(),
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
