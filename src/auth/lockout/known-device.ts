import { currentKeys, type Duration, randomToken } from "../../core/index.ts";

const PURPOSE = "auth.device";
/** Signed, both of them, and the account is a hash: 43 characters. */
const FORM = /^([\w-]{43}):([\w-]{16})$/;

/**
 * The value of a cookie by which a browser is known again that has signed in to this account before.
 * It lets nobody in: it only has failures of its own, so that a stranger who has the account locked does not
 * lock out its owner. Undefined where the app has no keys.
 *
 * @param account The hash under which the account is counted.
 */
export function deviceToken(account: string, lifetime: Duration): string | undefined {
  const keys = currentKeys.get();
  return keys?.sign(PURPOSE, `${account}:${randomToken(12)}`, { expiresIn: lifetime });
}

/** What a known device is counted by, or undefined for one that is not known to this account. */
export function knownDevice(token: string | undefined, account: string): string | undefined {
  const text = token === undefined ? undefined : currentKeys.get()?.unsign(PURPOSE, token);
  const [, owner, nonce] = FORM.exec(text ?? "") ?? [];
  return owner === account ? nonce : undefined;
}
