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

/** What gives answers to errors their form below a prefix. */
export interface MountedForm {
  readonly prefix: string;
  readonly render: RenderProblem;
}

/** What answers below a prefix where no route does. */
export interface MountedNotFound {
  readonly prefix: string;
  readonly handler: NonNullable<GroupOptions["notFound"]>;
}

export interface Mounted {
  readonly routes: readonly MountedRoute[];
  /** The longest prefix first. */
  readonly notFound: readonly MountedNotFound[];
  readonly rewrites: readonly MountedRewrite[];
  /** The longest prefix first. */
  readonly forms: readonly MountedForm[];
  /** What is wrong with paths. */
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
  const notFound: MountedNotFound[] = [];
  const rewrites: MountedRewrite[] = [];
  const forms: MountedForm[] = [];
  const problems: string[] = [];
  const visit = (member: Route | Group, groups: readonly Group[]): void => {
    if (!isRoute(member)) {
      const inner = [...groups, member];
      const { options } = member;
      const { notFound: handler, rewrite, renderProblem: render } = options;
      const prefix = prefixOf(inner);
      if (rewrite) rewrites.push({ prefix, rewrite, options });
      if (handler) notFound.push({ prefix, handler });
      if (render) forms.push({ prefix, render });
      for (const one of member.members) visit(one, inner);
      return;
    }
    const pattern = parsePath(join(prefixOf(groups), member.path));
    if (typeof pattern === "string") problems.push(`${pattern}.`);
    else routes.push(mountOne(member, pattern, groups, defaults));
  };
  for (const member of members) visit(member, []);
  notFound.sort(longestFirst);
  forms.sort(longestFirst);
  return { routes, notFound, rewrites, forms, problems };
}

/** The nearest of those that hold below a prefix; the longest stands first. */
export function findBelow<T extends { readonly prefix: string }>(
  all: readonly T[],
  path: string,
): T | undefined {
  return all.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
}

function longestFirst(a: { readonly prefix: string }, b: { readonly prefix: string }): number {
  return b.prefix.length - a.prefix.length;
}

function mountOne(
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
