import { defineError } from "../../core/index.ts";

export const UPLOAD_TOO_LARGE = defineError(
  "HTTP_UPLOAD_TOO_LARGE",
  413,
  (what: string) => `The form is too large: ${what}.`,
  "Send less, or raise the limit in `uploads` of the route.",
);

export const UPLOAD_INVALID = defineError(
  "HTTP_UPLOAD_INVALID",
  400,
  (what: string) => `The multipart body cannot be read: ${what}.`,
  "Send multipart/form-data as browsers do, with a boundary and a name for each part.",
);

export const UPLOAD_GONE = defineError(
  "HTTP_UPLOAD_GONE",
  500,
  (name: string) => `The uploaded file ${JSON.stringify(name)} is not there any more.`,
  "Uploads are deleted when the request is over: `save` what is to stay, before the handler ends.",
);

export const UPLOAD_EXISTS = defineError(
  "HTTP_UPLOAD_EXISTS",
  409,
  (path: string) => `There is a file at ${path} already.`,
  "Save under a name of your own making, or with `{ overwrite: true }`.",
);
