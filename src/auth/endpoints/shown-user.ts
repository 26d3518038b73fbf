import type { Identity } from "../../core/index.ts";
import { userOf, UserIdentity } from "../user-identity.ts";
import { authFor } from "../current-auth.ts";
import { SIGN_IN_REQUIRED } from "../errors.ts";
import type { UserRow } from "../users/user-model.ts";

/** What users are told of themselves. */
export interface ShownUser {
  readonly id: string | number;
  readonly username: string;
  readonly email: string;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
}

export function shownUser(user: UserRow): ShownUser {
  const { id, username, email, isStaff, isSuperuser } = user;
  return { id, username, email, isStaff, isSuperuser };
}

/** The row of whoever is signed in, read where a token has not brought it. @throws `AUTH_SIGN_IN_REQUIRED` */
export async function ownRow(identity: Identity): Promise<UserRow> {
  const own = userOf(identity);
  if (own !== undefined) return own;
  const { User } = authFor("The account").models;
  const found = identity.id === undefined ? undefined : await User.find(identity.id);
  if (found === undefined || !found.isActive) throw SIGN_IN_REQUIRED();
  return found;
}

/** The session by which somebody is signed in here. */
export function ownSessionId(identity: Identity): string | undefined {
  return identity instanceof UserIdentity ? identity.session?.id : undefined;
}
