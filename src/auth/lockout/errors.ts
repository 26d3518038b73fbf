import { defineError } from "../../core/index.ts";

export const LOCKOUT_OPTION_INVALID = defineError(
  "AUTH_LOCKOUT_OPTION_INVALID",
  500,
  (what: string) => `The lockout cannot work like this: ${what}.`,
  "Correct `lockout` of auth().",
);

export const TOO_MANY_ATTEMPTS = defineError(
  "AUTH_TOO_MANY_ATTEMPTS",
  429,
  (retryAfterS: number) => `Too many attempts. Try again in ${retryAfterS} s.`,
  "Wait as long as Retry-After says; `currentLockout.get().unlock(account)` lets somebody in before.",
);
