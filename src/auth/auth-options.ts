import { milliseconds, type Duration } from "../core/index.ts";
import { didYouMean } from "../core/index.ts";
import { cookie, type Cookie } from "../http/index.ts";
import { authModels, type AuthModels } from "./auth-models.ts";
import { CREDENTIAL_OPTIONS, type CredentialOptions } from "./credentials.ts";
import { OPTION_INVALID } from "./errors.ts";
import { consoleMailer, type Mailer } from "./mailer.ts";
import {
  passwordSettings,
  type PasswordOptions,
  type PasswordSettings,
} from "./passwords/password-rules.ts";
import { type SignUpFields, signUpFields } from "./recovery/sign-up-fields.ts";
import type { SessionStore } from "./sessions/session-store.ts";
import { sqlSessions } from "./sessions/sql-sessions.ts";
import { User, type UserModel } from "./users/user-model.ts";

export interface SessionOptions {
  /** A session that is not used for so long is over. Default `"7d"`. */
  readonly idle?: Duration;
  /** A session is over after so long whatever happens. Default `"30d"`. */
  readonly absolute?: Duration;
  /** So long after the password was given, `signedIn: "fresh"` lets in. Default `"15m"`. */
  readonly fresh?: Duration;
  /** Name of the cookie; over HTTPS `__Host-` stands before it. Default `"session"`. */
  readonly cookie?: string;
  /** Default `"lax"`. */
  readonly sameSite?: "strict" | "lax";
  /** Where they are kept. Default: in the app's database; else `redisSessions(client)`, `memorySessions()`. */
  readonly store?: SessionStore;
}

export interface AuthOptions extends CredentialOptions {
  /** Default `User`; your own is made of `userModel()`. */
  readonly user?: UserModel;
  readonly sessions?: SessionOptions;
  readonly passwords?: PasswordOptions;
  /**
   * Whether everybody may open an account. Default false. A list names fields of your own user model that are
   * asked for besides name, address and password: `["company"]`.
   */
  readonly signUp?: boolean | readonly string[];
  /** Whether an address must be confirmed before its owner may sign in. Default true. */
  readonly verifyEmail?: boolean;
  /** Default: mails are written into the log. */
  readonly mailer?: Mailer;
  /**
   * Where links in mails lead, as in `"https://example.com"`. Default: where the server listens. Never what a
   * request says of its host, which is the sender's word.
   */
  readonly origin?: string;
  /** Origins of other sites of yours whose pages may send forms to this app. */
  readonly trustedOrigins?: readonly string[];
  /** What a route is that does not say whom it is for. Default `"refuse"`: the app does not start. */
  readonly defaultAccess?: "refuse" | "signedIn" | "public";
  /** Where the pages are. Default `"/account"`; `false` for none. */
  readonly pages?: string | false;
  /** Where the JSON endpoints are. Default `"/auth"`; `false` for none. */
  readonly endpoints?: string | false;
}

/** The options with their defaults, and what is made of them. */
export interface AuthSettings {
  readonly models: AuthModels;
  readonly sessions: SessionSettings;
  readonly passwords: PasswordSettings;
  readonly signUp: boolean;
  /** Those of the user model that are asked for besides name, address and password. */
  readonly signUpFields: SignUpFields;
  readonly verifyEmail: boolean;
  readonly mailer: Mailer;
  readonly origin: string | undefined;
  readonly trustedHosts: ReadonlySet<string>;
  readonly defaultAccess: "refuse" | "signedIn" | "public";
  readonly pages: string | false;
  readonly endpoints: string | false;
}

export interface SessionSettings {
  readonly idleMs: number;
  readonly absoluteMs: number;
  readonly freshMs: number;
  readonly cookie: Cookie;
  readonly store: SessionStore;
}

/** The names of the options, for "did you mean". */
const OPTIONS = [
  "user",
  "sessions",
  "passwords",
  "signUp",
  "verifyEmail",
  "mailer",
  "origin",
  "trustedOrigins",
  "defaultAccess",
  "pages",
  "endpoints",
  ...CREDENTIAL_OPTIONS,
];

/** @throws `AUTH_OPTION_INVALID`, `CORE_BAD_DURATION` */
export function authSettings(options: AuthOptions): AuthSettings {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw OPTION_INVALID(unknown, `there is no such option.${didYouMean(unknown, OPTIONS)}`);
  }
  const { origin, trustedOrigins = [], pages = "/account", endpoints = "/auth" } = options;
  const { signUp = false } = options;
  const models = authModels(options.user ?? User);
  return {
    models,
    sessions: sessionSettings(options.sessions ?? {}, models),
    passwords: passwordSettings(options.passwords ?? {}),
    signUp: signUp !== false,
    signUpFields: signUpFields(signUp === true || signUp === false ? [] : signUp, models.User),
    verifyEmail: options.verifyEmail ?? true,
    mailer: options.mailer ?? consoleMailer,
    origin: origin === undefined ? undefined : urlOf("origin", origin).origin,
    trustedHosts: new Set(trustedOrigins.map((one) => urlOf("trustedOrigins", one).host)),
    defaultAccess: options.defaultAccess ?? "refuse",
    pages,
    endpoints,
  };
}

function sessionSettings(options: SessionOptions, { Session }: AuthModels): SessionSettings {
  const { idle = "7d", absolute = "30d", fresh = "15m", sameSite = "lax" } = options;
  const idleMs = milliseconds(idle);
  const absoluteMs = milliseconds(absolute);
  if (absoluteMs < idleMs) {
    throw OPTION_INVALID("sessions", `idle is ${idle}, and absolute only ${absolute}`);
  }
  const name = options.cookie ?? "session";
  return {
    idleMs,
    absoluteMs,
    freshMs: milliseconds(fresh),
    cookie: cookie(name, { maxAge: absolute, sameSite }),
    store: options.store ?? sqlSessions(Session),
  };
}

function urlOf(option: string, text: string): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw OPTION_INVALID(
      option,
      `${JSON.stringify(text)} is no origin such as "https://example.com"`,
    );
  }
  return url;
}
