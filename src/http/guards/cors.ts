import type { IncomingHttpHeaders } from "node:http";
import { milliseconds, type Duration } from "../../core/index.ts";
import type { HttpResponse } from "../answers/response.ts";
import { GUARD_OPTION_INVALID, ORIGIN_REFUSED } from "./errors.ts";
import { checkNames } from "./guard-options.ts";

export interface CorsOptions {
  /**
   * Whose pages may read answers: `["https://app.example.com"]`, `"*"` for anybody's, or a function of the
   * origin. No default: without `cors`, only pages of this origin may.
   */
  readonly origins: "*" | readonly string[] | ((origin: string) => boolean | Promise<boolean>);
  /** Whether they may send cookies along. Not with `"*"`. Default false. */
  readonly credentials?: boolean;
  /** Default: GET, HEAD, POST, PUT, PATCH, DELETE. */
  readonly methods?: readonly string[];
  /** Headers that they may send. Default: the usual ones of this framework. */
  readonly headers?: readonly string[];
  /** Headers that they may read. Default: the usual ones of this framework. */
  readonly exposed?: readonly string[];
  /** How long browsers remember the answer to a preflight. Default `"10m"`. */
  readonly maxAge?: Duration;
}

/** Header names in lower case with their values. */
export type HeaderPairs = readonly (readonly [string, string])[];

export interface Cors {
  /** What to add to an answer. */
  headersFor(headers: IncomingHttpHeaders): Promise<HeaderPairs>;
  /** Whether the request only asks what may be asked. */
  isPreflight(method: string, headers: IncomingHttpHeaders): boolean;
  /** The answer's headers; its status is 204. @throws `HTTP_ORIGIN_REFUSED` (403) */
  preflight(headers: IncomingHttpHeaders): Promise<HeaderPairs>;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const HEADERS = [
  "Accept-Version",
  "Authorization",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
  "Last-Event-ID",
  "X-CSRF-Token",
  "X-Request-Id",
];
const EXPOSED = [
  "Deprecation",
  "ETag",
  "Link",
  "Location",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "Sunset",
  "X-Request-Duration-Ms",
  "X-Request-Id",
];
const VARY = ["vary", "origin"] as const;

/**
 * Tells browsers whose pages may read answers (Cross-Origin Resource Sharing).
 *
 * It protects the users of browsers, not the server: other programs ignore it.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function cors(options: CorsOptions): Cors {
  checkNames("cors", options, [
    "origins",
    "credentials",
    "methods",
    "headers",
    "exposed",
    "maxAge",
  ]);
  const { origins, credentials = false, maxAge = "10m" } = options;
  const isAllowed = originTest(origins, credentials);
  const withCookies: HeaderPairs = credentials
    ? [["access-control-allow-credentials", "true"]]
    : [];
  const exposed = (options.exposed ?? EXPOSED).join(", ");
  const answer: HeaderPairs = [
    ...withCookies,
    ["access-control-allow-methods", (options.methods ?? METHODS).join(", ").toUpperCase()],
    ["access-control-allow-headers", (options.headers ?? HEADERS).join(", ")],
    ["access-control-max-age", String(Math.floor(milliseconds(maxAge) / 1000))],
  ];
  const vary: HeaderPairs = origins === "*" ? [] : [VARY];
  const allow = (origin: string): HeaderPairs => [
    ["access-control-allow-origin", origins === "*" ? "*" : origin],
    ...vary,
  ];
  return {
    async headersFor({ origin }) {
      if (origin === undefined || !(await isAllowed(origin))) return vary;
      return [...allow(origin), ...withCookies, ["access-control-expose-headers", exposed]];
    },
    isPreflight: (method, { origin, "access-control-request-method": wanted }) =>
      method === "OPTIONS" && origin !== undefined && wanted !== undefined,
    async preflight({ origin = "" }) {
      if (!(await isAllowed(origin))) throw ORIGIN_REFUSED(origin);
      return [...allow(origin), ...answer];
    },
  };
}

function originTest(
  origins: CorsOptions["origins"],
  credentials: boolean,
): (origin: string) => boolean | Promise<boolean> {
  if (origins === "*") {
    if (!credentials) return () => true;
    throw GUARD_OPTION_INVALID(
      "cors",
      'origins "*" with credentials would let every page act for your users; browsers refuse it as well',
    );
  }
  if (typeof origins === "function") return origins;
  if (!Array.isArray(origins)) throw GUARD_OPTION_INVALID("cors", "it has no list of origins");
  const allowed = new Set<string>(origins);
  for (const origin of allowed) checkOrigin(origin);
  return (origin) => allowed.has(origin);
}

function checkOrigin(origin: string): void {
  const parsed = URL.parse(origin);
  if (parsed !== null && parsed.origin === origin) return;
  const near =
    parsed === null || parsed.origin === "null" ? "" : `; write ${JSON.stringify(parsed.origin)}`;
  throw GUARD_OPTION_INVALID(
    "cors",
    `${JSON.stringify(origin)} is not an origin such as "https://example.com"${near}`,
  );
}

/** Puts headers on an answer. */
export function add(response: HttpResponse, pairs: HeaderPairs): HttpResponse {
  for (const [name, value] of pairs) {
    if (name === "vary") addVary(response, value);
    else response.headers[name] = value;
  }
  return response;
}

/** Says that the answer depends on a header of the request, once. */
export function addVary(response: HttpResponse, name: string): void {
  const had = response.find("vary");
  if (had === "*" || had?.toLowerCase().split(/,\s*/).includes(name)) return;
  response.append("vary", name);
}
