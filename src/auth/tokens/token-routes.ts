import { get, type Group, group, respond } from "../../http/index.ts";
import { oauthTokenRoutes } from "./oauth-token-routes.ts";
import { simpleTokenRoutes } from "./simple-token-routes.ts";
import { tokensFor } from "./tokens.ts";

export interface TokenRouteOptions {
  /** What stands before `/token`. Default `""`. */
  readonly prefix?: string;
  /** Where the public keys are. Default `"/.well-known/jwks.json"`; `false` for nowhere. */
  readonly jwks?: string | false;
  /**
   * What bodies look like. `"oauth2"`, the default, has `access_token` and `refresh_token`, and the errors of
   * RFC 6749; `"simple"` has `{ access, refresh }`, as Django's Simple JWT, and the problems of the app.
   */
  readonly format?: "oauth2" | "simple";
}

/**
 * The endpoints of tokens, for the `routes` of a module: `POST /token` for a name and a password,
 * `POST /token/refresh`, `POST /token/revoke`, and the public keys.
 *
 * @example
 * module("api", { routes: [tokenRoutes({ prefix: "/api" })] })
 */
export function tokenRoutes({
  prefix = "",
  jwks = "/.well-known/jwks.json",
  format = "oauth2",
}: TokenRouteOptions = {}): Group {
  const routes = group(
    prefix,
    {},
    format === "simple" ? simpleTokenRoutes() : [oauthTokenRoutes()],
  );
  // The body says all. Clients send the token that they want to renew along with it, and it may be over.
  return group(
    "",
    { public: true, authenticate: false },
    jwks === false ? [routes] : [routes, publicKeys(jwks)],
  );
}

function publicKeys(path: string) {
  return get(path, { summary: "The public keys of tokens", tags: ["auth"] }, () => {
    const { keys } = tokensFor("The list of public keys").settings.terms.keys.jwks;
    return respond({ keys }, { headers: { "cache-control": "public, max-age=300" } });
  });
}
