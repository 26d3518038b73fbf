import { QuintetError } from "../../core/index.ts";
import {
  type Group,
  group,
  type HttpRequest,
  post,
  problemBody,
  respond,
} from "../../http/index.ts";
import { shape, text } from "../../schema/index.ts";
import { BAD_CREDENTIALS } from "../errors.ts";
import {
  SCOPE_UNKNOWN,
  TOKEN_EXPIRED,
  TOKEN_INVALID,
  TOKEN_REUSED,
  USER_INACTIVE,
} from "./errors.ts";
import { grantByPassword, NO_STORE, redeem, revoke, scope, token } from "./token-grants.ts";
import type { TokenPair } from "./tokens.ts";

const FORM_OR_JSON = ["application/x-www-form-urlencoded", "application/json"];
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

/** The endpoints of OAuth2 (RFC 6749 and 7009): forms and JSON, and errors as `{ "error": "invalid_grant", … }`. */
export function oauthTokenRoutes(): Group {
  const common = { accepts: FORM_OR_JSON, tags: ["auth"] };
  return group("", { renderProblem: oauthProblem }, [
    post("/token", { ...common, body: Grant, summary: "Get tokens" }, ({ body, request }) =>
      answered(request, () => byGrant(body, request)),
    ),
    post(
      "/token/refresh",
      { ...common, body: Refresh, summary: "Redeem a refresh token" },
      ({ body, request }) =>
        answered(request, () => redeem(body.refresh_token, body.scope, request)),
    ),
    post(
      "/token/revoke",
      { ...common, body: Revoke, summary: "End a token and all that follow from its sign-in" },
      async ({ body }) => {
        await revoke(body.token);
        return respond({}, { headers: NO_STORE });
      },
    ),
  ]);
}

async function byGrant(body: (typeof Grant)["~out"], request: HttpRequest): Promise<TokenPair> {
  const { grant_type: kind, username, password, refresh_token: refresh } = body;
  if (kind === "refresh_token") {
    if (refresh === undefined)
      throw new OAuthError("invalid_request", "There is no refresh_token.");
    return redeem(refresh, body.scope, request);
  }
  if (kind !== "password") {
    throw new OAuthError("unsupported_grant_type", "Possible are password and refresh_token.");
  }
  if (username === undefined || password === undefined) {
    throw new OAuthError("invalid_request", "There must be a username and a password.");
  }
  return grantByPassword({ username, password, scope: body.scope }, request);
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
