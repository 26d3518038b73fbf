import type { Identity } from "../../core/index.ts";
import { SIGN_IN_REQUIRED } from "../errors.ts";
import { UserIdentity } from "../user-identity.ts";
import { findRow } from "../users/find-row.ts";
import type { UserRow } from "../users/user-model.ts";

/** A token or key that was given for something else tells nothing of the account, and ends no session. */
export const ACCOUNT: readonly string[] = ["account"];

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
