import { type Duration, milliseconds } from "../../core/index.ts";
import type { UserRow } from "../users/user-model.ts";
import { TOKEN_OPTION_INVALID } from "./errors.ts";
import type { TokenTerms } from "./signed-token.ts";
import { type TokenKey, tokenKeys } from "./token-keys.ts";

export interface TokenOptions {
  /** The first that can sign does; all verify. Put a new one in front, and take the old one away later. */
  readonly keys: readonly TokenKey[];
  /** Who gives the tokens: the address of the app. */
  readonly issuer: string;
  /** Whom they are for. Of several the first stands in our tokens, and all are accepted. */
  readonly audience: string | readonly string[];
  /** How long an access token holds, whatever happens to its user meanwhile. Default `"15m"`. */
  readonly accessLifetime?: Duration;
  /**
   * When access tokens feel that they were revoked, that their user was closed, or that what the user may has
   * changed: `"atExpiry"` (the default), without a question to the database; or `"atOnce"`, for one a request.
   */
  readonly revocation?: "atExpiry" | "atOnce";
  /** How long a refresh token waits to be redeemed. Default `"14d"`. */
  readonly refreshLifetime?: Duration;
  /** How long after the sign-in tokens are renewed at all. Default `"90d"`. */
  readonly familyLifetime?: Duration;
  /** How far the clocks of issuers and ours may differ; at most `"2m"`. Default `"5s"`. */
  readonly leeway?: Duration;
  /**
   * So long after it was redeemed, a refresh token that comes again is refused without the family being
   * revoked: for clients that send one twice. Nobody ever gets a second pair for it. Default `"0s"`.
   */
  readonly reuseGrace?: Duration;
  /** Characters; what is longer is refused unread. Default 4,096. */
  readonly longestToken?: number;
  /** What tokens and keys may be given for, with a sentence each for people. Default: nothing. */
  readonly scopes?: Readonly<Record<string, string>>;
  /** What a client gets that asks for nothing in particular. Default: none. */
  readonly defaultScopes?: readonly string[];
  /** Which of the scopes a user may give away. Default: all. */
  readonly scopesFor?: (user: UserRow) => readonly string[] | Promise<readonly string[]>;
  /** More that access tokens say. They are signed and not encrypted: everybody who has one reads it. */
  readonly claims?: (
    user: UserRow,
  ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
}

/** The options with their defaults. */
export interface TokenSettings {
  readonly terms: TokenTerms;
  readonly accessMs: number;
  readonly refreshMs: number;
  readonly familyMs: number;
  readonly reuseGraceMs: number;
  readonly isRevokedAtOnce: boolean;
  readonly scopes: Readonly<Record<string, string>>;
  readonly defaultScopes: readonly string[];
  readonly scopesFor: TokenOptions["scopesFor"];
  readonly claims: TokenOptions["claims"];
}

const LONGEST_LEEWAY_MS = 120_000;
/** RFC 6749, 3.3: what may stand in a scope. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/;

/** @throws `AUTH_TOKEN_OPTION_INVALID`, `CORE_BAD_DURATION` */
export function tokenSettings(options: TokenOptions): TokenSettings {
  const { issuer, scopes = {}, defaultScopes = [], longestToken = 4096 } = options;
  const { revocation = "atExpiry" } = options;
  const audience = [options.audience].flat();
  if (!issuer) throw TOKEN_OPTION_INVALID("there is no `issuer`");
  if (audience.length === 0 || audience.includes("")) {
    throw TOKEN_OPTION_INVALID("there is no `audience`");
  }
  const leewayMs = milliseconds(options.leeway ?? "5s");
  if (leewayMs > LONGEST_LEEWAY_MS) {
    throw TOKEN_OPTION_INVALID(`a \`leeway\` of ${options.leeway} is longer than 2m`);
  }
  if (revocation !== "atExpiry" && revocation !== "atOnce") {
    throw TOKEN_OPTION_INVALID(
      `\`revocation\` is ${JSON.stringify(revocation)}, and neither "atExpiry" nor "atOnce"`,
    );
  }
  checkScopes(scopes, defaultScopes);
  return {
    terms: {
      keys: tokenKeys(options.keys),
      issuer,
      audience,
      leewayS: leewayMs / 1000,
      longestToken,
    },
    accessMs: milliseconds(options.accessLifetime ?? "15m"),
    refreshMs: milliseconds(options.refreshLifetime ?? "14d"),
    familyMs: milliseconds(options.familyLifetime ?? "90d"),
    reuseGraceMs: milliseconds(options.reuseGrace ?? "0s"),
    isRevokedAtOnce: revocation === "atOnce",
    scopes,
    defaultScopes,
    scopesFor: options.scopesFor,
    claims: options.claims,
  };
}

function checkScopes(scopes: Readonly<Record<string, string>>, usual: readonly string[]): void {
  const bad = Object.keys(scopes).find((scope) => !SCOPE.test(scope));
  if (bad !== undefined) {
    throw TOKEN_OPTION_INVALID(`${JSON.stringify(bad)} cannot be the name of a scope`);
  }
  const unknown = usual.find((scope) => !Object.hasOwn(scopes, scope));
  if (unknown !== undefined) {
    throw TOKEN_OPTION_INVALID(`\`defaultScopes\` names "${unknown}", and \`scopes\` does not`);
  }
}
