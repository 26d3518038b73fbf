import { defineError } from "../core/index.ts";

export const NOT_RUNNING = defineError(
  "APP_NOT_RUNNING",
  503,
  (state: string) => `The app is ${state}, so nothing can run in it.`,
  "Await `app.start()` first, and finish what runs before `app.stop()`.",
);

export const BAD_COMMAND_NAME = defineError(
  "APP_BAD_COMMAND_NAME",
  500,
  (name: string) => `${JSON.stringify(name)} cannot be the name of a command.`,
  "Use lower-case letters, digits and single `_`, `-` or `:` between words, as in `seed_data`.",
);

export const CHECK_FAILED = defineError(
  "APP_CHECK_FAILED",
  500,
  (id: string, message: string, _hint: string) => `${id}: ${message}`,
  (_id, _message, hint) => hint,
);
