import { currentLog } from "../core/index.ts";

/** A mail as plain text: of auth(), with a link in it, or of your own. */
export interface AuthMail {
  readonly purpose:
    | "verifyEmail"
    | "resetPassword"
    | "accountExists"
    | "nameTaken"
    | "passwordChanged"
    | (string & {});
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What sends mails: `auth({ mailer })`. For mails of auth() it is called when the answer is out, and may take its time. */
export interface Mailer {
  send(mail: AuthMail): unknown;
}

/** Writes mails into the log, links included: for development only. */
export const consoleMailer: Mailer = {
  send: ({ to, subject, text }) =>
    currentLog().info("a mail that is not sent", { to, subject, text }),
};

/** Makes one line of what becomes headers: a title that somebody has written could begin another, `Bcc`. */
export function inOneLine(mailer: Mailer): Mailer {
  const line = (text: string): string => text.replaceAll(/[\r\n\0]+/g, " ");
  return {
    send: ({ to, subject, ...mail }) =>
      mailer.send({ ...mail, to: line(to), subject: line(subject) }),
  };
}
