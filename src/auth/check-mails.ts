import type { App, Problem } from "../app/index.ts";
import type { AuthSettings } from "./auth-options.ts";
import { consoleMailer } from "./mailer.ts";

/** Outside of development, links belong into mails that are sent, and lead to where the app is. */
export function checkMails(app: App, { mailer, origin }: AuthSettings): Problem[] {
  const [http] = app.contributions("httpSettings");
  if (http === undefined || http.development) return [];
  return [
    ...(mailer === consoleMailer ? [MAILS_LOGGED] : []),
    ...(origin === undefined ? [ORIGIN_UNKNOWN] : []),
  ];
}

const MAILS_LOGGED: Problem = {
  id: "auth.mails_logged",
  level: "warning",
  message: "Mails of auth() are written into the log, with links that set passwords.",
  hint: "Give auth() a `mailer`, or http() `development: true`.",
};

const ORIGIN_UNKNOWN: Problem = {
  id: "auth.origin_unknown",
  level: "warning",
  message: "Links in mails of auth() lead to where the server listens.",
  hint: 'Give auth() the `origin` under which people know the app, as in "https://example.com": `origin: values.publicUrl` takes it from PUBLIC_URL.',
};
