import type { Auth } from "../current-auth.ts";
import { normalise } from "./normalise.ts";
import type { UserRow } from "./user-model.ts";

/** Longer than any name or address that there is. */
const LONGEST = 254;

/** The user with this name or address, however it is written. No name has an "@". */
export async function findUser(
  { models: { User } }: Pick<Auth, "models">,
  nameOrEmail: string,
): Promise<UserRow | undefined> {
  const name = normalise(nameOrEmail);
  if (name === "" || name.length > LONGEST || name.includes("\0") || !name.isWellFormed()) {
    return undefined;
  }
  return name.includes("@")
    ? User.where({ email: name }).first()
    : User.where({ username: name }).first();
}
