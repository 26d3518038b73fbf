import type { Route } from "../../http/index.ts";
import type { ResourceTypes } from "../resources/resource-types.ts";
import { resourceClient, type ResourceClient } from "./resource-client.ts";
import { fillPath, type HeaderValues, type RequestOptions, send, type Sender } from "./send.ts";
import type { GivenFor, WireOut } from "./wire-types.ts";
import { fromWire, queryToWire, toWire, type WireNaming } from "./wire-names.ts";

/** A resource, as far as the types of a client go. */
interface ResourceLike {
  readonly "~types": ResourceTypes;
}

/** The map of an app, or the map that is given itself. */
type MapOf<A> = A extends { readonly "~api": infer M } ? M : A;

type ResourceNames<A> = { [K in keyof A]: A[K] extends ResourceLike ? K : never }[keyof A];

/** The routes in a map, and in maps inside of it. */
type RoutesIn<A> = A extends Route
  ? A
  : A extends ResourceLike
    ? never
    : A extends object
      ? { [K in keyof A]: RoutesIn<A[K]> }[keyof A]
      : never;

type PathsOf<R, M> = R extends { readonly path: infer P; readonly methods: readonly (infer N)[] }
  ? M extends N
    ? P
    : never
  : never;

type Chosen<R, M, P> = R extends { readonly path: P; readonly methods: readonly (infer N)[] }
  ? M extends N
    ? R
    : never
  : never;

type Wanted<T> = { readonly [K in keyof T]: string | number };

/** What has to be given is required, and what may be left out is not. */
type Part<K extends string, T> = [T] extends [undefined]
  ? {}
  : {} extends T
    ? { readonly [N in K]?: T }
    : { readonly [N in K]: T };

type CallOf<R> =
  R extends Route<any, any, infer Q, infer B>
    ? RequestOptions &
        Part<"params", Wanted<R["~params"]>> &
        Part<"query", GivenFor<Q>> &
        Part<"body", [B] extends [undefined] ? undefined : GivenFor<B>>
    : never;

type ArgumentsOf<R> = {} extends CallOf<R> ? [options?: CallOf<R>] : [options: CallOf<R>];
type AnswerOf<R> = R extends { readonly "~response": infer T } ? WireOut<T> : never;

const METHODS = { get: "GET", post: "POST", put: "PUT", patch: "PATCH", del: "DELETE" } as const;
type Methods = typeof METHODS;

/** Calls of plain routes, by method and path as they are declared. */
export type RouteCalls<R> = { readonly [N in keyof Methods]: RouteCall<R, Methods[N]> };

/** Calls the route with this path, and gives its answer. */
type RouteCall<R, M> = <P extends PathsOf<R, M>>(
  path: P,
  ...rest: ArgumentsOf<Chosen<R, M, P>>
) => Promise<AnswerOf<Chosen<R, M, P>>>;

/** A client of an API: its routes by method and path, its resources by their names in the map. */
export type Client<A> = ClientOf<MapOf<A>>;
type ClientOf<A> = RouteCalls<RoutesIn<A>> & {
  readonly [K in ResourceNames<A>]: A[K] extends {
    readonly "~types": infer T extends ResourceTypes;
  }
    ? ResourceClient<T>
    : never;
};

export interface ClientOptions<A = any> {
  /** Where the API is, prefixes of groups included: `"https://example.org/api"`. */
  readonly url: string;
  /** For every request, such as `authorization`; a function is asked each time. */
  readonly headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>);
  /** Default: that of the platform. `(request) => server.fetch(request)` calls an app in process. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How the server writes names. Default `"snake_case"`; here they are as in the code. */
  readonly naming?: WireNaming;
  /** Paths of resources where they are not the name in the map, as in `{ posts: "/blog-posts" }`. */
  readonly paths?: { readonly [K in ResourceNames<MapOf<A>>]?: string };
}

/**
 * Makes a client whose calls are checked against the declarations of an API. Nothing is generated, and
 * nothing of the server is loaded: import its type only.
 *
 * Answers of 400 and above are thrown as `ApiError`; `attempt` gives them as values. Moments come as texts.
 * Names are those of the code, and those of data without a shape are translated too: nothing here knows
 * where it begins.
 *
 * @example
 * // server: export const api = { posts, createUser, stats: get("/stats", …) };
 * import type { api } from "../server/api.ts";
 * const blog = client<typeof api>({ url: "https://example.org/api" }); // or typeof app, where app({ …, api })
 * for await (const post of blog.posts.each({ status: "published" })) show(post.title);
 * const stats = await blog.get("/stats", { query: { days: 7 } });
 */
export function client<A>(options: ClientOptions<NoInfer<A>>): Client<A> {
  const { headers = {}, naming = "snake_case", paths = {} } = options;
  const sender: Sender = {
    url: options.url.replace(/\/+$/, ""),
    naming,
    fetch: options.fetch ?? ((request) => fetch(request)),
    headers: typeof headers === "function" ? headers : () => headers,
  };
  const known = new Map<string, unknown>();
  return new Proxy(
    {},
    {
      get(_target, name) {
        // A client that is awaited by mistake is no promise.
        if (typeof name !== "string" || name === "then") return undefined;
        let part = known.get(name);
        if (part === undefined) known.set(name, (part = partOf(sender, name, paths)));
        return part;
      },
    },
  ) as Client<A>;
}

function partOf(
  sender: Sender,
  name: string,
  paths: Readonly<Record<string, string | undefined>>,
): unknown {
  if (!Object.hasOwn(METHODS, name)) {
    return resourceClient(sender, paths[name] ?? `/${pathOf(name)}`);
  }
  const { naming } = sender;
  const method = METHODS[name as keyof Methods];
  return async (path: string, { params, query = {}, body, ...options }: Call = {}) => {
    const sent = { ...options, query: queryToWire(query, naming), body: toWire(body, naming) };
    return fromWire(await send(sender, method, fillPath(path, params), sent), naming);
  };
}

interface Call extends RequestOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** The usual path of a resource: that of the model's plural. */
function pathOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
