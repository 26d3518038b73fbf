import type { IncomingHttpHeaders } from "node:http";
import { BlockList, isIP } from "node:net";
import { GUARD_OPTION_INVALID } from "./errors.ts";

/** Who is believed when they say whom they forward for: addresses and networks, or how many proxies there are. */
export type TrustedProxies = readonly string[] | number;

/** Where a request comes from. */
export interface Origin {
  /** The address of the client: the nearest one that is no trusted proxy. */
  readonly address: string;
  readonly isSecure: boolean;
  /** Name and port, as the client asked for it, in lower case. Empty when it said none. */
  readonly host: string;
}

/** Addresses of which it is remembered whether they are trusted. */
const KNOWN = 1_000;
const FORWARDED = ["x-forwarded-for", "x-real-ip", "x-forwarded-proto", "x-forwarded-host"];

/** What the connection itself says. */
export interface Connection {
  readonly address: string;
  readonly isEncrypted: boolean;
}

/** Names for the networks that no packet from the internet can claim. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
  linkLocal: ["169.254.0.0/16", "fe80::/10"],
};

/**
 * Makes the function that tells where a request comes from.
 *
 * Forwarded headers (`X-Forwarded-For` or `X-Real-IP`, `-Proto`, `-Host`) count only where a trusted proxy sent them; the
 * chain is read from the near end, so that what a client invents at the far end is never believed.
 *
 * @param trusted Addresses (`"10.0.0.7"`), networks (`"10.0.0.0/8"`), `"loopback"`, `"private"`, `"linkLocal"`,
 *   or the number of proxies in front of the app. Default: none.
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function originReader(
  trusted: TrustedProxies = [],
): (connection: Connection, headers: IncomingHttpHeaders) => Origin {
  const isTrusted = trustOf(trusted);
  return ({ address: peer, isEncrypted }, headers) => {
    const near = plainAddress(peer);
    const direct = { address: near, isSecure: isEncrypted, host: lower(headers.host) };
    if (!FORWARDED.some((name) => headers[name] !== undefined) || !isTrusted(near, 0))
      return direct;
    const forwarded = headers["x-forwarded-for"] ?? headers["x-real-ip"];
    const chain = [...addressesIn(forwarded), near];
    const clientAt = clientIndex(chain, isTrusted);
    const hops = chain.length - 1 - clientAt;
    const proto = valueFrom(headers["x-forwarded-proto"], hops);
    const host = valueFrom(headers["x-forwarded-host"], hops);
    return {
      address: chain[clientAt]!,
      isSecure: proto === undefined ? isEncrypted : proto === "https" || proto === "wss",
      host: host ?? direct.host,
    };
  };
}

type Trust = (address: string, hop: number) => boolean;

function trustOf(trusted: TrustedProxies): Trust {
  if (typeof trusted === "number") {
    if (Number.isInteger(trusted) && trusted >= 0) return (_address, hop) => hop < trusted;
    throw GUARD_OPTION_INVALID("trustedProxies", `${trusted} is not a number of proxies`);
  }
  // One for each family: a list takes IPv4 addresses for IPv6 ones too, and `::/8` would hold all of them.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const entry of trusted) {
    for (const network of NETWORKS[entry] ?? [entry]) add(lists, network);
  }
  const check = (address: string): boolean => {
    if (isIP(address) === 0) return false;
    const family = familyOf(address);
    return lists[family].check(address, family);
  };
  // The proxies are few, and a look at the lists takes 4 µs.
  const known = new Map<string, boolean>();
  return (address) => {
    let isTrusted = known.get(address);
    if (isTrusted === undefined) {
      if (known.size >= KNOWN) known.clear();
      known.set(address, (isTrusted = check(address)));
    }
    return isTrusted;
  };
}

function add(lists: Readonly<Record<"ipv4" | "ipv6", BlockList>>, network: string): void {
  const [address = "", bits, more] = network.split("/");
  const version = isIP(address);
  const isNumber = bits === undefined || /^\d{1,3}$/.test(bits);
  const length = bits === undefined ? (version === 4 ? 32 : 128) : Number(bits);
  if (version === 0 || !isNumber || more !== undefined || length > (version === 4 ? 32 : 128)) {
    const known = Object.keys(NETWORKS).join(", ");
    throw GUARD_OPTION_INVALID(
      "trustedProxies",
      `${JSON.stringify(network)} is no address, no network such as "10.0.0.0/8" and none of ${known}`,
    );
  }
  if (version === 6 && isMapped(address)) {
    throw GUARD_OPTION_INVALID(
      "trustedProxies",
      `${JSON.stringify(network)} is an IPv4 network in the form of IPv6; write it as IPv4, such as "10.0.0.0/8"`,
    );
  }
  lists[familyOf(address)].addSubnet(address, length, familyOf(address));
}

/** Addresses arrive as plain IPv4; and an IPv4 length behind this form would trust the whole internet. */
function isMapped(address: string): boolean {
  const mapped = new BlockList();
  mapped.addSubnet("::ffff:0:0", 96, "ipv6");
  return mapped.check(address, "ipv6");
}

/** The nearest address that is not trusted, else the farthest. Junk in the chain ends it. */
function clientIndex(chain: readonly string[], isTrusted: Trust): number {
  let index = chain.length - 1;
  while (index > 0 && isTrusted(chain[index]!, chain.length - 1 - index)) {
    if (isIP(chain[index - 1]!) === 0) return index;
    index--;
  }
  return index;
}

/** Each proxy may add its value; that of the farthest trusted one counts, a single one stands for all. */
function valueFrom(header: string | string[] | undefined, hops: number): string | undefined {
  const values = listOf(header).map((value) => value.toLowerCase());
  return values.at(-Math.max(hops, 1)) ?? values[0];
}

function addressesIn(header: string | string[] | undefined): string[] {
  return listOf(header).map(plainAddress);
}

function listOf(header: string | string[] | undefined): string[] {
  return String(header ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Without port and brackets, and IPv4 as such: sockets of both families give `::ffff:10.0.0.7`. */
function plainAddress(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1];
  return (bracketed ?? withPort ?? address).replace(/^::ffff:(?=\d+\.)/i, "");
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

function lower(text: string | undefined): string {
  return text?.toLowerCase() ?? "";
}
