import type { IncomingHttpHeaders } from "node:http";
import {
  type BaseInput,
  type Group,
  group,
  type GroupOptions,
  type HttpRequest,
  type Middleware,
  middleware,
  type Route,
  ROUTE_NOT_FOUND,
} from "../../http/index.ts";
import { deprecationHeaders, type DeprecationOptions } from "./deprecation.ts";
import { VERSION_CLASH, VERSION_UNSUPPORTED, VERSIONS_INVALID } from "./errors.ts";

/** One version: its routes, and whether it is going away. */
export interface Version extends Omit<GroupOptions, "notFound" | "rewrite"> {
  readonly routes: readonly (Route | Group)[];
  /** Says in every answer that it is going away. */
  readonly deprecation?: DeprecationOptions;
}

export interface VersionedOptions extends Omit<GroupOptions, "rewrite"> {
  /** By their names, as in the path: letters, digits and points. */
  readonly versions: Readonly<Record<string, Version>>;
  /** The version where a request names none. */
  readonly default: string;
  /** The header that names one; false for none. Default `"X-API-Version"`. */
  readonly header?: string | false;
}

const NAME = /^[a-z0-9][a-z0-9.]*$/i;
const LOOKS_LIKE_VERSION = /^v?\d+(?:\.\d+)*$/i;
const versions = new WeakMap<HttpRequest, string>();

/**
 * Routes in several versions: by the path (`/api/v2/tasks`), by a header, or neither for the default one.
 *
 * Each route stands once, under its version, and `url()` gives that address; what names no version is
 * looked up there. A version that is not there is 400 with those that are, two that differ too. Answers
 * carry the version in the same header.
 *
 * @throws `API_VERSIONS_INVALID`
 * @example
 * versioned("/api", {
 *   default: "v1",
 *   versions: { v1: { routes: [tasks], deprecation: { sunset: "2027-06-01" } }, v2: { routes: [teams] } },
 * })
 */
export function versioned(prefix: string, options: VersionedOptions): Group {
  const { versions: all, default: usual, header: shown = "X-API-Version", ...shared } = options;
  const names = Object.keys(all);
  checkNames(prefix, names, usual);
  const header = shown === false ? undefined : shown.toLowerCase();
  const members = names.map((name) => {
    const { routes, deprecation, middleware: own = [], ...limits } = all[name]!;
    const layer = versionLayer(name, names, header, deprecation);
    const isGoing = deprecation !== undefined && { deprecated: true };
    return group(`/${name}`, { ...isGoing, ...limits, middleware: [layer, ...own] }, routes);
  });
  const rewrite = (path: string, headers: IncomingHttpHeaders): string =>
    rewritten(path, prefix, names, findHeader(headers, header) ?? usual);
  const handler = (input: BaseInput): unknown => {
    refuseUnknown(input.request, prefix, names, header);
    if (options.notFound) return options.notFound(input);
    throw ROUTE_NOT_FOUND();
  };
  return group(prefix, { ...shared, rewrite, notFound: handler }, members);
}

/** The version that a request has come to; undefined outside of `versioned`. */
export function versionOf(request: HttpRequest): string | undefined {
  return versions.get(request);
}

function checkNames(prefix: string, names: readonly string[], usual: string): void {
  const odd = names.find((name) => !NAME.test(name));
  if (odd !== undefined) throw VERSIONS_INVALID(`${JSON.stringify(odd)} is no name of a version`);
  if (!names.includes(usual)) {
    throw VERSIONS_INVALID(`the default ${JSON.stringify(usual)} is none of ${names.join(", ")}`);
  }
  if (/[:*]/.test(prefix) || !/^\/.*[^/]$/.test(prefix)) {
    throw VERSIONS_INVALID(
      `the prefix ${JSON.stringify(prefix)} must be a path without parameters`,
    );
  }
}

/** Where no route is, so that what follows says why. */
const NOWHERE = "-";

function rewritten(path: string, prefix: string, names: readonly string[], wanted: string): string {
  const rest = path.slice(prefix.length);
  const [, first = ""] = rest.split("/", 2);
  if (names.includes(first) || LOOKS_LIKE_VERSION.test(first)) return path;
  return `${prefix}/${names.includes(wanted) ? wanted : NOWHERE}${rest}`;
}

function refuseUnknown(
  request: HttpRequest,
  prefix: string,
  names: readonly string[],
  header: string | undefined,
): void {
  const wanted = findHeader(request.headers, header);
  if (wanted !== undefined && !names.includes(wanted)) throw VERSION_UNSUPPORTED(wanted, names);
  const [, first = ""] = request.path.slice(prefix.length).split("/", 2);
  if (!names.includes(first) && first !== NOWHERE) throw VERSION_UNSUPPORTED(first, names);
}

function versionLayer(
  name: string,
  names: readonly string[],
  header: string | undefined,
  deprecation: DeprecationOptions = {},
): Middleware {
  const headers = deprecationHeaders(deprecation);
  return middleware("version", async (request, next) => {
    const wanted = findHeader(request.headers, header);
    if (wanted !== undefined && !names.includes(wanted)) throw VERSION_UNSUPPORTED(wanted, names);
    if (wanted !== undefined && wanted !== name) throw VERSION_CLASH(name, wanted);
    versions.set(request, name);
    const response = await next();
    if (header !== undefined) response.header(header, name).append("vary", header);
    for (const [key, value] of headers) response.append(key, value);
    return response;
  });
}

function findHeader(headers: IncomingHttpHeaders, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : headers[name];
  return value === undefined ? undefined : [value].flat().join(", ").trim();
}
