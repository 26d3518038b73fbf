import type { Readable } from "node:stream";
import { RESPONSE_INVALID } from "../errors.ts";

/** What is sent: text and bytes at once, the others piece by piece, at the pace of the client. */
export type ResponseBody =
  | string
  | Uint8Array
  | Readable
  | AsyncIterable<string | Uint8Array>
  | undefined;

export type HeaderValue = string | string[];

const NO_DEFAULTS: HttpResponse["defaults"] = Object.freeze([]);

/** An answer on its way out. Middleware may change all of it until it is sent. */
export class HttpResponse {
  status: number;
  /** By lower-case name. */
  readonly headers: Record<string, HeaderValue>;
  body: ResponseBody;
  /** Sent besides where `headers` has none of the name: what the handler has said itself stays. */
  defaults: readonly (readonly [name: string, value: string])[] = NO_DEFAULTS;
  /** What was thrown, where this is the answer to an error. */
  error: unknown;

  constructor(status: number, body?: ResponseBody, headers: Record<string, HeaderValue> = {}) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.error = undefined;
  }

  /** Sets a header, in place of what it was. */
  header(name: string, value: HeaderValue | number): this {
    this.headers[name.toLowerCase()] = typeof value === "number" ? String(value) : value;
    return this;
  }

  /** Adds a value to a header: a line of its own for `set-cookie`, after a comma for others. */
  append(name: string, value: string): this {
    const key = name.toLowerCase();
    const had = this.headers[key];
    if (had === undefined) this.headers[key] = value;
    else if (key === "set-cookie") this.headers[key] = [had, value].flat();
    else this.headers[key] = `${[had].flat().join(", ")}, ${value}`;
    return this;
  }

  /** The value of a header, several lines of it joined by a comma. */
  find(name: string): string | undefined {
    const value = this.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(", ") : value;
  }

  remove(name: string): this {
    delete this.headers[name.toLowerCase()];
    return this;
  }
}

/** Values that know what answer they make: `html`, forms and others have a method of this name. */
export const asResponse: unique symbol = Symbol.for("quintet.response") as never;

/** A value that a handler may return because it makes an answer by itself. */
export interface Respondable {
  [asResponse](): HttpResponse;
}

export interface RespondOptions {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, HeaderValue>>;
  /** The Content-Type. Default: by the body, as for what a handler returns. */
  readonly type?: string;
}

/**
 * Makes an answer with its own status or headers.
 *
 * @param body As what a handler returns: an object becomes JSON, a text `text/plain`.
 * @example
 * return respond(report, { status: 202, headers: { location: url(showReport, report) } });
 */
export function respond(body?: unknown, options: RespondOptions = {}): HttpResponse {
  const response = toResponse(body, options.status ?? 200);
  if (options.status !== undefined) response.status = options.status;
  for (const [name, value] of Object.entries(options.headers ?? {})) response.header(name, value);
  if (options.type !== undefined) response.header("content-type", options.type);
  return response;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Sends the client elsewhere.
 *
 * Never give it an address that a visitor has written without looking at its host first.
 *
 * @param status 303 by default: whatever was sent, the next request is a GET. 308 keeps method and body.
 * @throws `HTTP_RESPONSE_INVALID`
 */
export function redirect(location: string | URL, status = 303): HttpResponse {
  if (!REDIRECTS.includes(status)) {
    throw RESPONSE_INVALID(`the status ${status}, which is no redirect`);
  }
  // Spaces, controls and other letters are escaped; what is escaped already stays.
  const address = String(location).replaceAll(/[^\x21-\x7e]|["<>\\^`{|}]/gu, encodeURIComponent);
  return new HttpResponse(status, undefined, { location: address });
}

export const JSON_TYPE = "application/json; charset=utf-8";
const TEXT_TYPE = "text/plain; charset=utf-8";

/**
 * The answer that a value makes: `undefined` is empty (204 where the status would be 200), text is
 * `text/plain`, bytes and async iterables are sent as they are, all else is JSON.
 *
 * @throws `HTTP_RESPONSE_INVALID` for what JSON cannot carry
 */
export function toResponse(value: unknown, status: number): HttpResponse {
  switch (typeof value) {
    case "string":
      return new HttpResponse(status, value, { "content-type": TEXT_TYPE });
    case "undefined":
      return new HttpResponse(status === 200 ? 204 : status);
    case "object":
      if (value !== null) return objectResponse(value, status);
  }
  return jsonResponse(value, status);
}

export function jsonResponse(value: unknown, status: number): HttpResponse {
  return new HttpResponse(status, jsonOf(value), { "content-type": JSON_TYPE });
}

function objectResponse(value: object, status: number): HttpResponse {
  if (value instanceof HttpResponse) return value;
  if (Array.isArray(value)) return jsonResponse(value, status);
  if (asResponse in value) return withStatus((value as Respondable)[asResponse](), status);
  if (value instanceof Uint8Array) {
    return new HttpResponse(status, value, { "content-type": "application/octet-stream" });
  }
  if (isWebResponse(value)) return ofWebResponse(value);
  if (Symbol.asyncIterator in value) {
    const body = value as AsyncIterable<string | Uint8Array>;
    return new HttpResponse(status, body, { "content-type": TEXT_TYPE });
  }
  return jsonResponse(value, status);
}

/** By its tag: to name the class loads fetch where nothing else does, 15 MB and 30 ms. */
function isWebResponse(value: object): value is Response {
  return (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] === "Response";
}

/** The status that the route declares holds where the value has none of its own to say. */
function withStatus(response: HttpResponse, status: number): HttpResponse {
  if (response.status === 200) response.status = status;
  return response;
}

function ofWebResponse(web: Response): HttpResponse {
  const response = new HttpResponse(web.status, web.body ?? undefined);
  for (const [name, value] of web.headers) response.append(name, value);
  return response;
}

function jsonOf(value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    throw RESPONSE_INVALID(`a value that has no JSON`).because(error);
  }
  throw RESPONSE_INVALID(`a ${typeof value}, which has no JSON`);
}
