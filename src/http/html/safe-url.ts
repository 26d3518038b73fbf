const SAFE_SCHEMES = new Set(["http", "https", "mailto", "tel", "sms", "blob"]);
const SAFE_IMAGE = /^data:image\/(?:png|gif|jpeg|webp|avif)[;,]/i;
// Browsers drop these before they look for the scheme (URL Standard, basic URL parser).
const DROPPED = /^[\0- ]+|[\t\n\r]+/g;

/** Goes nowhere, and says in the page's source why. */
export const BLOCKED_URL = "about:blank#blocked";

/**
 * The address if following it runs no script; otherwise `about:blank#blocked`.
 *
 * Relative addresses, `http`, `https`, `mailto`, `tel`, `sms`, `blob` and images as `data:` pass.
 */
export function safeUrl(url: string): string {
  const scheme = schemeOf(url);
  if (scheme === undefined || SAFE_SCHEMES.has(scheme.toLowerCase())) return url;
  return SAFE_IMAGE.test(url) ? url : BLOCKED_URL;
}

/** What stands before the first colon, if the colon comes before all that begins a path. */
function schemeOf(url: string): string | undefined {
  return /^([^:/?#\\]*):/.exec(url.replaceAll(DROPPED, ""))?.[1];
}
