import { defineError } from "../../core/index.ts";

export const COOKIE_INVALID = defineError(
  "HTTP_COOKIE_INVALID",
  500,
  (name: string, what: string) => `The cookie ${JSON.stringify(name)} cannot be set: ${what}.`,
  "Correct its options where it is declared.",
);

export const COOKIE_TOO_LARGE = defineError(
  "HTTP_COOKIE_TOO_LARGE",
  500,
  (name: string, bytes: number) =>
    `The cookie "${name}" would have ${bytes} bytes; browsers drop those of more than 4096.`,
  "Keep the data on the server and put its key into the cookie.",
);

export const NO_KEYS = defineError(
  "HTTP_NO_KEYS",
  500,
  (what: string) => `${what} needs secret keys, and this app has none.`,
  "Set `keys` of http(): unguessable texts of 32 characters or more, the newest first.",
);
