import { addCookies } from "../cookies/cookie.ts";
import { middleware, type Middleware, type Next } from "../middleware.ts";
import type { HttpRequest } from "../request.ts";
import { HttpResponse } from "../response.ts";
import { hostTest } from "./allowed-hosts.ts";
import { cors, type Cors, type CorsOptions, type HeaderPairs } from "./cors.ts";
import { GUARD_OPTION_INVALID, HOST_REFUSED, HTTPS_REQUIRED } from "./errors.ts";
import { nonceOf } from "./nonce.ts";
import { securityHeaders, type SecurityHeaderOptions } from "./security-headers.ts";
import { originReader, type TrustedProxies } from "./trusted-proxies.ts";

/** The options of http() that guard what comes in and label what goes out. */
export interface SecurityOptions {
  /**
   * Proxies whose forwarded headers are believed: addresses, networks, `"loopback"`, `"private"`, or how
   * many there are. Default: none, so that nobody can claim another's address.
   */
  readonly trustedProxies?: TrustedProxies;
  /** Names under which this app is reached; others are 400. Default: `["*"]`, any well-formed name. */
  readonly allowedHosts?: readonly string[];
  /** Sends plain HTTP to HTTPS: reading requests are redirected (308), others refused. Default false. */
  readonly httpsOnly?: boolean;
  /** Whose pages may use this app from a browser. Default: only its own. */
  readonly cors?: CorsOptions;
  /** The security headers of answers; `false` leaves them away. */
  readonly securityHeaders?: SecurityHeaderOptions | false;
}

/**
 * The two outermost middlewares: the first labels every answer, those to refused requests as well; the
 * second refuses. Before both, the request learns where it comes from.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function security(options: SecurityOptions, isProduction: boolean): Middleware[] {
  return [labels(options, isProduction), guards(options)];
}

function labels(options: SecurityOptions, isProduction: boolean): Middleware {
  const readOrigin = originReader(options.trustedProxies);
  const trustsNobody = options.trustedProxies === undefined || options.trustedProxies === 0;
  const sharing = options.cors === undefined ? undefined : cors(options.cors);
  const headersOf =
    options.securityHeaders === false
      ? undefined
      : securityHeaders(options.securityHeaders ?? {}, isProduction);
  const label = (request: HttpRequest, response: HttpResponse): HttpResponse => {
    addCookies(request, response);
    if (headersOf === undefined) return response;
    const isHtml = String(response.headers["content-type"] ?? "").startsWith("text/html");
    const answer = { isHtml, isSecure: request.isSecure, nonce: () => nonceOf(request) };
    return withDefaults(response, headersOf(answer));
  };
  return middleware("security-headers", (request, next) => {
    if (!trustsNobody) {
      const connection = { address: request.address, isEncrypted: request.isSecure };
      Object.assign(request, readOrigin(connection, request.headers));
    }
    if (sharing !== undefined) return shared(sharing, request, next, label);
    const response = next();
    return response instanceof Promise
      ? response.then((late) => label(request, late))
      : label(request, response);
  });
}

/** A preflight is answered before anything else looks at it: it has no cookies and no body. */
async function shared(
  sharing: Cors,
  request: HttpRequest,
  next: Next,
  label: (request: HttpRequest, response: HttpResponse) => HttpResponse,
): Promise<HttpResponse> {
  if (sharing.isPreflight(request.method, request.headers)) {
    return label(request, add(new HttpResponse(204), await sharing.preflight(request.headers)));
  }
  const response = await next();
  return label(request, add(response, await sharing.headersFor(request.headers)));
}

function guards(options: SecurityOptions): Middleware {
  const isServed = hostTest(options.allowedHosts ?? ["*"]);
  const { httpsOnly = false } = options;
  if (typeof httpsOnly !== "boolean") throw GUARD_OPTION_INVALID("httpsOnly", "it is no boolean");
  return middleware("guards", (request, next) => {
    const host = request.host.toLowerCase();
    if (host !== "" && !isServed(host)) throw HOST_REFUSED(request.host);
    if (!httpsOnly || request.isSecure) return next();
    if (host === "") throw HOST_REFUSED(request.host);
    if (request.method !== "GET" && request.method !== "HEAD") throw HTTPS_REQUIRED(request.method);
    // The port of plain HTTP cannot be that of HTTPS, and which one that is cannot be known here.
    const location = `https://${host.replace(/:\d+$/, "")}${request.raw.url}`;
    return new HttpResponse(308, undefined, { location });
  });
}

/** What the handler has said itself stays. */
function withDefaults(response: HttpResponse, pairs: HeaderPairs): HttpResponse {
  for (const [name, value] of pairs) response.headers[name] ??= value;
  return response;
}

function add(response: HttpResponse, pairs: HeaderPairs): HttpResponse {
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
