import { milliseconds } from "../../core/index.ts";
import { del, get, group, type Group, notFound, post, respond } from "../../http/index.ts";
import { int, list, text } from "../../schema/index.ts";
import { ownRow } from "../endpoints/shown-user.ts";
import type { ApiKeyRow } from "./api-key-model.ts";
import { apiKeysFor } from "./api-keys.ts";
import { bySession } from "../policies/by-session.ts";

const NO_STORE = { "cache-control": "no-store" };
const LONGEST_DAYS = milliseconds("3650d") / milliseconds("1d");

/** The JSON endpoints of API keys, under `/auth/keys` unless said otherwise: for people, not for programs. */
export function keyEndpoints(endpoints: string | false): Group[] {
  if (endpoints === false) return [];
  const options = { tags: ["auth"], signedIn: true, policy: bySession } as const;
  return [group(`${endpoints}/keys`, options, [listKeys(), makeKey(), revokeKey()])];
}

function listKeys() {
  return get("", { name: "auth.keys", summary: "Lists the own API keys" }, async ({ user }) => {
    const all = await apiKeysFor("Listing API keys").of(await ownRow(user));
    return respond(all.map(shownKey), { headers: NO_STORE });
  });
}

function makeKey() {
  return post(
    "",
    {
      name: "auth.make_key",
      summary: "Makes an API key, which is shown this once",
      signedIn: "fresh",
      body: {
        name: text({ min: 1, max: 100, trim: true }),
        scopes: list(text({ max: 100 }), { max: 100 }).default([]),
        expires_in_days: int({ min: 1, max: LONGEST_DAYS }).optional(),
      },
    },
    async ({ body, user }) => {
      const { name, scopes, expires_in_days: days } = body;
      const expiry = days === undefined ? {} : ({ expiresIn: `${days}d` } as const);
      const wanted = { name, scopes, ...expiry };
      const made = await apiKeysFor("Making an API key").create(await ownRow(user), wanted);
      const shown = { ...shownKey(made.row), key: made.key };
      return respond(shown, { status: 201, headers: NO_STORE });
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

function shownKey({ id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt }: ApiKeyRow) {
  return {
    id,
    name,
    prefix,
    scopes,
    created_at: createdAt,
    expires_at: expiresAt,
    last_used_at: lastUsedAt,
  };
}
