import { defineError } from "../../core/index.ts";

export const RATE_INVALID = defineError(
  "API_RATE_INVALID",
  500,
  (rate: unknown) => `${JSON.stringify(rate)} is not a rate.`,
  'Write how many and in what time: "100/h", "10/s", "5/15m" or "1000/d".',
);

export const THROTTLE_OPTION_INVALID = defineError(
  "API_THROTTLE_OPTION_INVALID",
  500,
  (what: string) => `throttle() cannot work like this: ${what}.`,
  "Correct the options where throttle() is called.",
);

export const THROTTLED = defineError(
  "API_THROTTLED",
  429,
  (rate: string, retryAfterS: number) =>
    `More than ${rate} is not possible. Try again in ${retryAfterS} s.`,
  "Wait as long as Retry-After says.",
);
