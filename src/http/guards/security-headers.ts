import { kebabCase, milliseconds, type Duration } from "../../core/index.ts";
import type { HeaderPairs } from "./cors.ts";
import { GUARD_OPTION_INVALID } from "./errors.ts";
import { checkNames } from "./guard-options.ts";

export interface SecurityHeaderOptions {
  /**
   * Directives of the Content-Security-Policy for pages, over the defaults: `{ imgSrc: ["'self'", "data:"] }`.
   * `"'nonce'"` stands for the nonce of the request. An empty list takes a directive away, `false` the header.
   */
  readonly csp?: ContentSecurityPolicy | false;
  /** Violations are reported and not prevented. Default false. */
  readonly cspReportOnly?: boolean;
  /**
   * Strict-Transport-Security, on answers over HTTPS. Default: two years with subdomains in production,
   * none elsewhere: browsers remember it, and `localhost` would be lost for other projects.
   */
  readonly hsts?:
    | {
        readonly maxAge?: Duration;
        readonly includeSubDomains?: boolean;
        readonly preload?: boolean;
      }
    | false;
  /** Whose pages may put this one into a frame. Default `"none"`. */
  readonly frames?: "none" | "self";
  /** Referrer-Policy. Default `"same-origin"`: `no-referrer` would hide the origin of forms, too. */
  readonly referrer?: string;
  /** Cross-Origin-Opener-Policy. Default `"same-origin"`. */
  readonly opener?: string | false;
  /** Cross-Origin-Resource-Policy. Default `"same-origin"`. */
  readonly resource?: string | false;
  /** Permissions-Policy over the defaults: `{ camera: ["self"] }`. Default: none for the features that spy or pay. */
  readonly permissions?: Readonly<Record<string, readonly string[]>>;
}

/** Sources by directive in camelCase: `scriptSrc`, `imgSrc`, `connectSrc`, … */
export type ContentSecurityPolicy = Readonly<Partial<Record<Directive, readonly string[]>>>;
type Directive = (typeof DIRECTIVES)[number];

/** What decides which headers an answer has. */
export interface Answer {
  readonly isHtml: boolean;
  readonly isSecure: boolean;
  /** The nonce of the request, made when it is first asked for. */
  nonce(): string;
}

const DIRECTIVES = [
  "defaultSrc",
  "baseUri",
  "formAction",
  "frameAncestors",
  "objectSrc",
  "scriptSrc",
  "styleSrc",
  "imgSrc",
  "fontSrc",
  "connectSrc",
  "mediaSrc",
  "frameSrc",
  "workerSrc",
  "manifestSrc",
  "scriptSrcElem",
  "scriptSrcAttr",
  "styleSrcElem",
  "styleSrcAttr",
  "childSrc",
  "sandbox",
  "reportTo",
  "reportUri",
  "requireTrustedTypesFor",
  "trustedTypes",
  "upgradeInsecureRequests",
] as const;
const POLICY: ContentSecurityPolicy = {
  defaultSrc: ["'self'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'", "'nonce'"],
  styleSrc: ["'self'", "'nonce'"],
  imgSrc: ["'self'", "data:"],
};
const FEATURES = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
];
const NAMES: readonly (keyof SecurityHeaderOptions)[] = [
  "csp",
  "cspReportOnly",
  "hsts",
  "frames",
  "referrer",
  "opener",
  "resource",
  "permissions",
];
const ON_DATA = ["x-content-type-options", "x-frame-options", "cross-origin-resource-policy"];
const NONCE = "\0nonce\0";

/**
 * Makes the security headers of answers: OWASP's current set. `X-XSS-Protection` is not among them, since
 * the filters that it steered were themselves a hole.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function securityHeaders(
  options: SecurityHeaderOptions,
  isProduction: boolean,
): (answer: Answer) => HeaderPairs {
  checkNames("securityHeaders", options, NAMES);
  const { frames = "none" } = options;
  const always = fixedHeaders(options, frames);
  const hsts = hstsValue(options.hsts, isProduction);
  const cspName =
    options.cspReportOnly === true
      ? "content-security-policy-report-only"
      : "content-security-policy";
  const page = pagePolicy(options.csp, frames);
  const hasNonce = page?.includes(NONCE) ?? false;
  // Data is no page: whatever a browser would make of it, it may load nothing.
  const data = `default-src 'none'; frame-ancestors '${frames}'`;
  const plain: HeaderPairs = [
    // OWASP's set for REST: the others speak of pages, and each costs every answer 0.2 µs and its bytes.
    ...always.filter(([name]) => ON_DATA.includes(name)),
    ["content-security-policy", data],
  ];
  const secure: HeaderPairs = hsts === undefined ? plain : [...plain, hsts];
  return ({ isHtml, isSecure, nonce }) => {
    if (!isHtml) return isSecure ? secure : plain;
    const policy = hasNonce ? page!.replaceAll(NONCE, `'nonce-${nonce()}'`) : page;
    const csp: HeaderPairs = policy === undefined ? [] : [[cspName, policy]];
    return [...always, ...csp, ...(isSecure && hsts !== undefined ? [hsts] : [])];
  };
}

function fixedHeaders(options: SecurityHeaderOptions, frames: string): HeaderPairs {
  const { referrer = "same-origin", opener = "same-origin", resource = "same-origin" } = options;
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", frames === "self" ? "SAMEORIGIN" : "DENY"],
    ["referrer-policy", referrer],
    ["permissions-policy", permissionsValue(options.permissions)],
    ["x-permitted-cross-domain-policies", "none"],
    ...(opener === false ? [] : [["cross-origin-opener-policy", opener] as const]),
    ...(resource === false ? [] : [["cross-origin-resource-policy", resource] as const]),
  ];
}

function hstsValue(
  option: SecurityHeaderOptions["hsts"],
  isProduction: boolean,
): readonly [string, string] | undefined {
  if (option === false || (option === undefined && !isProduction)) return undefined;
  const { maxAge = "730d", includeSubDomains = true, preload = false } = option ?? {};
  const seconds = Math.floor(milliseconds(maxAge) / 1000);
  const parts = [
    `max-age=${seconds}`,
    includeSubDomains && "includeSubDomains",
    preload && "preload",
  ];
  return ["strict-transport-security", parts.filter(Boolean).join("; ")];
}

function pagePolicy(
  csp: SecurityHeaderOptions["csp"],
  frames: "none" | "self",
): string | undefined {
  if (csp === false) return undefined;
  checkNames("securityHeaders.csp", csp ?? {}, DIRECTIVES);
  const directives = { ...POLICY, frameAncestors: [`'${frames}'`], ...csp };
  return Object.entries(directives)
    .filter(([name, sources]) => sources.length > 0 || name === "upgradeInsecureRequests")
    .map(([name, sources]) => [kebabCase(name), ...sources.map(sourceText)].join(" "))
    .join("; ");
}

function sourceText(source: string): string {
  if (source === "'nonce'") return NONCE;
  if (!/[;,\s]/.test(source) && source !== "") return source;
  throw GUARD_OPTION_INVALID("securityHeaders.csp", `${JSON.stringify(source)} is not one source`);
}

function permissionsValue(options: SecurityHeaderOptions["permissions"] = {}): string {
  const all = { ...Object.fromEntries(FEATURES.map((name) => [name, [] as string[]])), ...options };
  return Object.entries(all)
    .map(
      ([name, who]) =>
        `${kebabCase(name)}=(${who.map((one) => (one === "self" ? one : `"${one}"`)).join(" ")})`,
    )
    .join(", ");
}
