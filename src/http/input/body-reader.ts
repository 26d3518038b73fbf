import type { ContentType } from "./content-type.ts";
import { BODY_ENCODING_REFUSED, BODY_TYPE_REFUSED } from "../errors.ts";
import { parseContentType } from "./content-type.ts";
import { parseQueryString } from "./query-string.ts";
import { hasBody } from "./read-bytes.ts";
import type { HttpRequest } from "./request.ts";

/** How bodies of one content type are read, before they are checked by the schema of the route. */
export interface BodyReader {
  readonly type: string;
  /** Whether numbers and booleans are written as text in it. */
  readonly from: "json" | "text";
  read(request: HttpRequest, type: ContentType): Promise<unknown>;
}

export const jsonReader: BodyReader = {
  type: "application/json",
  from: "json",
  read: (request) => request.json(),
};

export const formReader: BodyReader = {
  type: "application/x-www-form-urlencoded",
  from: "text",
  read: async (request) => parseQueryString(await request.text()),
};

export const textReader: BodyReader = {
  type: "text/plain",
  from: "json",
  read: (request) => request.text(),
};

export const bytesReader: BodyReader = {
  type: "application/octet-stream",
  from: "json",
  read: (request) => request.bytes(),
};

/** The reader for a request, from those that its route accepts; undefined where there is no body. */
export function findBodyReader(
  request: HttpRequest,
  readers: readonly BodyReader[],
): { reader: BodyReader; type: ContentType } | undefined {
  const header = request.raw.headers["content-type"];
  if (header === undefined && !hasBody(request.raw)) return undefined;
  const type = header === undefined ? undefined : parseContentType(header);
  const reader = readers.find((one) => one.type === type?.type);
  if (type === undefined || reader === undefined) {
    throw BODY_TYPE_REFUSED(
      header,
      readers.map((one) => one.type),
    );
  }
  if (type.charset !== undefined && !UTF8.includes(type.charset)) {
    throw BODY_ENCODING_REFUSED(type.charset);
  }
  return { reader, type };
}

const UTF8 = ["utf-8", "utf8", "us-ascii"];
