/** Names of the parameters in a path: `"id" | "slug"` of `"/posts/:id/:slug(\\w+)"`. */
export type PathNames<P extends string> = P extends `${string}:${infer Rest}`
  ? Rest extends `${infer Segment}/${infer More}`
    ? NameOf<Segment> | PathNames<`/${More}`>
    : NameOf<Rest>
  : never;

type NameOf<Segment extends string> = Segment extends `${infer Name}(${string}` ? Name : Segment;

/** A path taken apart. */
export interface PathPattern {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  /** Of its parameters, from left to right. */
  readonly names: readonly string[];
  /** As Fastify's router writes it. */
  readonly routerPath: string;
  /** As Fastify's router writes it where several patterns compete for one place: without the patterns. */
  readonly placePath: string;
  /** The parameters of a decoded path of this pattern. */
  readonly match: (path: string) => Readonly<Record<string, string>> | undefined;
}

export interface PathSegment {
  /** Text of a fixed segment. */
  readonly text?: string;
  /** Name of a parameter. */
  readonly name?: string;
  /** What a parameter matches, as the source of a regular expression. Default: anything but a slash. */
  readonly pattern?: string;
  /** Whether it takes the rest of the path, slashes included. */
  readonly isRest: boolean;
}

const SEGMENT = /^:([A-Za-z_]\w*)(?:\((.+)\))?$/;
const REST_PATTERNS = ["*", ".*", ".+"];

/** Takes a path apart, or says what is wrong with it. */
export function parsePath(path: string): PathPattern | string {
  if (!path.startsWith("/")) return `the path ${JSON.stringify(path)} does not begin with a slash`;
  const segments: PathSegment[] = [];
  for (const part of path.slice(1).split("/")) {
    const segment = parseSegment(part);
    if (typeof segment === "string") return `${segment} in the path ${JSON.stringify(path)}`;
    if (segments.at(-1)?.isRest) return `something follows the rest in ${JSON.stringify(path)}`;
    segments.push(segment);
  }
  const names = segments.flatMap(({ name }) => name ?? []);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated) return `":${repeated}" stands twice in the path ${JSON.stringify(path)}`;
  const expression = new RegExp(`^/${segments.map(sourceOf).join("/")}$`);
  return {
    path,
    segments,
    names,
    routerPath: `/${segments.map(routerSegment).join("/")}`,
    placePath: `/${segments.map(placeSegment).join("/")}`,
    match: (given: string) => {
      const found = expression.exec(given);
      return found === null ? undefined : (found.groups ?? NO_PARAMS);
    },
  };
}

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

/** Fills a pattern in. @returns the address, or the name of what is missing under `missing` */
export function fillPath(
  { segments }: PathPattern,
  params: Readonly<Record<string, unknown>>,
): string | { missing: string } {
  let address = "";
  for (const { text, name, isRest } of segments) {
    if (name === undefined) {
      address += `/${text}`;
      continue;
    }
    const value = params[name];
    if (value === undefined || value === null || value === "") return { missing: name };
    const filled = textOf(value);
    address += `/${isRest ? filled.split("/").map(encodeURIComponent).join("/") : encodeURIComponent(filled)}`;
  }
  return address;
}

/** A value as it stands in an address. */
export function textOf(value: unknown): string {
  // oxlint-disable-next-line typescript/no-base-to-string -- an object here is a mistake that shows
  return value instanceof Date ? value.toISOString() : String(value);
}

function parseSegment(part: string): PathSegment | string {
  if (!part.includes(":")) {
    return /[()*?]/.test(part) ? `"${part}" is no segment` : { text: part, isRest: false };
  }
  const [, name, pattern] = SEGMENT.exec(part) ?? [];
  if (name === undefined) return `"${part}" is no parameter (write ":name" or ":name(pattern)")`;
  if (pattern === undefined) return { name, isRest: false };
  if (REST_PATTERNS.includes(pattern)) return { name, isRest: true };
  if (!isExpression(pattern)) return `"${pattern}" is no regular expression`;
  return { name, pattern, isRest: false };
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

function sourceOf({ text, name, pattern, isRest }: PathSegment): string {
  if (text !== undefined) return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `(?<${name}>${isRest ? ".*" : (pattern ?? "[^/]+")})`;
}

function routerSegment({ text, name, pattern, isRest }: PathSegment): string {
  // A colon in the router's language begins a parameter; two are one.
  if (text !== undefined) return text.replaceAll(":", "::");
  if (isRest) return "*";
  return pattern === undefined ? `:${name}` : `:${name}(^${pattern}$)`;
}

function placeSegment(segment: PathSegment, index: number): string {
  return segment.pattern === undefined ? routerSegment(segment) : `:p${index}`;
}
