import {
  currentLog,
  type Duration,
  milliseconds,
  now,
  randomToken,
  slot,
} from "../../core/index.ts";
import { collect } from "../../db/index.ts";
import { digestOf, isSameDigest } from "../digest.ts";
import { SCOPE_UNKNOWN } from "../tokens/errors.ts";
import { UserIdentity } from "../user-identity.ts";
import type { UserRow } from "../users/user-model.ts";
import type { ApiKeyModel, ApiKeyRow } from "./api-key-model.ts";
import { KEY_INVALID, KEY_OPTION_INVALID, NO_KEYS } from "./errors.ts";

export interface ApiKeyOptions {
  /** What keys begin with, so that people and scanners know them: 2 to 10 small letters. Default `"qk"`. */
  readonly prefix?: string;
  /** What keys may be given for. Default: `tokens.scopes`. */
  readonly scopes?: Readonly<Record<string, string>>;
}

/** What is said of a key when it is made. */
export interface NewApiKey {
  /** What its owner calls it. */
  readonly name: string;
  /** Default: none, so that routes with scopes refuse it. */
  readonly scopes?: readonly string[];
  /** Default: it holds until it is revoked. */
  readonly expiresIn?: Duration;
}

/** A key that was just made. */
export interface MadeApiKey {
  /** The whole key. It is nowhere else: show it once. */
  readonly key: string;
  readonly row: ApiKeyRow;
}

const PREFIX_BYTES = 9;
const USED_EVERY_MS = 60_000;
/** Compared with where there is no such key, so that it takes as long as with one. */
const NO_HASH = digestOf("");

/** The API keys of the app. */
export const currentApiKeys = slot<ApiKeys>("apiKeys");

/** @throws `AUTH_NO_KEYS` */
export function apiKeysFor(what: string): ApiKeys {
  const keys = currentApiKeys.get();
  if (keys === undefined) throw NO_KEYS(what);
  return keys;
}

/** Makes keys for programs, knows them again and revokes them. */
export class ApiKeys {
  readonly #model: ApiKeyModel;
  /** What keys may be given for, with a sentence each. */
  readonly scopes: Readonly<Record<string, string>>;
  readonly #begin: string;
  readonly #form: RegExp;

  /** @throws `AUTH_KEY_OPTION_INVALID` */
  constructor(model: ApiKeyModel, options: ApiKeyOptions = {}) {
    const { prefix = "qk", scopes = {} } = options;
    if (!/^[a-z]{2,10}$/.test(prefix)) {
      throw KEY_OPTION_INVALID(`${JSON.stringify(prefix)} is no prefix of 2 to 10 small letters`);
    }
    this.#model = model;
    this.scopes = scopes;
    this.#begin = `${prefix}_`;
    this.#form = new RegExp(`^${prefix}_([\\w-]{12})_([\\w-]{43})$`);
  }

  /**
   * Makes a key for a user.
   *
   * @throws `AUTH_SCOPE_UNKNOWN`, `AUTH_KEY_OPTION_INVALID`, `SCHEMA_INVALID`
   */
  async create(user: UserRow, { name, scopes = [], expiresIn }: NewApiKey): Promise<MadeApiKey> {
    const unknown = scopes.filter((scope) => !Object.hasOwn(this.scopes, scope));
    if (unknown.length > 0) throw SCOPE_UNKNOWN(unknown);
    const lifetimeMs = expiresIn === undefined ? undefined : milliseconds(expiresIn);
    if (lifetimeMs === 0) throw KEY_OPTION_INVALID("a key that is over at once opens nothing");
    const prefix = randomToken(PREFIX_BYTES);
    const secret = randomToken();
    const row = await this.#model.create({
      name,
      prefix,
      hash: digestOf(secret),
      scopes: [...new Set(scopes)],
      expiresAt: lifetimeMs === undefined ? null : new Date(now().getTime() + lifetimeMs),
      user,
    });
    return { key: `${this.#begin}${prefix}_${secret}`, row };
  }

  /** Ends a key of a user; gives whether there was one. Of another user's key it knows nothing. */
  async revoke(user: UserRow, id: ApiKeyRow["id"]): Promise<boolean> {
    const mine = this.#model.where({ id, user: user.id, revokedAt: null });
    return (await mine.update({ revokedAt: now() })) > 0;
  }

  /** The keys of a user that were not revoked, the newest first. */
  async of(user: UserRow): Promise<ApiKeyRow[]> {
    return this.#model.where({ user: user.id, revokedAt: null }).order("-createdAt", "-id");
  }

  /** Whether a text is meant to be one of these keys. */
  isKey(text: string): boolean {
    return text.startsWith(this.#begin);
  }

  /**
   * Whose key it is, by one question to the database.
   *
   * @throws `AUTH_KEY_INVALID` (401)
   */
  async identify(key: string): Promise<UserIdentity> {
    const [, prefix, secret] = this.#form.exec(key) ?? [];
    if (prefix === undefined || secret === undefined) throw KEY_INVALID();
    const row = await this.#model
      .where({ prefix })
      .with("user")
      .annotate({ roles: collect("user.groups.name") })
      .first();
    const isRight = isSameDigest(row?.hash ?? NO_HASH, digestOf(secret));
    const why = row === undefined || !isRight ? "unknown" : whyOver(row, row.user);
    if (row === undefined || why !== undefined) {
      currentLog().info("an API key was refused", { prefix, why });
      throw KEY_INVALID();
    }
    await this.#noteUse(row);
    return new UserIdentity(row.user, { scopes: new Set(row.scopes), roles: row.roles });
  }

  /** Not at each request: a row that all requests write is a row that all requests wait for. */
  async #noteUse({ id, lastUsedAt }: Pick<ApiKeyRow, "id" | "lastUsedAt">): Promise<void> {
    const at = now();
    if (lastUsedAt !== null && at.getTime() - lastUsedAt.getTime() < USED_EVERY_MS) return;
    try {
      await this.#model.where({ id, lastUsedAt }).update({ lastUsedAt: at });
    } catch (error) {
      currentLog().warn("the use of an API key could not be written down", { error });
    }
  }
}

function whyOver(
  { revokedAt, expiresAt }: Pick<ApiKeyRow, "revokedAt" | "expiresAt">,
  user: UserRow,
): string | undefined {
  if (revokedAt !== null) return "revoked";
  if (expiresAt !== null && expiresAt.getTime() <= now().getTime()) return "over";
  return user.isActive ? undefined : "the owner is not active";
}
