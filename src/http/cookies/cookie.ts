import { currentKeys, type KeyRing } from "../../core/index.ts";
import { requestFor } from "../handling/current-request.ts";
import { checkNames } from "../guards/guard-options.ts";
import type { HttpRequest } from "../input/request.ts";
import type { HttpResponse } from "../answers/response.ts";
import { checkCookie, cookieLine, type CookieAttributes } from "./cookie-line.ts";
import { NO_KEYS } from "./errors.ts";

export interface CookieOptions extends Omit<CookieAttributes, "secure"> {
  /**
   * `"signed"`: the visitor can read it, not change it. `"sealed"`: not read it either. Default: plain, so
   * that whatever it says is no more than a wish.
   */
  readonly protect?: "signed" | "sealed";
  /**
   * Whether it is sent over HTTPS only. Default: where the request came by HTTPS, and then its name is
   * `__Host-…` if path and domain allow: no other host of the domain can set it.
   */
  readonly secure?: boolean;
}

/** A cookie of this app. Declared once; it reads and writes the request in whose context it is used. */
export interface Cookie {
  readonly name: string;
  /** The value, or undefined where there is none, where it is over, or where somebody has changed it. */
  find(): string | undefined;
  /** Sets it with the answer, whatever the handler returns. @throws `HTTP_COOKIE_TOO_LARGE`, `HTTP_NO_KEYS` */
  set(value: string): void;
  /** Takes it away with the answer. */
  clear(): void;
}

const OPTIONS = [
  "protect",
  "maxAge",
  "path",
  "domain",
  "secure",
  "httpOnly",
  "sameSite",
  "partitioned",
];

/**
 * Declares a cookie: `HttpOnly`, `SameSite=Lax`, for all paths of this host, until the browser is closed.
 *
 * @throws `HTTP_COOKIE_INVALID` for attributes that a browser would refuse
 * @example
 * const seen = cookie("seen", { protect: "signed", maxAge: "30d" });
 * get("/", () => { const before = seen.find(); seen.set("yes"); return before ?? "welcome"; });
 */
export function cookie(name: string, options: CookieOptions = {}): Cookie {
  checkNames(`cookie("${name}")`, options, OPTIONS);
  checkCookie(name, options);
  const cookie = new DeclaredCookie(name, options);
  return cookie;
}

class DeclaredCookie implements Cookie {
  readonly name: string;
  readonly #options: CookieOptions;
  readonly #purpose: string;

  constructor(name: string, options: CookieOptions) {
    this.name = name;
    this.#options = options;
    this.#purpose = `cookie:${name}`;
  }

  find(): string | undefined {
    const request = requestFor(`The cookie "${this.name}"`);
    const set = pending.get(request)?.get(this);
    if (set !== undefined) return set.value;
    const sent = request.cookies[this.#wireName(request)];
    return sent === undefined ? undefined : this.#opened(sent);
  }

  set(value: string): void {
    const request = requestFor(`The cookie "${this.name}"`);
    const line = cookieLine(this.#wireName(request), this.#closed(value), {
      ...this.#options,
      secure: this.#isSecure(request),
    });
    pendingOf(request).set(this, { value, line });
  }

  clear(): void {
    const request = requestFor(`The cookie "${this.name}"`);
    const line = cookieLine(this.#wireName(request), "", {
      ...this.#options,
      secure: this.#isSecure(request),
      maxAge: "0s",
    });
    pendingOf(request).set(this, { value: undefined, line });
  }

  #isSecure(request: HttpRequest): boolean {
    const { secure, sameSite, partitioned } = this.#options;
    return secure ?? (request.isSecure || sameSite === "none" || partitioned === true);
  }

  /** RFC 6265bis, 4.1.3: browsers take such a name only over HTTPS, for one host and all paths. */
  #wireName(request: HttpRequest): string {
    const { path = "/", domain } = this.#options;
    const isHost = path === "/" && domain === undefined && this.#isSecure(request);
    return isHost && !this.name.startsWith("__") ? `__Host-${this.name}` : this.name;
  }

  #closed(value: string): string {
    const { protect, maxAge } = this.#options;
    const expiry = maxAge === undefined ? {} : { expiresIn: maxAge };
    if (protect === "signed") return this.#keys().sign(this.#purpose, value, expiry);
    if (protect === "sealed") return this.#keys().seal(this.#purpose, value, expiry);
    return value;
  }

  #opened(sent: string): string | undefined {
    const { protect } = this.#options;
    if (protect === "signed") return this.#keys().unsign(this.#purpose, sent);
    if (protect === "sealed") return this.#keys().unseal(this.#purpose, sent);
    return sent;
  }

  #keys(): KeyRing {
    const keys = currentKeys.get();
    if (keys === undefined) throw NO_KEYS(`The cookie "${this.name}"`);
    return keys;
  }
}

interface Pending {
  readonly value: string | undefined;
  readonly line: string;
}

const pending = new WeakMap<HttpRequest, Map<Cookie, Pending>>();

function pendingOf(request: HttpRequest): Map<Cookie, Pending> {
  let cookies = pending.get(request);
  if (cookies === undefined) pending.set(request, (cookies = new Map()));
  return cookies;
}

/** Puts the cookies that were set in a request into its answer. */
export function addCookies(request: HttpRequest, response: HttpResponse): void {
  const cookies = pending.get(request);
  if (cookies === undefined) return;
  for (const { line } of cookies.values()) response.append("set-cookie", line);
}
