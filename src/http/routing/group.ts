import type { App, Problem } from "../../app/index.ts";
import type { IncomingHttpHeaders } from "node:http";
import type { RenderProblem } from "../answers/error-answer.ts";
import type { ErrorMapper } from "../answers/error-mapper.ts";
import type { BaseInput } from "../input/handler-input.ts";
import type { Provider } from "../handling/provider.ts";
import type { Route, RouteExtras, RouteLimits } from "./route.ts";

/**
 * What holds for all routes of a group, where they do not say otherwise, and for what is below its prefix and
 * has no route or not that method: 404, 405 and OPTIONS.
 */
export interface GroupOptions extends RouteExtras, RouteLimits {
  /** Asked for in every request to the group, before what the route itself uses. */
  readonly use?: Readonly<Record<string, Provider>>;
  /** Answers what is below the prefix and has no route. */
  readonly notFound?: (input: BaseInput) => unknown;
  /**
   * The path that is looked up in place of one below the prefix, such as that of a version that a header
   * asks for. The prefix must have no parameters; the path is as sent, without the query. Where a route of
   * others stands at the path itself, that one is asked.
   */
  readonly rewrite?: (path: string, headers: IncomingHttpHeaders) => string;
  /** For exceptions of the routes of this group. */
  readonly errorMappers?: readonly ErrorMapper[];
  /** Another form for answers to errors that no mapper takes. */
  readonly renderProblem?: RenderProblem;
}

/** Routes under a prefix. */
export interface Group {
  readonly prefix: string;
  readonly options: GroupOptions;
  readonly members: readonly (Route | Group)[];
  /** What is wrong with it, asked before the app starts: for groups that others make, such as resources. */
  readonly check?: (app: App) => readonly Problem[];
}

/**
 * Puts routes and other groups under a prefix.
 *
 * Middleware, providers, error mappers and tags add up from the outside in; of everything else the nearest counts.
 *
 * @param prefix `"/api"`, or `""` for a group that only shares options. May hold parameters.
 * @example
 * group("/api", { tags: ["api"], middleware: [signedIn] }, [listPosts, group("/admin", [stats])])
 */
export function group(prefix: string, members: readonly (Route | Group)[]): Group;
export function group(
  prefix: string,
  options: GroupOptions,
  members: readonly (Route | Group)[],
): Group;
export function group(
  prefix: string,
  options: GroupOptions | readonly (Route | Group)[],
  members?: readonly (Route | Group)[],
): Group {
  if (members !== undefined) return { prefix, options: options as GroupOptions, members };
  return { prefix, options: {}, members: options as readonly (Route | Group)[] };
}
