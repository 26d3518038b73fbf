import { slot } from "../core/index.ts";
import type { AuthSettings } from "./auth-options.ts";
import type { Authenticator } from "./authenticator.ts";
import { NOT_HERE } from "./errors.ts";
import { inOneLine, type Mailer } from "./mailer.ts";

/** What auth() has set up in an app. */
export interface Auth extends AuthSettings {
  readonly authenticators: readonly Authenticator[];
}

/** The auth() of the app in whose context this runs. */
export const currentAuth = slot<Auth>("auth");

/** @throws `AUTH_NOT_HERE` */
export function authFor(what: string): Auth {
  const auth = currentAuth.get();
  if (auth === undefined) throw NOT_HERE(what);
  return auth;
}

/**
 * What `auth({ mailer })` was given, for mails of your own. Line ends in `to` and `subject` are spaces in
 * what it is handed.
 *
 * @throws `AUTH_NOT_HERE`
 */
export function currentMailer(): Mailer {
  return inOneLine(authFor("currentMailer()").mailer);
}
