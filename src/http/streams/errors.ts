import { defineError } from "../../core/index.ts";

export const EVENT_INVALID = defineError(
  "HTTP_EVENT_INVALID",
  500,
  (part: string, value: string) =>
    `${JSON.stringify(value.slice(0, 100))} cannot be the ${part} of a server-sent event: it would end the line.`,
  "Leave line ends and NUL out of `id` and `event`; data may have them.",
);
