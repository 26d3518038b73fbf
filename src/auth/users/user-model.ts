import { toIdentity } from "../../core/index.ts";
import {
  bool,
  createdAt,
  datetime,
  email,
  many,
  model,
  text,
  type AnyModel,
  type InstanceOf,
  type Many,
  type ModelClass,
} from "../../db/index.ts";
import { UserIdentity } from "../user-identity.ts";
import { Group } from "./group.ts";
import { guardPrivileges } from "./guard-privileges.ts";
import { normalise, USERNAME } from "./normalise.ts";
import { Permission } from "./permission.ts";

/** What every user model has. */
export type UserFields = ReturnType<typeof userFields>;

/**
 * Makes the base of a user model of your own, which has all of ours and the fields that you add.
 *
 * Names and addresses are normalised before they are checked (`normalise`). The hash of the password is in no
 * JSON and in no resource. Give the model to `auth({ user: Member })`, and point relations at it.
 *
 * @param name Of the model, as for `model()`.
 * @example
 * export class Member extends userModel("member", { bio: text().nullable() }) {}
 */
export function userModel<F extends object = {}>(
  name: string,
  fields: F = {} as F,
): ModelClass<UserFields & F> {
  // Descriptors, so that no relation is looked at before all models are there.
  const all = Object.defineProperties(userFields(), Object.getOwnPropertyDescriptors(fields));
  const declared = model<UserFields>(name, all);
  class NormalisedUser extends declared {
    [toIdentity](): Promise<UserIdentity> {
      return UserIdentity.of(this);
    }
  }
  NormalisedUser.prototype.beforeSave = beforeSave;
  Object.defineProperty(NormalisedUser, "name", { value: name });
  return NormalisedUser as unknown as ModelClass<UserFields & F>;
}

function beforeSave(this: Pick<UserRow, "username" | "email">): void {
  if (typeof this.username === "string") this.username = normalise(this.username);
  if (typeof this.email === "string") this.email = normalise(this.email);
  guardPrivileges(this as UserRow);
}

/** Whether rows of a user model do more before they are saved than those of ours. */
export function preparesItself({ prototype }: { readonly prototype: object }): boolean {
  return Reflect.get(prototype, "beforeSave") !== beforeSave;
}

/** The usual user model: a name, an e-mail address, a password, and what they may do. */
export class User extends userModel("user") {}

/** A user model, ours or one of an app. */
export interface UserModel extends AnyModel {
  readonly fields: UserFields;
}
/** A row of a user model. */
export type UserRow = InstanceOf<typeof User>;

function userFields() {
  return {
    username: text({ min: 1, max: 150, pattern: USERNAME }).unique(),
    email: email().unique(),
    /** In PHC form; empty for those who have none. */
    passwordHash: text({ max: 400 }).secret().default(""),
    emailVerifiedAt: datetime().nullable().default(null),
    /** Those who are not are refused everywhere, at once. */
    isActive: bool().default(true),
    /** May use the admin. */
    isStaff: bool().default(false),
    /** May do everything. */
    isSuperuser: bool().default(false),
    lastLogin: datetime().nullable().default(null),
    createdAt: createdAt(),
    get groups(): Many<typeof Group> {
      return many(() => Group);
    },
    /** Besides those of the groups. */
    get permissions(): Many<typeof Permission> {
      return many(() => Permission);
    },
  };
}
