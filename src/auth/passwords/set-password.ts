import { now } from "../../core/index.ts";
import { transaction } from "../../db/index.ts";
import { passwordChanged, tellAuth } from "../auth-events.ts";
import { authFor } from "../current-auth.ts";
import { currentTokens } from "../tokens/tokens.ts";
import type { UserRow } from "../users/user-model.ts";
import { hashPassword } from "./hash-password.ts";
import { checkPassword } from "./password-rules.ts";

export interface SetPasswordOptions {
  /** Id of a session that goes on. Default: none does. */
  readonly keepSession?: string | undefined;
  /** Set together with the password. */
  readonly confirmsEmail?: boolean;
  /** Done first, in the same transaction: what it throws leaves all as it was. */
  readonly first?: () => Promise<unknown>;
  /** Name of the input that problems are told of. Default `"password"`. */
  readonly path?: string;
  readonly address?: string;
  /** For the log. Default `"program"`. */
  readonly by?: string;
}

/**
 * Gives a user another password, and ends all their sessions, refresh tokens and links that were sent to them.
 *
 * @throws `SCHEMA_INVALID` (400) for a password that the rules refuse, `AUTH_NOT_HERE`
 */
export async function setPassword(
  user: UserRow,
  password: string,
  options: SetPasswordOptions = {},
): Promise<void> {
  const auth = authFor("setPassword()");
  const { keepSession, path, address, by = "program" } = options;
  await checkPassword(password, user, auth.passwords, path);
  const passwordHash = await hashPassword(password, auth.passwords.cost);
  const { OneTimeLink } = auth.models;
  await transaction(async () => {
    await options.first?.();
    user.passwordHash = passwordHash;
    if (options.confirmsEmail === true) user.emailVerifiedAt ??= now();
    await user.save();
    await auth.sessions.store.endAll(user.id, keepSession);
    await OneTimeLink.where({ user: user.id }).delete();
    await currentTokens.get()?.revokeAll(user.id);
    await tellAuth(passwordChanged, {
      user: user.id,
      by,
      ...(address !== undefined && { address }),
    });
  });
}
