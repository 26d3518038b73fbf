import { type Identity, QuintetError } from "../../core/index.ts";
import type { HttpRequest } from "../../http/index.ts";
import type { Authenticator } from "../authenticator.ts";
import type { ApiKeys } from "../keys/api-keys.ts";
import { TOKEN_INVALID } from "./errors.ts";
import { challenged } from "./scopes.ts";
import type { Tokens } from "./tokens.ts";

const SCHEME = /^bearer(?:\s|$)/i;
/** RFC 6750, 2.1: one token and nothing else. */
const CREDENTIALS = /^bearer +([\w\-.~+/]+=*) *$/i;

/** Reads `Authorization: Bearer …`: an access token, or an API key where there are such. */
export function bearer(tokens: Tokens | undefined, keys: ApiKeys | undefined): Authenticator {
  const identify = (token: string): Identity | Promise<Identity> => {
    if (keys?.isKey(token)) return keys.identify(token);
    if (tokens === undefined) throw TOKEN_INVALID("this app gives no tokens");
    return tokens.identify(token);
  };
  return {
    name: "bearer",
    claims: ({ headers: { authorization } }) =>
      authorization !== undefined && SCHEME.test(authorization),
    identify: ({ headers: { authorization = "" } }: HttpRequest) => {
      try {
        const token = CREDENTIALS.exec(authorization)?.[1];
        if (token === undefined) throw TOKEN_INVALID("the header is not `Bearer` and one token");
        const found = identify(token);
        return found instanceof Promise ? found.catch(refuse) : found;
      } catch (error) {
        return refuse(error);
      }
    },
  };
}

function refuse(error: unknown): never {
  if (!(error instanceof QuintetError) || error.status !== 401) throw error;
  throw challenged(error, "invalid_token");
}
