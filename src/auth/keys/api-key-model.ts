import {
  createdAt,
  datetime,
  type InstanceOf,
  list,
  model,
  one,
  text,
  type One,
} from "../../db/index.ts";
import type { User, UserModel } from "../users/user-model.ts";

export type ApiKeyModel = ReturnType<typeof apiKeyModel>;
export type ApiKeyRow = InstanceOf<ApiKeyModel>;

/** The model of API keys: what a program shows instead of a password. */
export function apiKeyModel(user: UserModel) {
  return class ApiKey extends model(
    "apiKey",
    {
      /** What its owner calls it. */
      name: text({ min: 1, max: 100, trim: true }),
      /** The part by which it is found and told from others; no secret. */
      prefix: text({ max: 16 }).unique(),
      /** SHA-256 of the secret part: who reads the table has no key. */
      hash: text({ max: 64 }).secret(),
      scopes: list(text({ max: 100 })),
      createdAt: createdAt(),
      expiresAt: datetime().nullable().default(null),
      /** Written once a minute at most. */
      lastUsedAt: datetime().nullable().default(null),
      revokedAt: datetime().nullable().default(null),
      get user(): One<typeof User> {
        return one(() => user as unknown as typeof User, { onDelete: "cascade" });
      },
    },
    { table: "auth_api_key" },
  ) {};
}
