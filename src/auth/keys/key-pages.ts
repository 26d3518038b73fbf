import {
  csrf,
  form,
  formatDate,
  group,
  type Group,
  html,
  notFound,
  post,
  redirect,
  route,
  type SafeHtml,
} from "../../http/index.ts";
import { int, text } from "../../schema/index.ts";
import { ownRow } from "../endpoints/own-row.ts";
import { accountLink } from "../pages/account-link.ts";
import { formAnswer, pageAnswer, submitted } from "../pages/page.ts";
import type { ApiKeyRow } from "./api-key-model.ts";
import { apiKeysFor, type MadeApiKey } from "./api-keys.ts";
import { bySession } from "../policies/by-session.ts";

const keyForm = form(
  {
    name: text({ min: 1, max: 100, trim: true }).help("What you will know it by."),
    scopes: text({ max: 1000, trim: true })
      .default("")
      .help("What it may be used for, with blanks in between."),
    days: int({ min: 1, max: 3650 }).default(90).label("Days for which it holds"),
  },
  { submit: "Make a key", inputs: { scopes: { type: "text" } } },
);

/** The page of API keys, `/account/keys` unless said otherwise. It works without scripts. */
export function keyPages(pages: string | false): Group[] {
  if (pages === false) return [];
  const base = `${pages}/keys`;
  const options = { tags: ["account"], signedIn: "fresh", policy: bySession } as const;
  return [group(base, options, [listPage(pages), revokeButton(base)])];
}

function listPage(pages: string) {
  const base = `${pages}/keys`;
  return route("GET", "POST")(
    "",
    { name: "account.keys", use: { form: keyForm } },
    async ({ form: sent, user }) => {
      const keys = apiKeysFor("The page of API keys");
      const row = await ownRow(user);
      let made: MadeApiKey | undefined;
      const isMade = await submitted(sent, async () => {
        const { name, scopes, days } = sent.value!;
        const wanted = scopes.split(/\s+/).filter((scope) => scope !== "");
        made = await keys.create(row, { name, scopes: wanted, expiresIn: `${days}d` });
      });
      if (isMade && made !== undefined) return madeAnswer(base, made);
      const all = await keys.of(row);
      const list = html`<ul class="plain">${all.map((one) => keyItem(base, one))}</ul>`;
      const content = html`${all.length > 0 && list}<h2>A new key</h2>
${knownScopes(keys.scopes)}${sent.html()}${accountLink(pages)}`;
      return formAnswer(sent, { name: "keys", title: "API keys", data: { keys: all }, content });
    },
  );
}

function knownScopes(scopes: Readonly<Record<string, string>>): SafeHtml {
  const all = Object.entries(scopes);
  if (all.length === 0) return html``;
  return html`<dl>${all.map(([name, meaning]) => html`<dt><code>${name}</code></dt><dd>${meaning}</dd>`)}</dl>`;
}

function madeAnswer(base: string, { key, row }: MadeApiKey) {
  const content = html`<p>This is the key <strong>${row.name}</strong>. It is shown this once: keep it now.</p>
<p><code>${key}</code></p>
<nav aria-label="Account"><a href="${base}">All keys</a></nav>`;
  return pageAnswer({ name: "key-made", title: "Your new key", data: { key, row }, content });
}

function keyItem(base: string, { id, name, prefix, scopes, ...times }: ApiKeyRow): SafeHtml {
  const used = times.lastUsedAt === null ? "never used" : `used ${formatDate(times.lastUsedAt)}`;
  const over = times.expiresAt === null ? "" : `, over ${formatDate(times.expiresAt)}`;
  const facts = [scopes.join(" "), `${used}${over}`].filter((fact) => fact !== "").join(" · ");
  return html`<li><div><p><strong>${name}</strong> <code>${prefix}…</code></p><p class="help">${facts}</p></div>
<form method="post" action="${base}/${id}/revoke">${csrf()}<button class="quiet" aria-label="Revoke it: ${name}">Revoke it</button></form></li>`;
}

function revokeButton(base: string) {
  return post(
    "/:id/revoke",
    { name: "account.revoke_key", params: { id: int() } },
    async ({ params, user }) => {
      const keys = apiKeysFor("The page of API keys");
      if (!(await keys.revoke(await ownRow(user), params.id))) throw notFound();
      return redirect(base);
    },
  );
}
