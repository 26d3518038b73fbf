import { middleware, type Middleware } from "../handling/middleware.ts";
import type { HttpRequest } from "../input/request.ts";
import { HttpResponse } from "../answers/response.ts";
import { hostTest } from "./allowed-hosts.ts";
import { REQUEST_INVALID } from "../errors.ts";
import { GUARD_OPTION_INVALID, HOST_REFUSED, HTTPS_REQUIRED } from "./errors.ts";

/** The options of http() for what is let in. */
export interface GuardOptions {
  /** Names under which this app is reached; others are 400. Default: `["*"]`, any well-formed name. */
  readonly allowedHosts?: readonly string[];
  /** Sends plain HTTP to HTTPS: reading requests are redirected (308), others refused. Default false. */
  readonly httpsOnly?: boolean;
}

/**
 * Refuses requests for hosts that are not this app's, and plain HTTP where it is not wanted.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function requestGuard({
  allowedHosts = ["*"],
  httpsOnly = false,
}: GuardOptions): Middleware {
  const isServed = hostTest(allowedHosts);
  if (typeof httpsOnly !== "boolean") {
    throw GUARD_OPTION_INVALID(
      "httpsOnly",
      `${JSON.stringify(httpsOnly)} is neither true nor false`,
    );
  }
  // Nearly all requests are for the same host as the one before.
  let served: string | undefined;
  return middleware("guard", (request, next) => {
    const { host } = request;
    if (hasSeveralHosts(request.raw.rawHeaders)) throw REQUEST_INVALID("it names several hosts");
    if (host !== served && !isServed(host.toLowerCase())) throw HOST_REFUSED(host);
    served = host;
    return httpsOnly && !request.isSecure ? toHttps(request) : next();
  });
}

/** RFC 9112, 3.2: Node takes the first, and whoever stands before it may take the last. */
function hasSeveralHosts(headers: readonly string[]): boolean {
  let count = 0;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (name.length === 4 && name.toLowerCase() === "host") count++;
  }
  return count > 1;
}

function toHttps({ host, method, raw }: HttpRequest): HttpResponse {
  if (method !== "GET" && method !== "HEAD") throw HTTPS_REQUIRED(method);
  // The port of plain HTTP cannot be that of HTTPS, and which one that is cannot be known here.
  const location = `https://${host.replace(/:\d+$/, "")}${raw.url}`;
  return new HttpResponse(308, undefined, { location });
}
