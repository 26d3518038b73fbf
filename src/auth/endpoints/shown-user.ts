import type { Identity } from "../../core/index.ts";
import { SIGN_IN_REQUIRED } from "../errors.ts";
import { UserIdentity } from "../user-identity.ts";
import { findRow } from "../users/find-row.ts";
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

/** The row of whoever is signed in. @throws `AUTH_SIGN_IN_REQUIRED` */
export async function ownRow(identity: Identity): Promise<UserRow> {
  const row = await findRow(identity);
  if (row === undefined) throw SIGN_IN_REQUIRED();
  return row;
}

/** The session by which somebody is signed in here. */
export function ownSessionId(identity: Identity): string | undefined {
  return identity instanceof UserIdentity ? identity.session?.id : undefined;
}
