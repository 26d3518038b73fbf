import { kebabCase } from "../../core/index.ts";
import {
  schemaOf,
  shape,
  wireName,
  type Field,
  type Naming,
  type Problem,
  type Schema,
} from "../../schema/index.ts";
import { ROUTE_NOT_FOUND } from "../errors.ts";
import type { HttpRequest } from "./request.ts";
import type { MountedRoute } from "../routing/mount.ts";

/** A problem and the part of the request that it is in. */
export interface LocatedProblem extends Problem {
  readonly in: PartName | "body";
}

type PartName = "query" | "headers" | "cookies";

/** Reads one part of a request into the input of the handler, or gives what is wrong with it. */
export type ReadPart = (
  request: HttpRequest,
  input: Record<string, unknown>,
) => readonly LocatedProblem[] | undefined;

type Raw = Readonly<Record<string, unknown>>;

/** Compiles the reading of query, headers and cookies, as far as the route declares them. */
export function compileParts({ options, unknownQuery, naming }: MountedRoute): ReadPart[] {
  const { query, headers, cookies } = options;
  const parts: ReadPart[] = [];
  if (query !== undefined) {
    const names = unknownQuery === "ignore" ? wireNames(query, naming) : undefined;
    parts.push(partOf("query", query, (request) => picked(request.query, names), naming));
  }
  if (headers !== undefined) {
    const names = fieldNames(headers)?.map((name) => [name, kebabCase(name)] as const);
    parts.push(partOf("headers", headers, ({ headers: all }) => renamed(all, names)));
  }
  if (cookies !== undefined) {
    const names = fieldNames(cookies);
    parts.push(cookiesPart(cookies, names));
  }
  return parts;
}

/** Compiles the reading of the path's parameters. What does not fit is an address that is not there. */
export function compileParams({ options, pattern }: MountedRoute): (raw: Raw) => unknown {
  const rest = pattern.segments.find(({ isRest }) => isRest)?.name;
  const named = rest === undefined ? (raw: Raw) => raw : (raw: Raw) => withRest(raw, rest);
  if (options.params === undefined) return named;
  const schema = anySchema(options.params);
  const names = fieldNames(options.params);
  return (raw) => {
    const all = named(raw);
    const result = schema.validate(picked(all, names), { from: "text" });
    if (!result.ok) throw ROUTE_NOT_FOUND();
    return { ...all, ...(result.value as Raw) };
  };
}

/** One face for maps of fields, shapes and the schemas of others. */
export function anySchema(given: object): Schema<unknown> {
  return "~standard" in given
    ? schemaOf(given as never)
    : (shape(given as Record<string, Field>) as Schema<unknown>);
}

/** The names that a map of fields or a shape knows; undefined for other schemas. */
export function fieldNames(given: object): string[] | undefined {
  if (!("~standard" in given)) return Object.keys(given);
  return "fields" in given ? Object.keys(given.fields as object) : undefined;
}

function wireNames(given: object, naming: Naming): string[] | undefined {
  return fieldNames(given)?.map((name) => wireName(name, naming));
}

function partOf(
  name: PartName,
  given: object,
  rawOf: (request: HttpRequest) => Raw,
  naming: Naming = "camelCase",
): ReadPart {
  const schema = anySchema(given);
  const options = { from: "text", naming } as const;
  return (request, input) => {
    const result = schema.validate(rawOf(request), options);
    if (!result.ok) return result.problems.map((problem) => ({ ...problem, in: name }));
    input[name] = result.value;
    return undefined;
  };
}

/**
 * Reads cookies. One that does not fit is as if it had not been sent, as one of `cookie()` that somebody has
 * changed: it may be of an older form of the app, and a browser would send it with each request until it is over.
 */
function cookiesPart(given: object, names: readonly string[] | undefined): ReadPart {
  const schema = anySchema(given);
  return (request, input) => {
    const raw = picked(request.cookies, names);
    const sent = schema.validate(raw, { from: "text" });
    const result = sent.ok ? sent : schema.validate(without(raw, sent.problems), { from: "text" });
    if (result.ok) input["cookies"] = result.value;
    // Where something has to be sent, what is wrong with it says more than that it is missing.
    else if (!sent.ok) return sent.problems.map((problem) => ({ ...problem, in: "cookies" }));
    return undefined;
  };
}

function without(all: Raw, problems: readonly Problem[]): Raw {
  const faulty = new Set(problems.map(({ path }) => path.split(".")[0]));
  return Object.fromEntries(Object.entries(all).filter(([name]) => !faulty.has(name)));
}

function picked(all: Raw, names: readonly string[] | undefined): Raw {
  if (names === undefined) return all;
  const some: Record<string, unknown> = {};
  for (const name of names) if (all[name] !== undefined) some[name] = all[name];
  return some;
}

function renamed(all: Raw, names: readonly (readonly [string, string])[] | undefined): Raw {
  if (names === undefined) return all;
  const some: Record<string, unknown> = {};
  for (const [name, header] of names) if (all[header] !== undefined) some[name] = all[header];
  return some;
}

function withRest(raw: Raw, name: string): Raw {
  if (name in raw) return raw;
  const { "*": rest, ...others } = raw;
  return { ...others, [name]: rest };
}
