/** Only resolves addresses; nothing is ever sent there. */
const HERE = "http://here.invalid";

/**
 * The path of this app that a visitor is to be sent to, or `fallback` where it leads elsewhere.
 *
 * It is resolved as a browser does, which takes `//host`, `/\host` and tabs in between for other hosts.
 */
export function safePath(path: string | undefined, fallback: string): string {
  if (path === undefined || !path.startsWith("/")) return fallback;
  const url = URL.parse(path, HERE);
  if (url === null || url.origin !== HERE) return fallback;
  const found = `${url.pathname}${url.search}${url.hash}`;
  // "/.//host" becomes "//host".
  return found.startsWith("//") ? fallback : found;
}
