import {
  csrfTokens,
  del,
  get,
  group,
  notFound,
  post,
  respond,
  type Group,
  type HttpResponse,
  type Route,
} from "../../http/index.ts";
import { text } from "../../schema/index.ts";
import type { AuthSettings } from "../auth-options.ts";
import { limitMails } from "../lockout/limit-mails.ts";
import { changePassword } from "../passwords/change-password.ts";
import { bySession } from "../policies/by-session.ts";
import { requestPasswordReset, resetPassword } from "../recovery/reset-password.ts";
import { signUp } from "../recovery/sign-up.ts";
import { verifyEmail } from "../recovery/verify-email.ts";
import { endSession, endSessions, sessionsOf } from "../sessions/own-sessions.ts";
import { confirmPassword, signIn, signOut } from "../sessions/sign-in.ts";
import { ownRow, ownSessionId, shownUser } from "./shown-user.ts";

/** Longer ones are no passwords of ours, nor of Django's. */
const password = () => text({ max: 4096 }).secret();
const token = () => text({ max: 100 }).secret();
/** A token or key that was given for something else tells nothing of the account, and ends no session. */
const ACCOUNT = ["account"];
const ACCEPTED = { status: 202, body: { detail: "If all is well, you will get a mail." } } as const;

/** The JSON endpoints of accounts, under `/auth` unless said otherwise. */
export function accountEndpoints({ endpoints, signUp: isOpen }: AuthSettings): Group[] {
  if (endpoints === false) return [];
  const all = [...signInRoutes, ...recoveryRoutes, ...(isOpen ? signUpRoutes : []), ...ownRoutes];
  return [group(endpoints, { tags: ["auth"] }, all)];
}

const signInRoutes: readonly Route[] = [
  post(
    "/sign-in",
    {
      name: "auth.sign_in",
      summary: "Signs in by name or e-mail address, and password",
      public: true,
      errors: [401, 429],
      csrf: true,
      body: { name: text({ min: 1, max: 254 }), password: password() },
    },
    async ({ body, request }) => {
      const { row } = await signIn(request, body);
      return ownAnswer({ user: shownUser(row), csrf_token: csrfToken() });
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
    },
    () => ownAnswer({ csrf_token: csrfToken() }),
  ),
];

const signUpRoutes: readonly Route[] = [
  post(
    "/sign-up",
    {
      name: "auth.sign_up",
      summary: "Opens an account; the answer is the same whether there is one or not",
      public: true,
      errors: [429],
      csrf: true,
      body: {
        username: text({ min: 1, max: 150 }),
        email: text({ max: 254 }),
        password: password(),
      },
    },
    async ({ body, after, request }) => {
      await limitMails(request);
      after(await signUp(body));
      return respond(ACCEPTED.body, { status: ACCEPTED.status });
    },
  ),
];

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
    },
    async ({ body, after, request }) => {
      await limitMails(request);
      after(requestPasswordReset(body.email));
      return respond(ACCEPTED.body, { status: ACCEPTED.status });
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

const ownRoutes: readonly Route[] = [
  get(
    "/me",
    { name: "auth.me", summary: "Tells who is signed in", signedIn: true, scopes: ACCOUNT },
    async ({ user }) => ownAnswer(shownUser(await ownRow(user))),
  ),
  post(
    "/password",
    {
      name: "auth.password",
      summary: "Changes the password and ends all other sessions",
      signedIn: true,
      policy: bySession,
      body: { current: password(), next: password() },
    },
    async ({ body, request }) => {
      await changePassword(request, body);
      return ownAnswer({ csrf_token: csrfToken() });
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
    },
    async ({ body, request }) => {
      await confirmPassword(request, body.password);
      return ownAnswer({ csrf_token: csrfToken() });
    },
  ),
  get(
    "/sessions",
    { name: "auth.sessions", summary: "Lists the own sessions", signedIn: true, scopes: ACCOUNT },
    async ({ user }) => {
      const current = ownSessionId(user);
      const all = await sessionsOf(await ownRow(user));
      return ownAnswer(
        all.map(({ id, createdAt, seenAt, expiresAt, agent, address }) => ({
          id,
          created_at: createdAt,
          seen_at: seenAt,
          expires_at: expiresAt,
          agent,
          address,
          is_current: id === current,
        })),
      );
    },
  ),
  del(
    "/sessions",
    {
      name: "auth.end_other_sessions",
      summary: "Ends all other sessions",
      signedIn: true,
      scopes: ACCOUNT,
    },
    async ({ user }) => {
      const ended = await endSessions(await ownRow(user), { except: ownSessionId(user) });
      return { ended };
    },
  ),
  del(
    "/sessions/:id",
    {
      name: "auth.end_session",
      summary: "Ends one of the own sessions",
      signedIn: true,
      scopes: ACCOUNT,
      params: { id: text({ max: 64 }) },
    },
    async ({ params, user }) => {
      if (!(await endSession(await ownRow(user), params.id))) throw notFound();
    },
  ),
];

/** No cache may keep what is somebody's own. */
function ownAnswer(body: unknown): HttpResponse {
  return respond(body, { headers: { "cache-control": "no-store" } });
}

function csrfToken(): string | undefined {
  return csrfTokens.get()?.token();
}
