import type { Binding } from "../core/index.ts";
import type { Group } from "../http/index.ts";
import type { AuthModels } from "./auth-models.ts";
import type { Authenticator } from "./authenticator.ts";
import { basic, type BasicOptions } from "./keys/basic.ts";
import { type ApiKeyOptions, ApiKeys, currentApiKeys } from "./keys/api-keys.ts";
import { keyEndpoints } from "./keys/key-endpoints.ts";
import { keyHeader } from "./keys/key-header.ts";
import { keyPages } from "./keys/key-pages.ts";
import { currentLockout, Lockout } from "./lockout/lockout.ts";
import { type LockoutOptions, lockoutRules } from "./lockout/lockout-options.ts";
import { bearer } from "./tokens/bearer.ts";
import { type TokenOptions, tokenSettings } from "./tokens/token-options.ts";
import { currentTokens, Tokens } from "./tokens/tokens.ts";

/** How programs say who they are, and how those who guess are slowed down. */
export interface CredentialOptions {
  /** Access and refresh tokens (JWT); their endpoints are `tokenRoutes()`. Default: none. */
  readonly tokens?: TokenOptions;
  /** Keys for programs. Default: none. */
  readonly apiKeys?: boolean | ApiKeyOptions;
  /** HTTP Basic with name and password, for machines. Default: not taken. */
  readonly basic?: boolean | BasicOptions;
  /** How guessing is slowed down. */
  readonly lockout?: LockoutOptions;
}

/** The names of the options, for "did you mean". */
export const CREDENTIAL_OPTIONS: readonly string[] = ["tokens", "apiKeys", "basic", "lockout"];

/** What is made of the options, once for each `auth()`. */
export interface Credentials {
  readonly authenticators: readonly Authenticator[];
  /** For one app: apps share no counts of failures. */
  readonly bindings: () => readonly Binding[];
  /** Of API keys, where there are such. */
  readonly routes: readonly Group[];
}

/** @throws `AUTH_TOKEN_OPTION_INVALID`, `AUTH_KEY_OPTION_INVALID`, `AUTH_LOCKOUT_OPTION_INVALID` */
export function credentials(
  options: CredentialOptions,
  models: AuthModels,
  places: { readonly endpoints: string | false; readonly pages: string | false },
): Credentials {
  // Bad options are told at once, not when the app starts.
  lockoutRules(options.lockout);
  const tokens = options.tokens && new Tokens(tokenSettings(options.tokens), models);
  const keys = apiKeys(options, models);
  const basicOptions = options.basic === true ? {} : options.basic || undefined;
  return {
    authenticators: [
      ...(tokens || keys ? [bearer(tokens, keys)] : []),
      ...(keys ? [keyHeader(keys)] : []),
      ...(basicOptions ? [basic(basicOptions)] : []),
    ],
    routes: keys ? [...keyEndpoints(places.endpoints, models), ...keyPages(places.pages)] : [],
    bindings: () => [
      currentLockout.as(new Lockout(options.lockout)),
      ...(tokens ? [currentTokens.as(tokens)] : []),
      ...(keys ? [currentApiKeys.as(keys)] : []),
    ],
  };
}

function apiKeys(options: CredentialOptions, models: AuthModels): ApiKeys | undefined {
  if (options.apiKeys === undefined || options.apiKeys === false) return undefined;
  const given = options.apiKeys === true ? {} : options.apiKeys;
  return new ApiKeys(models.ApiKey, { scopes: options.tokens?.scopes ?? {}, ...given });
}
