import { milliseconds } from "../../core/index.ts";
import { del, get, group, type Group, notFound, post } from "../../http/index.ts";
import { int, json, list, text } from "../../schema/index.ts";
import type { AuthModels } from "../auth-models.ts";
import { noStore } from "../endpoints/no-store.ts";
import { ownRow } from "../endpoints/own-row.ts";
import { apiKeysFor } from "./api-keys.ts";
import { bySession } from "../policies/by-session.ts";

const LONGEST_DAYS = milliseconds("3650d") / milliseconds("1d");

/** The JSON endpoints of API keys, under `/auth/keys` unless said otherwise: for people, not for programs. */
export function keyEndpoints(endpoints: string | false, models: AuthModels): Group[] {
  if (endpoints === false) return [];
  const access = { signedIn: true, policy: bySession } as const;
  const options = { ...access, tags: ["auth"], middleware: [noStore] };
  const routes = [listKeys(models), makeKey(models), revokeKey()];
  return [group(`${endpoints}/keys`, options, routes)];
}

function shownKey({ ApiKey }: AuthModels) {
  return ApiKey.shape("id", "name", "prefix", "scopes", "createdAt", "expiresAt", "lastUsedAt");
}

function listKeys(models: AuthModels) {
  return get(
    "",
    {
      name: "auth.keys",
      summary: "Lists the own API keys",
      response: list(json(shownKey(models))),
    },
    async ({ user }) => apiKeysFor("Listing API keys").of(await ownRow(user)),
  );
}

function makeKey(models: AuthModels) {
  return post(
    "",
    {
      name: "auth.make_key",
      summary: "Makes an API key, which is shown this once",
      signedIn: "fresh",
      body: {
        name: text({ min: 1, max: 100, trim: true }),
        scopes: list(text({ max: 100 }), { max: 100 }).default([]),
        expiresInDays: int({ min: 1, max: LONGEST_DAYS }).optional(),
      },
      status: 201,
      response: shownKey(models).extend({ key: text() }),
    },
    async ({ body, user }) => {
      const { expiresInDays: days, ...wished } = body;
      const expiry = days === undefined ? {} : ({ expiresIn: `${days}d` } as const);
      const wanted = { ...wished, ...expiry };
      const made = await apiKeysFor("Making an API key").create(await ownRow(user), wanted);
      const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt } = made.row;
      return { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt, key: made.key };
    },
  );
}

function revokeKey() {
  return del(
    "/:id",
    { name: "auth.revoke_key", summary: "Ends one of the own API keys", params: { id: int() } },
    async ({ params, user }) => {
      const keys = apiKeysFor("Revoking an API key");
      if (!(await keys.revoke(await ownRow(user), params.id))) throw notFound();
    },
  );
}
