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
import { ownRow, ownSessionId } from "../endpoints/own-row.ts";
import { changePassword } from "../passwords/change-password.ts";
import type { PasswordSettings } from "../passwords/password-rules.ts";
import { bySession } from "../policies/by-session.ts";
import { endSession, endSessions, sessionsOf } from "../sessions/own-sessions.ts";
import type { UserSession } from "../sessions/session-store.ts";
import { signOut } from "../sessions/sign-in.ts";
import { changeForm } from "./account-forms.ts";
import { accountLink } from "./account-link.ts";
import { agentName } from "./agent-name.ts";
import { formAnswer, pageAnswer, submitted } from "./page.ts";

const own = { signedIn: true, policy: bySession } as const;

/** The pages for those who are signed in: the account with its sessions, the password, signing out. */
export function ownPages(base: string, passwords: PasswordSettings): Route[] {
  return [account(base), password(base, passwords), ...sessionButtons(base), leave(base)];
}

function account(base: string): Route {
  return get("", { name: "account", ...own }, async ({ user }) => {
    const row = await ownRow(user);
    const current = ownSessionId(user);
    const sessions = await sessionsOf(row);
    const content = html`<p><strong>${row.username}</strong><br>${row.email}</p>
<nav aria-label="Account"><a href="${base}/password">Change the password</a>${currentApiKeys.get() === undefined ? "" : html`<a href="${base}/keys">API keys</a>`}</nav>
<form method="post" action="${base}/sign-out">${csrf()}<button class="quiet">Sign out</button></form>
<h2 id="sessions">Where you are signed in</h2>
<ul class="plain" aria-labelledby="sessions">${sessions.map((one) => sessionItem(base, one, current))}</ul>
${sessions.length > 1 && html`<form method="post" action="${base}/sessions/end-others">${csrf()}<button class="quiet">End all other sessions</button></form>`}`;
    const data = { user: row, sessions, current };
    return pageAnswer({ name: "account", title: "Your account", data, content });
  });
}

function sessionItem(base: string, session: UserSession, current: string | undefined): SafeHtml {
  const { id, agent, address, seenAt } = session;
  const name = agentName(agent);
  const end = html`<form method="post" action="${base}/sessions/${id}/end">${csrf()}<button class="quiet" aria-label="End it: ${name}, ${address}">End it</button></form>`;
  return html`<li><div><p>${name}</p><p class="help">${address}, used ${formatDate(seenAt)}</p></div>${id === current ? html`<p class="badge">This one</p>` : end}</li>`;
}

function password(base: string, passwords: PasswordSettings): Route {
  return route("GET", "POST")(
    "/password",
    { name: "account.password", ...own, use: { form: changeForm(passwords) } },
    async ({ form, request }) => {
      if (await submitted(form, () => changePassword(request, form.value!))) return redirect(base);
      const content = html`<p>You are signed out everywhere else by it.</p>${form.html()}${accountLink(base)}`;
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
