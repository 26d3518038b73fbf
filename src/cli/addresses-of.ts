import { networkInterfaces } from "node:os";

const ANY = ["0.0.0.0", "[::]"];

/** Where a server can be reached that listens at `origin`: `http://0.0.0.0:80` is every address of the machine. */
export function addressesOf(origin: string): string[] {
  const { protocol, hostname, port } = new URL(origin);
  if (!ANY.includes(hostname)) return [origin];
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = all.filter(({ family, internal }) => family === "IPv4" && !internal);
  const at = (host: string): string => `${protocol}//${host}${port === "" ? "" : `:${port}`}`;
  return [at("localhost"), ...others.map(({ address }) => at(address))];
}
