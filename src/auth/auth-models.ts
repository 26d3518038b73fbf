import type { AnyModel } from "../db/index.ts";
import { apiKeyModel, type ApiKeyModel } from "./keys/api-key-model.ts";
import { oneTimeLinkModel, type OneTimeLinkModel } from "./recovery/one-time-link-model.ts";
import { sessionModel, type SessionModel } from "./sessions/session-model.ts";
import { tokenFamilyModel, type TokenFamilyModel } from "./tokens/token-family-model.ts";
import { Group } from "./users/group.ts";
import { Permission } from "./users/permission.ts";
import type { User, UserModel } from "./users/user-model.ts";

/** The models of auth() for one user model. */
export interface AuthModels {
  readonly User: typeof User;
  readonly Session: SessionModel;
  readonly OneTimeLink: OneTimeLinkModel;
  readonly TokenFamily: TokenFamilyModel;
  readonly ApiKey: ApiKeyModel;
  /** But for that of sessions, which may be kept elsewhere. */
  readonly all: readonly AnyModel[];
}

const made = new WeakMap<object, AuthModels>();

/** The same ones each time, so that two apps with one user model share them. */
export function authModels(user: UserModel): AuthModels {
  let models = made.get(user);
  if (models === undefined) made.set(user, (models = make(user)));
  return models;
}

function make(user: UserModel): AuthModels {
  const Session = sessionModel(user);
  const OneTimeLink = oneTimeLinkModel(user);
  const TokenFamily = tokenFamilyModel(user);
  const ApiKey = apiKeyModel(user);
  return {
    User: user as unknown as typeof User,
    Session,
    OneTimeLink,
    TokenFamily,
    ApiKey,
    all: [user, Group, Permission, OneTimeLink, TokenFamily, ApiKey],
  };
}
