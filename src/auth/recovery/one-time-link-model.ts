import { choice, datetime, model, one, text, type One } from "../../db/index.ts";
import type { User, UserModel } from "../users/user-model.ts";

export type OneTimeLinkModel = ReturnType<typeof oneTimeLinkModel>;

/** The model of links in mails: each is good once. */
export function oneTimeLinkModel(user: UserModel) {
  return class OneTimeLink extends model(
    "oneTimeLink",
    {
      /** SHA-256 of what the link holds. */
      id: text({ max: 64 }).primaryKey(),
      purpose: choice("verifyEmail", "resetPassword"),
      /** Of password and address when it was made: with either of them, the link dies. */
      mark: text({ max: 64 }),
      expiresAt: datetime(),
      get user(): One<typeof User> {
        return one(() => user as unknown as typeof User, { onDelete: "cascade" });
      },
    },
    { table: "auth_one_time_link" },
  ) {
    static {
      this.index(["expiresAt"]);
    }
  };
}
