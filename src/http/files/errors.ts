import { defineError, didYouMean } from "../../core/index.ts";

export const RANGE_REFUSED = defineError(
  "HTTP_RANGE_REFUSED",
  416,
  (range: string) => `The range ${JSON.stringify(range.slice(0, 100))} is not in the file.`,
  "Ask for bytes that the file has; Content-Range says how many.",
);

export const FILE_PRECONDITION = defineError(
  "HTTP_PRECONDITION_FAILED",
  412,
  () => "The file has changed since.",
  "Read it again.",
);

export const STATIC_INVALID = defineError(
  "HTTP_STATIC_INVALID",
  500,
  (folder: string, what: string) => `The static files in ${folder} cannot be used: ${what}.`,
  "Correct the options of staticFiles() or collectStatic().",
);

export const ASSET_NOT_FOUND = defineError(
  "HTTP_ASSET_NOT_FOUND",
  500,
  (name: string, known: readonly string[]) =>
    `There is no static file "${name}".${didYouMean(name, known)}`,
  "Name it by its path below the folder; run collectStatic() again if it is new.",
);
