import { slot } from "../../core/index.ts";
import { wireName } from "../../schema/index.ts";
import { NO_SERVER, ROUTE_NOT_MOUNTED, URL_PARAM_MISSING } from "../errors.ts";
import type { ValueOf } from "../input/handler-input.ts";
import { fieldNames } from "../input/input-parts.ts";
import type { MountedRoute } from "./mount.ts";
import { fillPath, textOf } from "./path.ts";
import type { Route } from "./route.ts";

/** Where the routes of an app are found. */
export interface Addresses {
  /** By the route itself or by its name. */
  find(route: Route | string): MountedRoute | undefined;
  readonly names: readonly string[];
}

/** The addresses of the app in whose context this runs. */
export const addresses = slot<Addresses>("addresses");

type RouteParams<T extends Route> = {
  readonly [K in keyof T["~params"]]: T["~params"][K] | string | number;
};
type RouteQuery<T extends Route> = Partial<ValueOf<T["~query"]>>;
type Rest<T extends Route> = [keyof T["~params"]] extends [never]
  ? [params?: {}, query?: RouteQuery<T>]
  : [params: RouteParams<T>, query?: RouteQuery<T>];

/**
 * The address of a route in this app, prefixes of its groups included: path and query, without the host.
 *
 * @param route A route, checked by the compiler, or its name, which is checked when it runs.
 * @throws `HTTP_ROUTE_NOT_MOUNTED`, `HTTP_URL_PARAM_MISSING`, `HTTP_NO_SERVER` outside of an app with http()
 * @example
 * url(showPost, { id: 3 }, { page: 2 }); // "/api/posts/3?page=2"
 */
export function url<T extends Route>(route: T, ...rest: Rest<T>): string;
export function url(
  name: string,
  params?: Readonly<Record<string, unknown>>,
  query?: Readonly<Record<string, unknown>>,
): string;
export function url(
  route: Route | string,
  params: Readonly<Record<string, unknown>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const known = addresses.get();
  if (known === undefined) throw NO_SERVER("url()");
  const name = typeof route === "string" ? route : (route.options.name ?? route.path);
  const place = known.find(route);
  if (place === undefined) throw ROUTE_NOT_MOUNTED(JSON.stringify(name), known.names);
  const path = fillPath(place.pattern, params);
  if (typeof path !== "string") throw URL_PARAM_MISSING(place.path, path.missing);
  const search = searchOf(query, place);
  return search === "" ? path : `${path}?${search}`;
}

/** What the route declares is given by the names of the code. */
function searchOf(
  query: Readonly<Record<string, unknown>>,
  { options, naming }: MountedRoute,
): string {
  const declared = fieldNames(options.query ?? {}) ?? [];
  const search = new URLSearchParams();
  for (const [given, value] of Object.entries(query)) {
    const name = declared.includes(given) ? wireName(given, naming) : given;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, textOf(one));
    }
  }
  return search.toString();
}
