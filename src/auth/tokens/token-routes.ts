import { now, QuintetError } from "../../core/index.ts";
import {
  get,
  type Group,
  group,
  type HttpRequest,
  post,
  problemBody,
  respond,
} from "../../http/index.ts";
import { shape, text } from "../../schema/index.ts";
import { tellAuth, userSignedIn } from "../auth-events.ts";
import { BAD_CREDENTIALS } from "../errors.ts";
import { proveUser } from "../sessions/sign-in.ts";
import { whileUnchanged } from "../sessions/while-unchanged.ts";
import {
  SCOPE_UNKNOWN,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_REUSED,
  USER_INACTIVE,
} from "./errors.ts";
import { type TokenClient, type TokenPair, tokensFor } from "./tokens.ts";

export interface TokenRouteOptions {
  /** What stands before `/token`. Default `""`. */
  readonly prefix?: string;
  /** Where the public keys are. Default `"/.well-known/jwks.json"`; `false` for nowhere. */
  readonly jwks?: string | false;
}

const FORM_OR_JSON = ["application/x-www-form-urlencoded", "application/json"];
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };
/** Longer ones are refused by the body's check, before anybody parses them. */
const token = () => text({ min: 1, max: 16_384 }).secret();
const scope = () => text({ max: 2_000 }).optional();

const Grant = shape({
  grant_type: text({ max: 50 }).default("password"),
  username: text({ max: 320 }).optional(),
  password: text({ max: 4_096 }).secret().optional(),
  refresh_token: token().optional(),
  scope: scope(),
  client_id: text({ max: 200 }).optional(),
  client_secret: text({ max: 200 }).secret().optional(),
});
const Refresh = shape({ refresh_token: token(), scope: scope() });
const Revoke = shape({ token: token(), token_type_hint: text({ max: 50 }).optional() });

/**
 * The endpoints of tokens, for the `routes` of a module: `POST /token` (OAuth2: password and refresh_token),
 * `POST /token/refresh`, `POST /token/revoke` (RFC 7009) and the public keys.
 *
 * They take forms and JSON, and answer errors as OAuth2 does: `{ "error": "invalid_grant", … }`.
 *
 * @example
 * module("api", { routes: [tokenRoutes({ prefix: "/api" })] })
 */
export function tokenRoutes({
  prefix = "",
  jwks = "/.well-known/jwks.json",
}: TokenRouteOptions = {}): Group {
  const common = { accepts: FORM_OR_JSON, tags: ["auth"] };
  const members = [
    post("/token", { ...common, body: Grant, summary: "Get tokens" }, ({ body, request }) =>
      answered(request, () => byGrant(body, request)),
    ),
    post(
      "/token/refresh",
      { ...common, body: Refresh, summary: "Redeem a refresh token" },
      ({ body, request }) =>
        answered(request, () => redeemed(body.refresh_token, body.scope, request)),
    ),
    post(
      "/token/revoke",
      { ...common, body: Revoke, summary: "End a token and all that follow from its sign-in" },
      async ({ body }) => {
        await tokensFor("Revoking a token").revoke(body.token);
        return respond({}, { headers: NO_STORE });
      },
    ),
  ];
  const routes = group(prefix, { renderProblem: oauthProblem }, members);
  return group("", { public: true }, jwks === false ? [routes] : [routes, publicKeys(jwks)]);
}

function publicKeys(path: string) {
  return get(path, { summary: "The public keys of tokens", tags: ["auth"] }, () => {
    const { keys } = tokensFor("The list of public keys").settings.terms.keys.jwks;
    return respond({ keys }, { headers: { "cache-control": "public, max-age=300" } });
  });
}

async function byGrant(body: (typeof Grant)["~out"], request: HttpRequest): Promise<TokenPair> {
  const { grant_type: kind, username, password, refresh_token: refresh } = body;
  if (kind === "refresh_token") {
    if (refresh === undefined)
      throw new OAuthError("invalid_request", "There is no refresh_token.");
    return redeemed(refresh, body.scope, request);
  }
  if (kind !== "password") {
    throw new OAuthError("unsupported_grant_type", "Possible are password and refresh_token.");
  }
  if (username === undefined || password === undefined) {
    throw new OAuthError("invalid_request", "There must be a username and a password.");
  }
  const user = await proveUser(request, { name: username, password });
  const pair = await whileUnchanged(user, async () => {
    user.lastLogin = now();
    await user.save();
    return tokensFor("Signing in").issue(user, clientOf(request, body.scope));
  });
  await tellAuth(userSignedIn, { user: user.id, address: request.address, by: "token" });
  return pair;
}

function redeemed(
  refreshToken: string,
  wanted: string | undefined,
  request: HttpRequest,
): Promise<TokenPair> {
  return tokensFor("Redeeming a token").redeem(refreshToken, clientOf(request, wanted));
}

function clientOf(request: HttpRequest, wanted: string | undefined): TokenClient {
  return {
    scopes: wanted?.split(" ").filter((one) => one !== ""),
    address: request.address,
    agent: request.header("user-agent") ?? "",
  };
}

/** Errors that the protocol has no word of its own for (RFC 6749, 5.2). */
const oauthProblem = problemBody(
  {
    error: text(),
    error_description: text().optional(),
    code: text().optional(),
    request_id: text().optional(),
  },
  ({ status, code, detail, problems, request_id: requestId }) => ({
    error: status < 500 ? "invalid_request" : "server_error",
    error_description:
      problems?.map(({ path, message }) => `${path} ${message}`).join("; ") ?? detail,
    code,
    request_id: requestId as string | undefined,
  }),
);

/** What the protocol has a word for and the framework has none. */
class OAuthError extends Error {
  readonly word: string;

  constructor(word: string, description: string) {
    super(description);
    this.word = word;
  }
}

const WORDS = [
  [BAD_CREDENTIALS, "invalid_grant"],
  [TOKEN_INVALID, "invalid_grant"],
  [TOKEN_EXPIRED, "invalid_grant"],
  [TOKEN_REUSED, "invalid_grant"],
  [USER_INACTIVE, "invalid_grant"],
  [SCOPE_UNKNOWN, "invalid_scope"],
] as const;

async function answered(request: HttpRequest, work: () => Promise<TokenPair>) {
  try {
    const { accessToken, refreshToken, expiresIn, scopes } = await work();
    const body = {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: expiresIn,
      refresh_token: refreshToken,
      scope: scopes.join(" "),
    };
    return respond(body, { headers: NO_STORE });
  } catch (error) {
    const word =
      error instanceof OAuthError ? error.word : WORDS.find(([kind]) => kind.is(error))?.[1];
    if (word === undefined) throw error;
    const code = error instanceof QuintetError ? error.code : undefined;
    const { message } = error as Error;
    const body = { error: word, error_description: message, code, request_id: request.id };
    return respond(body, { status: 400, headers: NO_STORE });
  }
}
