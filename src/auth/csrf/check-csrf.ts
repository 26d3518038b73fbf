import { CSRF_FIELD, type HttpRequest } from "../../http/index.ts";
import type { Auth } from "../current-auth.ts";
import { CSRF_REFUSED } from "../errors.ts";
import { isCsrfToken } from "./csrf-token.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** What a page of another site can send without asking first. */
const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/**
 * Refuses what pages of other sites have sent: by Fetch Metadata, by Origin, then by the token.
 *
 * Uploads cannot be searched for a token before they are read: they need the header, or a browser that
 * says by itself where they come from, as all of today do.
 *
 * @throws `AUTH_CSRF_REFUSED`
 */
export async function checkCsrf(
  request: HttpRequest,
  { trustedHosts }: Pick<Auth, "trustedHosts">,
): Promise<void> {
  if (SAFE.has(request.method)) return;
  const isKnownSource = checkSource(request, trustedHosts);
  const sent = request.header("x-csrf-token");
  if (sent !== undefined) return checkToken(request, sent);
  const type = request.header("content-type") ?? "";
  // JSON cannot be sent across sites without asking first, and what is open to all has no other protection to lose.
  if (request.route.extras.csrf === true && type !== "" && !FORM.test(type)) return;
  if (/^multipart\/form-data\b/i.test(type) && isKnownSource) return;
  return checkToken(request, await tokenInForm(request, type));
}

/**
 * Refuses what the browser says that a page of another site has sent: for credentials that browsers keep by
 * themselves, and programs send too.
 *
 * @throws `AUTH_CSRF_REFUSED`
 */
export function refuseOtherSites(
  request: HttpRequest,
  { trustedHosts }: Pick<Auth, "trustedHosts">,
): void {
  if (!SAFE.has(request.method)) checkSource(request, trustedHosts);
}

/** Gives whether the browser has said that the request comes from here. */
function checkSource(request: HttpRequest, trustedHosts: ReadonlySet<string>): boolean {
  const origin = request.header("origin");
  const originHost = origin === undefined ? undefined : (URL.parse(origin)?.host ?? "null");
  if (originHost !== undefined && trustedHosts.has(originHost)) return true;
  // Schemes are not compared: behind a proxy that ends TLS, only the browser knows its own.
  if (originHost !== undefined && originHost !== request.host.toLowerCase()) {
    throw CSRF_REFUSED("its Origin is another one");
  }
  const site = request.header("sec-fetch-site");
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    throw CSRF_REFUSED(`Sec-Fetch-Site is ${JSON.stringify(site.slice(0, 20))}`);
  }
  return origin !== undefined || site !== undefined;
}

function checkToken(request: HttpRequest, token: string | undefined): void {
  if (token === undefined) throw CSRF_REFUSED("it holds no token");
  if (!isCsrfToken(request, token)) throw CSRF_REFUSED("its token is not that of the visitor");
}

async function tokenInForm(request: HttpRequest, type: string): Promise<string | undefined> {
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  return new URLSearchParams(await request.text()).get(CSRF_FIELD) ?? undefined;
}
