import { post, respond } from "../../http/index.ts";
import { shape, text } from "../../schema/index.ts";
import { grantByPassword, NO_STORE, redeem, revoke, scope, token } from "./token-grants.ts";
import type { TokenPair } from "./tokens.ts";

const Credentials = shape({
  username: text({ max: 320 }),
  password: text({ max: 4_096 }).secret(),
  scope: scope(),
});
const Pair = shape({ access: text(), refresh: text() });

/** `{ access, refresh }`, as clients of Django's Simple JWT know it; problems are those of the app. */
export function simpleTokenRoutes() {
  const common = { tags: ["auth"] };
  return [
    post(
      "/token",
      { ...common, body: Credentials, response: Pair, errors: [401, 429], summary: "Get tokens" },
      async ({ body, request }) => shown(await grantByPassword(body, request)),
    ),
    post(
      "/token/refresh",
      {
        ...common,
        body: { refresh: token(), scope: scope() },
        response: Pair,
        errors: [401],
        summary: "Redeem a refresh token",
      },
      async ({ body, request }) => shown(await redeem(body.refresh, body.scope, request)),
    ),
    post(
      "/token/revoke",
      {
        ...common,
        body: { refresh: token() },
        status: 204,
        summary: "End a token and all that follow from its sign-in",
      },
      ({ body }) => revoke(body.refresh),
    ),
  ];
}

function shown({ accessToken, refreshToken }: TokenPair) {
  return respond({ access: accessToken, refresh: refreshToken }, { headers: NO_STORE });
}
