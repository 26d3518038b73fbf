import { defineError } from "../../core/index.ts";

export const VERSION_UNSUPPORTED = defineError(
  "API_VERSION_UNSUPPORTED",
  400,
  (given: string, allowed: readonly string[]) =>
    `There is no version ${JSON.stringify(given.slice(0, 40))}, only ${allowed.join(", ")}.`,
  "Ask for one of the versions that the message names.",
);

export const VERSION_CLASH = defineError(
  "API_VERSION_CLASH",
  400,
  (path: string, header: string) =>
    `The address is that of version ${path}, and the header asks for ${JSON.stringify(header.slice(0, 40))}.`,
  "Name the version in the address or in the header, or the same one in both.",
);

export const VERSIONS_INVALID = defineError(
  "API_VERSIONS_INVALID",
  500,
  (what: string) => `versioned() cannot work like this: ${what}.`,
  "Correct the options where versioned() is called.",
);
