import { get, group, post, type Group, type Route } from "../../http/index.ts";
import { json, text } from "../../schema/index.ts";
import type { AuthModels } from "../auth-models.ts";
import type { AuthSettings } from "../auth-options.ts";
import { sessionCsrfTokens } from "../csrf/csrf-token.ts";
import { limitMails } from "../lockout/limit-mails.ts";
import { changePassword } from "../passwords/change-password.ts";
import { bySession } from "../policies/by-session.ts";
import { requestPasswordReset, resetPassword } from "../recovery/reset-password.ts";
import type { SignUpFields } from "../recovery/sign-up-fields.ts";
import { signUp } from "../recovery/sign-up.ts";
import { verifyEmail } from "../recovery/verify-email.ts";
import { confirmPassword, signIn, signOut } from "../sessions/sign-in.ts";
import { noStore } from "./no-store.ts";
import { ACCOUNT, ownRow } from "./own-row.ts";
import { sessionRoutes } from "./session-routes.ts";

/** Longer ones are no passwords of ours, nor of Django's. */
const password = () => text({ max: 4096 }).secret();
const token = () => text({ max: 100 }).secret();
const ACCEPTED = { status: 202, response: { detail: text() } } as const;
const IF_ALL_IS_WELL = { detail: "If all is well, you will get a mail." };
/** The token of the session that there is now, for what is sent next. */
const csrfAnswer = { csrfToken: text() };

/** The JSON endpoints of accounts, under `/auth` unless said otherwise. */
export function accountEndpoints(settings: AuthSettings): Group[] {
  const { endpoints, signUp: isOpen, signUpFields, models } = settings;
  if (endpoints === false) return [];
  const all = [
    ...signInRoutes(models),
    ...recoveryRoutes,
    ...(isOpen ? [signUpRoute(signUpFields)] : []),
    ...ownRoutes(models),
    ...sessionRoutes(models),
  ];
  return [group(endpoints, { tags: ["auth"], middleware: [noStore] }, all)];
}

/** What users are told of themselves. */
function shownUser({ User }: AuthModels) {
  return User.shape("id", "username", "email", "isStaff", "isSuperuser");
}

const signInRoutes = (models: AuthModels): readonly Route[] => [
  post(
    "/sign-in",
    {
      name: "auth.sign_in",
      summary: "Signs in by name or e-mail address, and password",
      public: true,
      errors: [401, 429],
      csrf: true,
      body: { name: text({ min: 1, max: 254 }), password: password() },
      response: { user: json(shownUser(models)), ...csrfAnswer },
    },
    async ({ body, request }) => {
      const { row } = await signIn(request, body);
      return { user: row, ...csrfToken() };
    },
  ),
  post(
    "/sign-out",
    { name: "auth.sign_out", summary: "Ends the session", public: true, csrf: true },
    ({ request }) => signOut(request),
  ),
  get(
    "/csrf",
    {
      name: "auth.csrf",
      summary: "Gives the token that requests with a cookie send as x-csrf-token",
      public: true,
      response: csrfAnswer,
    },
    () => csrfToken(),
  ),
];

const signUpRoute = (own: SignUpFields): Route =>
  post(
    "/sign-up",
    {
      name: "auth.sign_up",
      summary: "Opens an account; the answer is the same whether there is one or not",
      public: true,
      errors: [429],
      csrf: true,
      body: {
        ...own,
        username: text({ min: 1, max: 150 }),
        email: text({ max: 254 }),
        password: password(),
      },
      ...ACCEPTED,
    },
    async ({ body, after, request }) => {
      await limitMails(request);
      after(await signUp(body));
      return IF_ALL_IS_WELL;
    },
  );

const recoveryRoutes: readonly Route[] = [
  post(
    "/verify-email",
    {
      name: "auth.verify_email",
      summary: "Confirms an e-mail address",
      public: true,
      csrf: true,
      body: { token: token() },
    },
    async ({ body }) => void (await verifyEmail(body.token)),
  ),
  post(
    "/password-reset",
    {
      name: "auth.password_reset",
      summary: "Sends a link to set a new password; the answer is always the same",
      public: true,
      errors: [429],
      csrf: true,
      body: { email: text({ max: 254 }) },
      ...ACCEPTED,
    },
    async ({ body, after, request }) => {
      await limitMails(request);
      after(requestPasswordReset(body.email));
      return IF_ALL_IS_WELL;
    },
  ),
  post(
    "/password-reset/confirm",
    {
      name: "auth.password_reset_confirm",
      summary: "Sets a new password by a link",
      public: true,
      csrf: true,
      body: { token: token(), password: password() },
    },
    async ({ body }) => void (await resetPassword(body.token, body.password)),
  ),
];

const ownRoutes = (models: AuthModels): readonly Route[] => [
  get(
    "/me",
    {
      name: "auth.me",
      summary: "Tells who is signed in",
      signedIn: true,
      scopes: ACCOUNT,
      response: shownUser(models),
    },
    ({ user }) => ownRow(user),
  ),
  post(
    "/password",
    {
      name: "auth.password",
      summary: "Changes the password and ends all other sessions",
      signedIn: true,
      policy: bySession,
      body: { current: password(), next: password() },
      response: csrfAnswer,
    },
    async ({ body, request }) => {
      await changePassword(request, body);
      return csrfToken();
    },
  ),
  post(
    "/password/confirm",
    {
      name: "auth.password_confirm",
      summary: "Gives the password once more, for what wants it fresh",
      signedIn: true,
      policy: bySession,
      body: { password: password() },
      response: csrfAnswer,
    },
    async ({ body, request }) => {
      await confirmPassword(request, body.password);
      return csrfToken();
    },
  ),
];

function csrfToken(): { csrfToken: string } {
  return { csrfToken: sessionCsrfTokens.token() };
}
