import { currentClock, now, randomToken, slot } from "../../core/index.ts";
import { collect } from "../../db/index.ts";
import { tellAuth, tokenReused } from "../auth-events.ts";
import { digestOf, isSameDigest } from "../digest.ts";
import { rolesOf } from "../users/roles.ts";
import { userKey } from "../users/user-key.ts";
import type { UserModel, UserRow } from "../users/user-model.ts";
import { AccessCache } from "./access-cache.ts";
import {
  NO_TOKENS,
  SCOPE_UNKNOWN,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_OPTION_INVALID,
  TOKEN_REUSED,
  USER_INACTIVE,
} from "./errors.ts";
import { RESERVED_CLAIMS, signToken, type TokenClaims, verifyToken } from "./signed-token.ts";
import type { TokenFamilyModel, TokenFamilyRow } from "./token-family-model.ts";
import { CheckedTokenIdentity, TokenIdentity } from "./token-identity.ts";
import type { TokenSettings } from "./token-options.ts";

/** What a client gets for a sign-in or a refresh token. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds for which the access token holds. */
  readonly expiresIn: number;
  readonly scopes: readonly string[];
}

/** Whom tokens are given to. */
export interface TokenClient {
  /** Default: those of `defaultScopes`; at a refresh those of before. */
  readonly scopes?: readonly string[] | undefined;
  readonly address?: string;
  readonly agent?: string;
}

/** The models that tokens are kept in. */
export interface TokenModels {
  readonly User: UserModel;
  readonly TokenFamily: TokenFamilyModel;
}

type Identified = TokenIdentity | CheckedTokenIdentity;

/** The tokens of the app. */
export const currentTokens = slot<Tokens>("tokens");

/** @throws `AUTH_NO_TOKENS` */
export function tokensFor(what: string): Tokens {
  const tokens = currentTokens.get();
  if (tokens === undefined) throw NO_TOKENS(what);
  return tokens;
}

/** Gives tokens, renews, verifies and revokes them. */
export class Tokens {
  readonly settings: TokenSettings;
  readonly #models: TokenModels;
  readonly #cache: AccessCache;

  constructor(settings: TokenSettings, models: TokenModels) {
    this.settings = settings;
    this.#models = models;
    this.#cache = new AccessCache(settings.terms.leewayS * 1000);
  }

  /**
   * Gives a user the first tokens of a new family. It asks for no password: do that before.
   *
   * @throws `AUTH_USER_INACTIVE`, `AUTH_SCOPE_UNKNOWN`
   */
  async issue(user: UserRow, client: TokenClient = {}): Promise<TokenPair> {
    if (!user.isActive) throw USER_INACTIVE();
    const scopes = await this.#allowed(user, client.scopes ?? this.settings.defaultScopes);
    const jti = randomToken(16);
    const at = now();
    const family = await this.#models.TokenFamily.create({
      id: randomToken(16),
      current: digestOf(jti),
      scopes: [...scopes],
      createdAt: at,
      redeemedAt: at,
      expiresAt: new Date(at.getTime() + this.settings.familyMs),
      address: (client.address ?? "").slice(0, 64),
      agent: (client.agent ?? "").slice(0, 200),
      user,
    });
    return this.#pair(user, family, jti, scopes);
  }

  /**
   * Gives new tokens for a refresh token, once. When it comes a second time, the whole family is revoked: who
   * of the two was the thief cannot be known.
   *
   * @throws `AUTH_TOKEN_REUSED`, `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID`, `AUTH_USER_INACTIVE`, `AUTH_SCOPE_UNKNOWN`
   */
  async redeem(token: string, client: TokenClient = {}): Promise<TokenPair> {
    const { TokenFamily } = this.#models;
    const claims = await verifyToken(this.settings.terms, "rt+jwt", token);
    const used = digestOf(claims.jti);
    const family = await this.#familyOf(claims, client);
    const user = await family.user;
    if (!user.isActive) {
      await this.#revokeFamily(family.id);
      throw USER_INACTIVE();
    }
    const scopes = narrowed(family.scopes, client.scopes);
    const next = randomToken(16);
    // The one step that says who is first: of any number of redemptions at once it counts one.
    const taken = await TokenFamily.where({ id: family.id, current: used, revokedAt: null }).update(
      {
        current: digestOf(next),
        previous: used,
        redeemedAt: now(),
      },
    );
    if (taken === 0) throw await this.#reused(claims, client);
    return this.#pair(user, family, next, scopes);
  }

  /** Ends the family of a token, access or refresh. A token that is none of ours, or over, is nothing to do. */
  async revoke(token: string): Promise<void> {
    for (const kind of ["rt+jwt", "at+jwt"] as const) {
      try {
        const { sid } = await verifyToken(this.settings.terms, kind, token);
        await this.#revokeFamily(sid);
        return;
      } catch (error) {
        if (!TOKEN_INVALID.is(error) && !TOKEN_EXPIRED.is(error)) throw error;
      }
    }
  }

  /** Ends all families of a user, as when the password has changed. Access tokens hold until they are over. */
  async revokeAll(userId: UserRow["id"]): Promise<number> {
    return this.#models.TokenFamily.where({ user: userId, revokedAt: null }).update({
      revokedAt: now(),
    });
  }

  /**
   * Who an access token says that it is: without a question to the database, and of a known one at once, unless
   * `revocation` says otherwise.
   *
   * @throws `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID`, and `AUTH_USER_INACTIVE` with `revocation: "atOnce"`
   */
  identify(token: string): Identified | Promise<Identified> {
    const found = this.#cache.find(token, currentClock().epochMs()) ?? this.#verified(token);
    return this.settings.isRevokedAtOnce ? this.#checked(found) : found;
  }

  async #checked(found: TokenIdentity | Promise<TokenIdentity>): Promise<CheckedTokenIdentity> {
    const identity = await found;
    const { TokenFamily } = this.#models;
    const holds = { id: identity.claims.sid, revokedAt: null };
    const family = await TokenFamily.where(holds)
      .with("user")
      .annotate({ roles: collect("user.groups.name") })
      .first();
    if (family === undefined) throw TOKEN_INVALID("it was revoked");
    if (!family.user.isActive) throw USER_INACTIVE();
    return new CheckedTokenIdentity({ row: family.user, roles: family.roles }, identity);
  }

  async #verified(token: string): Promise<TokenIdentity> {
    const claims = await verifyToken(this.settings.terms, "at+jwt", token);
    const identity = new TokenIdentity(userKey(this.#models.User, claims.sub), claims);
    this.#cache.keep(token, identity);
    return identity;
  }

  async #familyOf(claims: TokenClaims, client: TokenClient): Promise<TokenFamilyRow> {
    const family = await this.#models.TokenFamily.find(claims.sid);
    if (family === undefined || family.revokedAt !== null) {
      throw TOKEN_INVALID("it was revoked");
    }
    if (family.expiresAt.getTime() <= now().getTime()) throw TOKEN_EXPIRED();
    if (!isSameDigest(family.current, digestOf(claims.jti)))
      throw await this.#reused(claims, client);
    return family;
  }

  async #reused(claims: TokenClaims, { address = "" }: TokenClient): Promise<Error> {
    const family = await this.#models.TokenFamily.find(claims.sid);
    const sinceMs = now().getTime() - (family?.redeemedAt.getTime() ?? 0);
    const isLate = sinceMs >= this.settings.reuseGraceMs;
    const isLast = family?.previous === digestOf(claims.jti);
    if (isLast && !isLate) return TOKEN_REUSED();
    // Told once, however many come at the same moment.
    if (await this.#revokeFamily(claims.sid)) {
      await tellAuth(tokenReused, {
        user: userKey(this.#models.User, claims.sub),
        address,
        by: "token",
      });
    }
    return TOKEN_REUSED();
  }

  async #revokeFamily(id: string): Promise<boolean> {
    const { TokenFamily } = this.#models;
    return (await TokenFamily.where({ id, revokedAt: null }).update({ revokedAt: now() })) > 0;
  }

  async #allowed(user: UserRow, wanted: readonly string[]): Promise<readonly string[]> {
    const { scopes, scopesFor } = this.settings;
    const may = scopesFor === undefined ? Object.keys(scopes) : await scopesFor(user);
    const unknown = wanted.filter((scope) => !Object.hasOwn(scopes, scope) || !may.includes(scope));
    if (unknown.length > 0) throw SCOPE_UNKNOWN(unknown);
    return [...new Set(wanted)];
  }

  async #pair(
    user: UserRow,
    family: TokenFamilyRow,
    jti: string,
    scopes: readonly string[],
  ): Promise<TokenPair> {
    const { terms, accessMs, refreshMs } = this.settings;
    const nowMs = currentClock().epochMs();
    const own = { sub: String(user.id), sid: family.id };
    const refreshUntilMs = Math.min(nowMs + refreshMs, family.expiresAt.getTime());
    const facts = factsOf(user, await rolesOf(user), scopes);
    const access = { ...(await this.#customClaims(user)), ...own, ...facts };
    return {
      accessToken: await signToken(terms, "at+jwt", access, seconds(nowMs + accessMs)),
      refreshToken: await signToken(terms, "rt+jwt", { ...own, jti }, seconds(refreshUntilMs)),
      expiresIn: Math.floor(accessMs / 1000),
      scopes,
    };
  }

  async #customClaims(user: UserRow): Promise<Readonly<Record<string, unknown>>> {
    const claims = (await this.settings.claims?.(user)) ?? {};
    const reserved = Object.keys(claims).find((name) => RESERVED_CLAIMS.includes(name));
    if (reserved !== undefined) {
      throw TOKEN_OPTION_INVALID(`\`claims\` gives "${reserved}", which is ours to say`);
    }
    return claims;
  }
}

/** What of a user stands in an access token, so that nobody has to ask. */
function factsOf(
  user: UserRow,
  roles: readonly string[],
  scopes: readonly string[],
): Record<string, unknown> {
  return {
    jti: randomToken(16),
    name: user.username,
    scope: scopes.join(" "),
    ...(user.isStaff && { staff: true }),
    ...(user.isSuperuser && { superuser: true }),
    ...(roles.length > 0 && { roles }),
  };
}

/** RFC 6749, 6: a refresh may ask for less than before, never for more. */
function narrowed(
  had: readonly string[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const more = (wanted ?? []).filter((scope) => !had.includes(scope));
  if (more.length > 0) throw SCOPE_UNKNOWN(more);
  return wanted ?? had;
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
