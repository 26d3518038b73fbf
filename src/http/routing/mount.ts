import { milliseconds } from "../../core/index.ts";
import type { RenderProblem } from "../answers/error-answer.ts";
import { errorMapOf, type ErrorMap, type ErrorMapper } from "../answers/error-mapper.ts";
import type { Group, GroupOptions } from "./group.ts";
import type { Middleware } from "../handling/middleware.ts";
import { parsePath, type PathPattern } from "./path.ts";
import type { Provider } from "../handling/provider.ts";
import type { RequestRoute } from "../input/request.ts";
import {
  isRoute,
  type AnyRouteOptions,
  type Method,
  type Route,
  type RouteExtras,
  type RouteLimits,
} from "./route.ts";

/** A route in its place: with its prefixes, and all that its groups add to it. */
export interface MountedRoute extends RequestRoute {
  readonly route: Route;
  readonly methods: readonly Method[];
  readonly pattern: PathPattern;
  readonly options: AnyRouteOptions;
  /** From the outer to the inner. */
  readonly groups: readonly Group[];
  /** Of its groups and its own, from the outer to the inner. */
  readonly middleware: readonly Middleware[];
  readonly use: Readonly<Record<string, Provider>>;
  readonly errorMap: ErrorMap;
  /** Of the nearest group that has one. */
  readonly renderProblem: RenderProblem | undefined;
  readonly tags: readonly string[];
  /** What others read from routes, by the nearest that says it: the route or one of its groups. */
  readonly extras: RouteExtras;
  readonly timeoutMs: number;
  readonly slowMs: number;
  readonly unknownQuery: "refuse" | "ignore";
  readonly worksInMaintenance: boolean;
}

/** What decides where a path below a prefix is looked up. */
export interface MountedRewrite {
  readonly prefix: string;
  readonly rewrite: NonNullable<GroupOptions["rewrite"]>;
  /** Of the group, to know its own routes by. */
  readonly options: GroupOptions;
}

/** What is below the prefix of a group, route or not. */
export interface MountedArea {
  readonly prefix: string;
  readonly groups: readonly Group[];
  /** The parameters of the prefix, where a decoded path is below it. */
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
}

export interface Mounted {
  readonly routes: readonly MountedRoute[];
  readonly rewrites: readonly MountedRewrite[];
  /** Of the groups that have a prefix, the longest first; of the same one, first that with a `notFound`. */
  readonly areas: readonly MountedArea[];
  /** What is wrong with them, each in one sentence. */
  readonly problems: readonly string[];
}

/** What holds where neither the route nor its groups say otherwise. */
export interface MountDefaults {
  readonly limits: Required<
    Pick<RouteLimits, "timeout" | "slow" | "bodyLimit" | "unknownQuery" | "naming">
  >;
  readonly bodyTimeoutMs: number;
  readonly errorMappers: readonly ErrorMapper[];
}

/** Puts routes and groups in their places. */
export function mount(members: readonly (Route | Group)[], defaults: MountDefaults): Mounted {
  const routes: MountedRoute[] = [];
  const rewrites: MountedRewrite[] = [];
  const areas: MountedArea[] = [];
  const problems: string[] = [];
  const visit = (member: Route | Group, groups: readonly Group[]): void => {
    if (!isRoute(member)) {
      const inner = [...groups, member];
      const { options } = member;
      const prefix = prefixOf(inner);
      if (options.rewrite) rewrites.push({ prefix, rewrite: options.rewrite, options });
      if (member.prefix !== "") areas.push(areaOf(prefix, inner));
      for (const one of member.members) visit(one, inner);
      return;
    }
    const pattern = parsePath(join(prefixOf(groups), member.path));
    if (typeof pattern === "string") problems.push(`${pattern}.`);
    else routes.push(mountRoute(member, pattern, groups, defaults));
  };
  for (const member of members) visit(member, NO_GROUPS);
  areas.sort((a, b) => b.prefix.length - a.prefix.length || ownsMissing(b) - ownsMissing(a));
  return { routes, rewrites, areas, problems };
}

/** Of groups that share a prefix, the one that answers what is not there stands for it. */
function ownsMissing({ groups }: MountedArea): number {
  return groups.at(-1)!.options.notFound === undefined ? 0 : 1;
}

export function isBelow(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/** Of routes outside of all groups. */
export const NO_GROUPS: readonly Group[] = Object.freeze([]);
const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

function areaOf(prefix: string, groups: readonly Group[]): MountedArea {
  if (!prefix.includes(":")) {
    const match = (path: string) => (isBelow(prefix, path) ? NO_PARAMS : undefined);
    return { prefix, groups, match };
  }
  const patterns = [prefix, `${prefix}/:rest(*)`].map(parsePath);
  // What is wrong with a prefix is told of its routes.
  const match = (path: string) =>
    patterns.map((one) => (typeof one === "string" ? undefined : one.match(path))).find(Boolean);
  return { prefix, groups, match };
}

/** Puts one route in the place of some groups. */
export function mountRoute(
  route: Route,
  pattern: PathPattern,
  groups: readonly Group[],
  defaults: MountDefaults,
): MountedRoute {
  const layers: readonly GroupOptions[] = [
    defaults.limits,
    ...groups.map(({ options }) => options),
    route.options as GroupOptions,
  ];
  const limits: typeof defaults.limits & RouteLimits = Object.assign({}, ...layers);
  const mappers = layers.flatMap(({ errorMappers = [] }) => errorMappers);
  return {
    route,
    methods: methodsOf(route),
    pattern,
    path: pattern.path,
    name: route.options.name,
    options: route.options,
    groups,
    layers: layers.slice(1),
    middleware: layers.flatMap(({ middleware = [] }) => middleware),
    use: Object.assign({}, ...layers.map(({ use = {} }) => use)),
    errorMap: errorMapOf([...defaults.errorMappers, ...mappers]),
    renderProblem: layers.findLast(({ renderProblem }) => renderProblem)?.renderProblem,
    tags: [...new Set(layers.flatMap(({ tags = [] }) => tags))],
    extras: limits as RouteExtras,
    timeoutMs: milliseconds(limits.timeout),
    slowMs: milliseconds(limits.slow),
    unknownQuery: limits.unknownQuery,
    naming: limits.naming,
    worksInMaintenance: limits.worksInMaintenance ?? false,
    limits: { bodyLimit: limits.bodyLimit, bodyTimeoutMs: defaults.bodyTimeoutMs },
  };
}

/** GET answers HEAD too: Node leaves the body away. */
function methodsOf({ methods }: Route): readonly Method[] {
  return methods.includes("GET") && !methods.includes("HEAD") ? [...methods, "HEAD"] : methods;
}

function prefixOf(groups: readonly Group[]): string {
  return groups.map(({ prefix }) => prefix).join("");
}

/** `/api` and `/` are `/api`: an address has no slash at its end unless the route has. */
function join(prefix: string, path: string): string {
  if (prefix === "") return path;
  return path === "/" || path === "" ? prefix : `${prefix}${path}`;
}
