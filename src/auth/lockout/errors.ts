import { defineError } from "../../core/index.ts";

export const LOCKOUT_OPTION_INVALID = defineError(
  "AUTH_LOCKOUT_OPTION_INVALID",
  500,
  (what: string) => `The lockout cannot work like this: ${what}.`,
  "Correct `lockout` of auth().",
);
