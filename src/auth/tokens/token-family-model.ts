import { datetime, type InstanceOf, list, model, one, text, type One } from "../../db/index.ts";
import type { User, UserModel } from "../users/user-model.ts";

export type TokenFamilyModel = ReturnType<typeof tokenFamilyModel>;
export type TokenFamilyRow = InstanceOf<TokenFamilyModel>;

/** The model of token families: all refresh tokens that follow from one sign-in, of which one is good. */
export function tokenFamilyModel(user: UserModel) {
  return class TokenFamily extends model(
    "tokenFamily",
    {
      id: text({ max: 64 }).primaryKey(),
      /** SHA-256 of the id of the refresh token that is good now. */
      current: text({ max: 64 }),
      /** That of the one before, for `reuseGrace`. */
      previous: text({ max: 64 }).default(""),
      scopes: list(text({ max: 100 })),
      createdAt: datetime(),
      redeemedAt: datetime(),
      /** Whatever is redeemed until then. */
      expiresAt: datetime(),
      revokedAt: datetime().nullable().default(null),
      agent: text({ max: 200 }).default(""),
      address: text({ max: 64 }).default(""),
      get user(): One<typeof User> {
        return one(() => user as unknown as typeof User, { onDelete: "cascade" });
      },
    },
    { table: "auth_token_family" },
  ) {
    static {
      this.index(["expiresAt"]);
    }
  };
}
