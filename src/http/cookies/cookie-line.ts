import { milliseconds, type Duration } from "../../core/index.ts";
import { COOKIE_INVALID, COOKIE_TOO_LARGE } from "./errors.ts";

/** How long and for whom a browser keeps a cookie. */
export interface CookieAttributes {
  /** How long the browser keeps it. Default: until it is closed. */
  readonly maxAge?: Duration;
  /** The addresses that get it. Default `"/"`: all. */
  readonly path?: string;
  /** Also the hosts below this one. Default: only the host that sets it. */
  readonly domain?: string;
  /** Sent over HTTPS only. Default true. */
  readonly secure?: boolean;
  /** Out of reach of scripts. Default true. */
  readonly httpOnly?: boolean;
  /** Whether other sites' pages may send it along. Default `"lax"`: only by links. */
  readonly sameSite?: "strict" | "lax" | "none";
  /** Kept apart for each site that embeds this one (CHIPS). Default false. */
  readonly partitioned?: boolean;
}

/** Name and value; what browsers keep at least (RFC 6265, 6.1). */
const MAX_BYTES = 4096;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const PATH = /^\/[ -:<-~]*$/;
const DOMAIN = /^\.?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i;
const SAME_SITE = { strict: "Strict", lax: "Lax", none: "None" } as const;

/**
 * A `Set-Cookie` header. The value is percent-encoded where it has to be.
 *
 * @throws `HTTP_COOKIE_TOO_LARGE`
 */
export function cookieLine(name: string, value: string, attributes: CookieAttributes = {}): string {
  const { maxAge, path = "/", domain, sameSite = "lax" } = attributes;
  const pair = `${name}=${encodeURIComponent(value)}`;
  if (pair.length > MAX_BYTES) throw COOKIE_TOO_LARGE(name, pair.length);
  let line = `${pair}; Path=${path}; SameSite=${SAME_SITE[sameSite]}`;
  if (domain !== undefined) line += `; Domain=${domain}`;
  if (maxAge !== undefined) line += `; Max-Age=${Math.floor(milliseconds(maxAge) / 1000)}`;
  if (attributes.secure !== false) line += "; Secure";
  if (attributes.httpOnly !== false) line += "; HttpOnly";
  if (attributes.partitioned === true) line += "; Partitioned";
  return line;
}

/**
 * Refuses what browsers would drop without a word.
 *
 * @throws `HTTP_COOKIE_INVALID`
 */
export function checkCookie(name: string, attributes: CookieAttributes): void {
  const wrong = faultOf(name, attributes);
  if (wrong !== undefined) throw COOKIE_INVALID(name, wrong);
  if (attributes.maxAge !== undefined) milliseconds(attributes.maxAge);
}

function faultOf(name: string, attributes: CookieAttributes): string | undefined {
  const { path = "/", domain, secure = true, sameSite = "lax", partitioned } = attributes;
  if (!TOKEN.test(name)) return "its name has other characters than letters, digits and -_.";
  if (!PATH.test(path)) return `path ${JSON.stringify(path)} does not begin with "/"`;
  if (domain !== undefined && !DOMAIN.test(domain)) return `domain ${JSON.stringify(domain)}`;
  if (!Object.hasOwn(SAME_SITE, sameSite)) return `sameSite ${JSON.stringify(sameSite)}`;
  if (!secure && sameSite === "none") return "sameSite: none wants secure";
  if (!secure && partitioned === true) return "partitioned wants secure";
  if (!secure && /^__(?:host|secure)-/i.test(name)) return "its name promises that it is secure";
  const isHost = /^__host-/i.test(name);
  if (isHost && (path !== "/" || domain !== undefined)) {
    return "a __Host- cookie has the path / and no domain";
  }
  return undefined;
}
