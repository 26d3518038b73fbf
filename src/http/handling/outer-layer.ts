import { addCookies } from "../cookies/cookie.ts";
import { compressionOf, type CompressionOptions } from "../delivery/compression.ts";
import { notModified } from "../delivery/conditional.ts";
import { add, addVary, cors, type CorsOptions } from "../guards/cors.ts";
import { nonceOf } from "../guards/nonce.ts";
import { securityHeaders, type SecurityHeaderOptions } from "../guards/security-headers.ts";
import { originReader, type TrustedProxies } from "../guards/trusted-proxies.ts";
import { middleware, type Middleware } from "./middleware.ts";
import type { HttpRequest } from "../input/request.ts";
import { HttpResponse } from "../answers/response.ts";

/** The options of http() for what every answer is given. */
export interface OuterOptions {
  /**
   * Proxies whose forwarded headers are believed: addresses, networks, `"loopback"`, `"private"`,
   * `"linkLocal"`, or how many there are. Default: none, so that nobody can claim another's address.
   */
  readonly trustedProxies?: TrustedProxies;
  /** Whose pages may use this app from a browser. Default: only its own. */
  readonly cors?: CorsOptions;
  /** The security headers of answers; `false` leaves them away. */
  readonly securityHeaders?: SecurityHeaderOptions | false;
  /** Brotli and gzip; `false` where a proxy does it. */
  readonly compression?: CompressionOptions | false;
  /** Whether GET is answered with 304 where the client has the same. Default true. */
  readonly etag?: boolean;
}

/**
 * The outermost layer, one function for speed: the request learns where it comes from; the answer, errors
 * included, gets its cookies, then 304 or compression, then the headers of security.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function outerLayer(options: OuterOptions, isProduction: boolean): Middleware {
  const { trustedProxies, etag = true } = options;
  const readOrigin =
    trustedProxies === undefined || trustedProxies === 0 ? undefined : originReader(trustedProxies);
  const compression =
    options.compression === false ? undefined : compressionOf(options.compression ?? {});
  const label = labelOf(options.securityHeaders ?? {}, isProduction);
  const deliver = (
    request: HttpRequest,
    made: HttpResponse,
  ): HttpResponse | Promise<HttpResponse> => {
    addCookies(request, made);
    const isCompressed = compression?.isFor(made) ?? false;
    if (isCompressed) addVary(made, "accept-encoding");
    const response = etag ? notModified(request, made) : made;
    label(request, response);
    return isCompressed ? compression!.compress(request, response) : response;
  };
  return middleware("outer", (request, next) => {
    if (readOrigin !== undefined) {
      const connection = { address: request.address, isEncrypted: request.isSecure };
      Object.assign(request, readOrigin(connection, request.headers));
    }
    const response = next();
    return response instanceof Promise
      ? response.then((late) => deliver(request, late))
      : deliver(request, response);
  });
}

/**
 * The layer right below it, where there is one: whose pages may read answers. What it throws is an answer too,
 * which the outermost layer gives its headers.
 *
 * A preflight is answered before anything else looks at it: it has no cookies and no body.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function sharingLayers({ cors: options }: OuterOptions): Middleware[] {
  if (options === undefined) return [];
  const sharing = cors(options);
  const layer = middleware("cors", async ({ method, headers }, next) => {
    if (sharing.isPreflight(method, headers))
      return add(new HttpResponse(204), await sharing.preflight(headers));
    const told = await sharing.headersFor(headers);
    return add(await next(), told);
  });
  return [layer];
}

function labelOf(
  options: SecurityHeaderOptions | false,
  isProduction: boolean,
): (request: HttpRequest, response: HttpResponse) => void {
  if (options === false) return () => {};
  const headersOf = securityHeaders(options, isProduction);
  return (request, response) => {
    // Browsers put the headers of a 304 in place of those that they have: the policy of data would break the page.
    if (response.status === 304) return;
    const type = response.headers["content-type"];
    const isHtml = typeof type === "string" && type.startsWith("text/html");
    const { isSecure } = request;
    response.defaults = headersOf({ isHtml, isSecure, nonce: () => nonceOf(request) });
  };
}
