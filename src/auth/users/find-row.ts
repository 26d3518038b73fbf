import type { Identity } from "../../core/index.ts";
import { authFor } from "../current-auth.ts";
import { TokenIdentity } from "../tokens/token-identity.ts";
import { UserIdentity } from "../user-identity.ts";
import type { UserRow } from "./user-model.ts";

/** The row behind an identity, read where a token has not brought it. Services and closed accounts have none. */
export async function findRow(identity: Identity): Promise<UserRow | undefined> {
  if (identity instanceof UserIdentity) return identity.row;
  // Only ours: the id of a service may be that of some user.
  if (!(identity instanceof TokenIdentity)) return undefined;
  const row = await authFor("The user of a token").models.User.find(identity.id);
  return row?.isActive === true ? row : undefined;
}
