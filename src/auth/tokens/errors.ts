import { defineError } from "../../core/index.ts";

// What a client has done. The messages reach it.

export const TOKEN_INVALID = defineError(
  "AUTH_TOKEN_INVALID",
  401,
  (what: string) => `The token is not accepted: ${what}.`,
  "Get a new token; a client that changes nothing will be refused again.",
);

export const TOKEN_EXPIRED = defineError(
  "AUTH_TOKEN_EXPIRED",
  401,
  () => "The token is over.",
  "Redeem the refresh token, or sign in again.",
);

export const TOKEN_REUSED = defineError(
  "AUTH_TOKEN_REUSED",
  401,
  () => "The refresh token was redeemed before. Sign in again.",
  "Either it was stolen, or the client redeems one token twice: it must keep the new one before it goes on.",
);

export const SCOPE_MISSING = defineError(
  "AUTH_SCOPE_MISSING",
  403,
  (missing: readonly string[]) => `The token or key was not given for ${missing.join(", ")}.`,
  "Ask for a token with these scopes.",
);

export const SCOPE_UNKNOWN = defineError(
  "AUTH_SCOPE_UNKNOWN",
  400,
  (unknown: readonly string[]) =>
    `Tokens are not given for ${unknown.map((scope) => JSON.stringify(scope.slice(0, 100))).join(", ")}.`,
  "Ask for scopes that `tokens.scopes` of auth() names, and at a refresh for none but those of before.",
);

export const USER_INACTIVE = defineError(
  "AUTH_USER_INACTIVE",
  401,
  () => "This account is not active.",
  "Somebody has closed the account; `isActive` of the user says so.",
);

// What the program has done wrong.

export const TOKEN_OPTION_INVALID = defineError(
  "AUTH_TOKEN_OPTION_INVALID",
  500,
  (what: string) => `Tokens cannot be made like this: ${what}.`,
  "Correct `tokens` of auth().",
);

export const NO_TOKENS = defineError(
  "AUTH_NO_TOKENS",
  500,
  (what: string) => `${what} needs tokens, and this app does not give any.`,
  "Give `tokens: { keys, issuer, audience }` to auth().",
);
