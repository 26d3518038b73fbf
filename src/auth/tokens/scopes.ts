import type { Identity, QuintetError } from "../../core/index.ts";
import { HttpError, type RequestRoute } from "../../http/index.ts";
import { SIGN_IN_REQUIRED } from "../errors.ts";
import { SCOPE_MISSING } from "./errors.ts";

const wanted = new WeakMap<RequestRoute, readonly string[]>();

/**
 * Refuses those who are not signed in, and tokens and keys that were not given for what the route wants.
 *
 * @throws `AUTH_SIGN_IN_REQUIRED` (401), `AUTH_SCOPE_MISSING` (403) with `WWW-Authenticate: Bearer error="insufficient_scope"`
 */
export function checkScopes(route: RequestRoute, user: Identity): void {
  const scopes = scopesOf(route);
  if (scopes.length === 0) return;
  if (!user.isSignedIn) throw challenged(SIGN_IN_REQUIRED(), undefined, scopes);
  if (user.scopes === undefined) return;
  const missing = scopes.filter((scope) => !user.scopes!.has(scope));
  if (missing.length === 0) return;
  throw challenged(SCOPE_MISSING(missing), "insufficient_scope", scopes);
}

/** Those of a route and its groups. */
export function scopesOf(route: RequestRoute): readonly string[] {
  let scopes = wanted.get(route);
  if (scopes === undefined) {
    scopes = [...new Set(route.layers.flatMap((layer) => layer.scopes ?? []))];
    wanted.set(route, scopes);
  }
  return scopes;
}

/** The same error, telling a client how to do it right (RFC 6750, 3). */
export function challenged(
  { code, status, message, cause }: QuintetError,
  error?: "invalid_token" | "insufficient_scope",
  scopes: readonly string[] = [],
): HttpError {
  const parts = [
    ...(error === undefined ? [] : [`error="${error}"`]),
    ...(scopes.length === 0 ? [] : [`scope="${scopes.join(" ")}"`]),
  ];
  const headers = { "www-authenticate": ["Bearer", parts.join(", ")].join(" ").trim() };
  const made = new HttpError(code, status, message, headers);
  return cause === undefined ? made : made.because(cause);
}
