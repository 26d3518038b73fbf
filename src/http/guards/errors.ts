import { defineError } from "../../core/index.ts";

export const GUARD_OPTION_INVALID = defineError(
  "HTTP_GUARD_OPTION_INVALID",
  500,
  (option: string, what: string) => `The options of ${option} cannot be used: ${what}.`,
  "Correct them where they are given; the guides say what each takes.",
);

export const HOST_REFUSED = defineError(
  "HTTP_HOST_REFUSED",
  400,
  (host: string) => `The host ${JSON.stringify(host.slice(0, 100))} is not served here.`,
  "Add the name to `allowedHosts` of http() if it is yours.",
);

export const ORIGIN_REFUSED = defineError(
  "HTTP_ORIGIN_REFUSED",
  403,
  (origin: string) => `Pages of ${JSON.stringify(origin.slice(0, 100))} may not ask for this.`,
  "Add the origin to `cors.origins` of http() if it is to be trusted.",
);

export const HTTPS_REQUIRED = defineError(
  "HTTP_HTTPS_REQUIRED",
  403,
  (method: string) => `A ${method} request came over plain HTTP.`,
  "Use https://. Only reading requests are redirected: the body of this one has been sent in the clear already.",
);
