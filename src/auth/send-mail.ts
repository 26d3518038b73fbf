import { currentLog } from "../core/index.ts";
import { signal, type Signal } from "../events/index.ts";
import type { AuthSettings } from "./auth-options.ts";
import type { AuthMail } from "./mailer.ts";

/** A mail of auth() that could not be sent. The link that was in it is not told. */
export interface MailFailure {
  readonly purpose: AuthMail["purpose"];
  readonly to: string;
  readonly error: unknown;
}

/** A mail of auth() could not be sent; whoever waits for it has to ask again. */
export const mailFailed: Signal<MailFailure> = signal("auth.mail_failed");

/** Sends a mail of auth(). One that fails undoes nothing, since what it tells of has happened. */
export async function sendMail(
  { mailer }: Pick<AuthSettings, "mailer">,
  mail: AuthMail,
): Promise<void> {
  try {
    await mailer.send(mail);
  } catch (error) {
    const { purpose, to } = mail;
    currentLog().error("a mail could not be sent", { purpose, error });
    await mailFailed.send({ purpose, to, error });
  }
}
