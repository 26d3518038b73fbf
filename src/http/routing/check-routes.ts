import { didYouMean } from "../../core/index.ts";
import { checkNames, SCHEMA_NAMES_CLASH } from "../../schema/index.ts";
import { fieldNames } from "../input/input-parts.ts";
import type { Mounted, MountedRoute } from "./mount.ts";
import { findCycle } from "../handling/provider.ts";

const OPTIONS = [
  "accepts",
  "body",
  "bodyLimit",
  "cookies",
  "csrf",
  "decidesAccess",
  "deprecated",
  "description",
  "headers",
  "middleware",
  "name",
  "naming",
  "params",
  "produces",
  "public",
  "query",
  "response",
  "slow",
  "status",
  "summary",
  "tags",
  "timeout",
  "unknownQuery",
  "use",
  "worksInMaintenance",
];
/** What only documents read: a module says it whether or not the app that it is in has documents. */
const DOCUMENT_OPTIONS = ["documented", "errors", "examples", "operationId", "security"];
/** Names that a handler gets anyway. */
const TAKEN = [
  "after",
  "body",
  "cookies",
  "headers",
  "params",
  "query",
  "request",
  "signal",
  "url",
  "user",
];

/** All that is wrong with the routes of an app, each in one sentence. */
export function findRouteProblems(
  { routes, problems }: Mounted,
  extraOptions: readonly string[],
): string[] {
  const known = [...OPTIONS, ...DOCUMENT_OPTIONS, ...extraOptions];
  return [
    ...problems,
    ...repeated(routes),
    ...sameNames(routes),
    ...routes.flatMap((route) => [
      ...unknownOptions(route, known),
      ...strangeParams(route),
      ...bodyOfGet(route),
      ...badUse(route),
      ...clashingNames(route),
    ]),
  ];
}

function repeated(routes: readonly MountedRoute[]): string[] {
  const seen = new Map<string, string>();
  return routes.flatMap(({ methods, path, pattern, route }) => {
    const shape = pattern.routerPath.replaceAll(/:\w+/g, ":");
    const own = route.methods.map((method) => `${method} ${shape}`);
    const taken = own.find((key) => seen.has(key));
    const before = taken === undefined ? "" : seen.get(taken)!;
    for (const key of own) seen.set(key, path);
    if (taken === undefined) return [];
    return [
      `${methods[0]} ${path} is declared twice${before === path ? "" : `, also as ${before}`}.`,
    ];
  });
}

function sameNames(routes: readonly MountedRoute[]): string[] {
  const byName = Map.groupBy(routes, ({ name }) => name);
  return [...byName].flatMap(([name, some]) =>
    name === undefined || some.length === 1
      ? []
      : [`The name "${name}" is that of ${some.map(({ path }) => path).join(" and ")}.`],
  );
}

function unknownOptions(mounted: MountedRoute, known: readonly string[]): string[] {
  return Object.keys(mounted.options)
    .filter((option) => !known.includes(option))
    .map((option) => `${label(mounted)} has no option "${option}".${didYouMean(option, known)}`);
}

function strangeParams(mounted: MountedRoute): string[] {
  const { params } = mounted.options;
  if (params === undefined) return [];
  const { names } = mounted.pattern;
  return (fieldNames(params) ?? [])
    .filter((name) => !names.includes(name))
    .map((name) => `${label(mounted)} has no parameter ":${name}".${didYouMean(name, names)}`);
}

function bodyOfGet(mounted: MountedRoute): string[] {
  const { body } = mounted.options;
  const isBodiless = mounted.route.methods.every((method) => method === "GET" || method === "HEAD");
  return body !== undefined && isBodiless ? [`${label(mounted)} cannot have a body.`] : [];
}

function badUse(mounted: MountedRoute): string[] {
  const { use } = mounted;
  const taken = Object.keys(use).filter((name) => TAKEN.includes(name));
  const cycle = findCycle(use);
  return [
    ...taken.map(
      (name) => `${label(mounted)} uses the name "${name}", which a handler gets anyway.`,
    ),
    ...(cycle ? [`${label(mounted)} uses providers in a circle: ${cycle.join(" → ")}.`] : []),
  ];
}

function clashingNames(mounted: MountedRoute): string[] {
  const { query, body, response } = mounted.options;
  try {
    for (const declared of [query, body, response]) {
      if (declared !== undefined) checkNames(declared as object, mounted.naming);
    }
    return [];
  } catch (error) {
    if (SCHEMA_NAMES_CLASH.is(error)) return [`${label(mounted)}: ${error.message}`];
    throw error;
  }
}

function label({ route, path }: MountedRoute): string {
  return `${route.methods.join("|")} ${path}`;
}
