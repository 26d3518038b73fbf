import { decodeProtectedHeader, errors, jwtVerify, SignJWT, type JWTPayload } from "jose";
import { now } from "../../core/index.ts";
import { TOKEN_EXPIRED, TOKEN_INVALID } from "./errors.ts";
import type { TokenKeys } from "./token-keys.ts";

/** What a token is for; it stands in its header, so that none passes for another (RFC 9068, RFC 8725 3.11). */
export type TokenKind = "at+jwt" | "rt+jwt";

/** What every token says. */
export interface TokenClaims extends JWTPayload {
  readonly sub: string;
  readonly jti: string;
  readonly exp: number;
  /** The family: what began with one sign-in. */
  readonly sid: string;
}

/** What holds for all tokens of an app. */
export interface TokenTerms {
  readonly keys: TokenKeys;
  readonly issuer: string;
  /** The first is that of our own tokens; all are accepted. */
  readonly audience: readonly string[];
  readonly leewayS: number;
  readonly longestToken: number;
}

/** Names that the framework writes; custom claims may not have them. */
export const RESERVED_CLAIMS: readonly string[] =
  "iss sub aud exp nbf iat jti sid scope name staff superuser roles".split(" ");

/** Signs a token with the newest key. */
export function signToken(
  terms: TokenTerms,
  kind: TokenKind,
  claims: JWTPayload,
  expiresS: number,
): Promise<string> {
  const { signing } = terms.keys;
  const issuedS = Math.floor(now().getTime() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ alg: signing.algorithm, kid: signing.id, typ: kind })
    .setIssuer(terms.issuer)
    .setAudience(terms.audience[0]!)
    .setIssuedAt(issuedS)
    .setNotBefore(issuedS)
    .setExpirationTime(expiresS)
    .sign(signing.signs!);
}

/**
 * Gives what a token says, if all of it holds.
 *
 * The key alone says which algorithm is right, and the key is found by its id among ours: nothing that the
 * token names or carries (`alg`, `jku`, `jwk`, `x5c`) is followed.
 *
 * @throws `AUTH_TOKEN_EXPIRED`, `AUTH_TOKEN_INVALID`
 */
export async function verifyToken(
  terms: TokenTerms,
  kind: TokenKind,
  token: string,
): Promise<TokenClaims> {
  // Before anything is parsed: what is parsed costs whoever parses it.
  if (token.length > terms.longestToken) {
    throw TOKEN_INVALID(`it is longer than ${terms.longestToken} characters`);
  }
  if (!isCanonical(token)) throw TOKEN_INVALID("it is not a token");
  const key = terms.keys.byId.get(keyIdOf(token));
  if (key === undefined) throw TOKEN_INVALID("no key of ours has signed it");
  try {
    const { payload } = await jwtVerify(token, key.verifies, {
      algorithms: [key.algorithm],
      typ: kind,
      issuer: terms.issuer,
      audience: [...terms.audience],
      clockTolerance: terms.leewayS,
      currentDate: now(),
      requiredClaims: ["sub", "jti", "exp", "iat", "sid"],
    });
    return checked(payload);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Base64 can say the same bytes in several ways; a token has one, so that it cannot pass for another. */
function isCanonical(token: string): boolean {
  const [, signature] = /^[\w-]+\.[\w-]+\.([\w-]+)$/.exec(token) ?? [];
  if (signature === undefined) return false;
  return Buffer.from(signature, "base64url").toString("base64url") === signature;
}

function keyIdOf(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "";
  } catch {
    throw TOKEN_INVALID("it is not a token");
  }
}

/** A claim of the right name and the wrong type is a forged one, or one of somebody else's. */
function checked(payload: JWTPayload): TokenClaims {
  const { sub, jti, sid, scope = "" } = payload;
  const isText = [sub, jti, sid, scope].every((claim) => typeof claim === "string");
  if (!isText || sub === "") throw TOKEN_INVALID("a claim has the wrong type");
  return payload as TokenClaims;
}

const REASONS: Readonly<Record<string, string>> = {
  aud: "it is for another audience",
  iss: "it is of another issuer",
  nbf: "it does not hold yet",
  typ: "it is of another kind",
};

function refusalOf(error: unknown): Error {
  if (error instanceof errors.JWTExpired) return TOKEN_EXPIRED();
  if (error instanceof errors.JWTClaimValidationFailed) {
    return TOKEN_INVALID(REASONS[error.claim] ?? `its claim "${error.claim}" does not hold`);
  }
  if (error instanceof errors.JOSEError) return TOKEN_INVALID("its signature does not fit");
  // Not of jose: what `checked` throws, and whatever a malformed part of a token lets Node throw.
  return TOKEN_INVALID.is(error) ? error : TOKEN_INVALID("it is not a token").because(error);
}
