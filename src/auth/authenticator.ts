import type { Identity } from "../core/index.ts";
import type { HttpRequest } from "../http/index.ts";

declare module "../app/index.ts" {
  interface ModuleParts {
    /** Ways to tell who asks, besides the session cookie, which is looked at last. */
    readonly authenticators?: readonly Authenticator[];
  }
}

/**
 * A way to tell who asks by something that a browser does not send by itself: a header with a token or a key.
 *
 * Requests that it claims need no CSRF token, and no cookie of theirs is looked at.
 */
export interface Authenticator {
  readonly name: string;
  /** Whether the request holds what this one reads, right or wrong. */
  claims(request: HttpRequest): boolean;
  /** @throws a 401 for what is wrong */
  identify(request: HttpRequest): Identity | Promise<Identity>;
}
