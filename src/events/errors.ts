import { defineError } from "../core/index.ts";

export const NO_HUB = defineError(
  "EVENTS_NO_HUB",
  500,
  (signal: string) => `The signal "${signal}" was sent outside of an app: nobody can receive it.`,
  "Send it within `app.run(…)`, or within `currentEvents.run(new Events(), …)`.",
);

export const SUBSCRIBED_TWICE = defineError(
  "EVENTS_SUBSCRIBED_TWICE",
  500,
  (receiver: string) => `The receiver "${receiver}" is subscribed already.`,
  "List it in one module only; to run something twice, make two receivers.",
);

export const WRONG_PHASE = defineError(
  "EVENTS_WRONG_PHASE",
  500,
  (signal: string, when: string) =>
    `The signal "${signal}" comes before the write, so nothing can receive it "${when}".`,
  "Leave `when` out, or receive the signal that comes after the write.",
);

export const BAD_CONCURRENCY = defineError(
  "EVENTS_BAD_CONCURRENCY",
  500,
  (receiver: string, value: number) => `The receiver "${receiver}" has the concurrency ${value}.`,
  "Give a whole number from 1 up.",
);
