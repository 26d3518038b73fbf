import {
  csrf,
  formatDate,
  get,
  html,
  notFound,
  post,
  redirect,
  route,
  type Route,
  type SafeHtml,
} from "../../http/index.ts";
import { text } from "../../schema/index.ts";
import { currentApiKeys } from "../keys/api-keys.ts";
import { ownRow, ownSessionId } from "../endpoints/shown-user.ts";
import { changePassword } from "../passwords/change-password.ts";
import { bySession } from "../policies/by-session.ts";
import { endSession, endSessions, sessionsOf } from "../sessions/own-sessions.ts";
import type { UserSession } from "../sessions/session-store.ts";
import { signOut } from "../sessions/sign-in.ts";
import { changeForm } from "./account-forms.ts";
import { formAnswer, pageAnswer, submitted } from "./page.ts";

const own = { signedIn: true, policy: bySession } as const;

/** The pages for those who are signed in: the account with its sessions, the password, signing out. */
export function ownPages(base: string): Route[] {
  return [account(base), password(base), ...sessionButtons(base), leave(base)];
}

function account(base: string): Route {
  return get("", { name: "account", ...own }, async ({ user }) => {
    const row = await ownRow(user);
    const current = ownSessionId(user);
    const sessions = await sessionsOf(row);
    const content = html`<p>${row.username}, ${row.email}</p>
<nav aria-label="Account"><a href="${base}/password">Change the password</a>${currentApiKeys.get() === undefined ? "" : html`<a href="${base}/keys">API keys</a>`}</nav>
<form method="post" action="${base}/sign-out">${csrf()}<p><button>Sign out</button></p></form>
<h2 id="sessions">Where you are signed in</h2>
<ul class="plain" aria-labelledby="sessions">${sessions.map((one) => sessionItem(base, one, current))}</ul>
<form method="post" action="${base}/sessions/end-others">${csrf()}<button class="quiet">End all other sessions</button></form>`;
    const data = { user: row, sessions, current };
    return pageAnswer({ name: "account", title: "Your account", data, content });
  });
}

function sessionItem(base: string, session: UserSession, current: string | undefined): SafeHtml {
  const { id, agent, address, seenAt } = session;
  const end = html`<form method="post" action="${base}/sessions/${id}/end">${csrf()}<button class="quiet" aria-label="End the session of ${agent || address}">End it</button></form>`;
  return html`<li><p>${agent || "A program"}<br>${address}, used ${formatDate(seenAt)}</p>${id === current ? html`<p><strong>This one</strong></p>` : end}</li>`;
}

function password(base: string): Route {
  return route("GET", "POST")(
    "/password",
    { name: "account.password", ...own, use: { form: changeForm } },
    async ({ form, request }) => {
      if (await submitted(form, () => changePassword(request, form.value!))) return redirect(base);
      const content = html`${form.html()}<p class="help">All other sessions end.</p>`;
      return formAnswer(form, { name: "password", title: "Change the password", content });
    },
  );
}

function sessionButtons(base: string): Route[] {
  const endOne = post(
    "/sessions/:id/end",
    { name: "account.end_session", ...own, params: { id: text({ max: 64 }) } },
    async ({ params, user }) => {
      if (!(await endSession(await ownRow(user), params.id))) throw notFound();
      return redirect(base);
    },
  );
  const endOthers = post(
    "/sessions/end-others",
    { name: "account.end_other_sessions", ...own },
    async ({ user }) => {
      await endSessions(await ownRow(user), { except: ownSessionId(user) });
      return redirect(base);
    },
  );
  return [endOne, endOthers];
}

function leave(base: string): Route {
  return post(
    "/sign-out",
    { name: "account.sign_out", public: true, csrf: true },
    async ({ request }) => {
      await signOut(request);
      return redirect(`${base}/sign-in`);
    },
  );
}
