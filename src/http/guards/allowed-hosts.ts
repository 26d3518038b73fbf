import { GUARD_OPTION_INVALID } from "./errors.ts";

/** Names that only this machine can reach. */
const LOCAL = ["localhost", ".localhost", "127.0.0.1", "[::1]"];
const NAME = /^(?:\.?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])$/;
const HOST = /^([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/**
 * Makes the test of whether a `Host` header names this app: links in mails and redirects are made of it.
 *
 * @param hosts Names without port; `".example.com"` also means those below; `"*"` means any well-formed
 *   name. The names of this machine (`localhost`, …) always pass.
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function hostTest(hosts: readonly string[]): (host: string) => boolean {
  const names = hosts.map((host) => host.toLowerCase());
  names.forEach(checkName);
  if (names.includes("*")) return (host) => HOST.test(host);
  const exact = new Set<string>();
  const suffixes: string[] = [];
  for (const name of [...names, ...LOCAL]) {
    if (name.startsWith(".")) suffixes.push(name);
    exact.add(name.replace(/^\./, ""));
  }
  return (host) => {
    const name = HOST.exec(host)?.[1]?.replace(/\.$/, "");
    if (name === undefined) return false;
    return exact.has(name) || suffixes.some((suffix) => name.endsWith(suffix));
  };
}

function checkName(name: string): void {
  if (name === "*" || NAME.test(name)) return;
  throw GUARD_OPTION_INVALID(
    "allowedHosts",
    `${JSON.stringify(name)} is not a name such as "example.com" or ".example.com", without scheme and port`,
  );
}
