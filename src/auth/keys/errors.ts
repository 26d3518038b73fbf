import { defineError } from "../../core/index.ts";

export const KEY_INVALID = defineError(
  "AUTH_KEY_INVALID",
  401,
  () => "The API key is not accepted.",
  "It is unknown, revoked or over, or its owner is not active; which of them, only the log says.",
);

export const NO_KEYS = defineError(
  "AUTH_NO_KEYS",
  500,
  (what: string) => `${what} needs API keys, and this app does not have any.`,
  "Give `apiKeys: true` to auth().",
);

export const KEY_OPTION_INVALID = defineError(
  "AUTH_KEY_OPTION_INVALID",
  500,
  (what: string) => `API keys cannot be made like this: ${what}.`,
  "Correct `apiKeys` of auth(), or what createApiKey() is given.",
);
