import type { Duration } from "../../core/index.ts";
import type { Naming } from "../../schema/index.ts";
import type { ParamsOf, ValueOf } from "../input/handler-input.ts";
import type {
  DeleteMaker,
  GetMaker,
  PatchMaker,
  PostMaker,
  PutMaker,
  RouteMaker,
} from "./route-makers.ts";
import type { Middleware } from "../handling/middleware.ts";
import type { Provider } from "../handling/provider.ts";

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";

/** What a route may say that other parts of the framework read; they add it by declaration merging. */
export interface RouteExtras {
  /** For documents. */
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly deprecated?: boolean;
  /** Everybody may ask for it. With `auth` in the app, a route has to say whom it is for. */
  readonly public?: boolean;
  /** It decides by itself who may do what, as the routes of a resource do by its policy. */
  readonly decidesAccess?: boolean;
  /**
   * Of `auth`. `false`: no cookie says who asks here, so nothing needs to be protected, or looked up. `true`:
   * forms are checked even where nobody is signed in, as for signing in. Default: wherever a cookie says who asks.
   */
  readonly csrf?: boolean;
  /**
   * Of `auth`. `false`: nothing but what the route itself reads says who asks, so that an old token or cookie that
   * a client sends with everything does not stand in its way. Whoever asks is nobody. Default true.
   */
  readonly authenticate?: boolean;
}

/** What holds for one route or for all of a group. */
export interface RouteLimits {
  /** From the outer to the inner. */
  readonly middleware?: readonly Middleware[];
  /** Time for the whole request, after which it is answered with 504 and its `signal` aborts. */
  readonly timeout?: Duration;
  /** Requests that take longer are logged as slow. */
  readonly slow?: Duration;
  /** Largest body, in bytes. */
  readonly bodyLimit?: number;
  /** Whether names in the query that the route does not know are refused (the default) or ignored. */
  readonly unknownQuery?: "refuse" | "ignore";
  /**
   * How the names of query, body and `response` are written on the wire; code has them as they are declared.
   * Names in the path, of headers and of cookies stay as they are written. Default: that of `http()`.
   */
  readonly naming?: Naming;
  /** Whether it is answered in maintenance mode too. Default false. */
  readonly worksInMaintenance?: boolean;
}

/** What a route declares. `A`…: the maps of fields, shapes or schemas as they were given. */
export interface RouteOptions<A, Q, H, C, B, U, S> extends RouteExtras, RouteLimits {
  /** Unique in the app; for `url("posts.show")`, documents and logs. */
  readonly name?: string;
  /** Fields of parameters in the path. A value that does not fit is 404. Without a field it is text. */
  readonly params?: A;
  /** Fields of the query string, or a shape. */
  readonly query?: Q;
  /** Fields of headers: `ifMatch` is `if-match`. Others are not looked at. */
  readonly headers?: H;
  /** Fields of cookies. Others are not looked at. */
  readonly cookies?: C;
  /** A shape, a map of fields or any Standard Schema. Without one, no body is read. */
  readonly body?: B;
  /** Content types of the body. Default: `["application/json"]`. */
  readonly accepts?: readonly string[];
  /** Content types of the answer, the usual one first; a request that accepts none of them is 406. */
  readonly produces?: readonly string[];
  /** What the handler asks for, by the name under which it gets it. */
  readonly use?: U;
  /** The answer: what it does not name is not sent, deep inside too, and the compiler checks what the handler returns. */
  readonly response?: S;
  /** Of the answer, where the handler does not say otherwise. Default 200, or 204 for nothing. */
  readonly status?: number;
}

export type AnyRouteOptions = RouteOptions<any, any, any, any, any, Record<string, Provider>, any>;

/** A method, a path and what answers. A value: making it registers nothing. */
export interface Route<
  P extends string = string,
  A = any,
  Q = any,
  B = any,
  R = any,
  M extends Method = any,
> {
  readonly methods: readonly M[];
  readonly path: P;
  readonly options: AnyRouteOptions;
  readonly handler: (input: never) => unknown;
  readonly "~params": ParamsOf<P, A>;
  readonly "~query": Q;
  readonly "~body": ValueOf<B>;
  readonly "~response": R;
}

/**
 * Makes a route that answers GET, and HEAD with it.
 *
 * What the handler returns is the answer: an object is JSON, a text `text/plain`, nothing 204, and
 * `respond`, `redirect`, `html` and others say it exactly. Paths are matched as they stand; `:id` is one
 * segment, `:year(\\d{4})` one that fits the pattern, `:path(*)` the rest. What is wrong with the
 * routes of an app is told when it starts, all at once.
 *
 * @example
 * export const showPost = get("/posts/:id", { params: { id: int() } }, ({ params }) => Post.get(params.id));
 */
export const get: GetMaker = maker(["GET"]);
/** Makes a route that answers POST; see `get`. */
export const post: PostMaker = maker(["POST"]);
/** Makes a route that answers PUT; see `get`. */
export const put: PutMaker = maker(["PUT"]);
/** Makes a route that answers PATCH; see `get`. */
export const patch: PatchMaker = maker(["PATCH"]);
/** Makes a route that answers DELETE; see `get`. */
export const del: DeleteMaker = maker(["DELETE"]);

/**
 * Gives the maker of routes for several methods.
 *
 * @example
 * export const contact = route("GET", "POST")("/contact", ({ request }) => …);
 */
export function route<const M extends Method>(...methods: readonly M[]): RouteMaker<M> {
  return maker(methods);
}

export function isRoute(value: object): value is Route {
  return "handler" in value && "methods" in value;
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the signatures are those of the makers
function maker<T>(methods: readonly Method[]): T {
  const make = (path: string, ...rest: readonly unknown[]): unknown => ({
    methods,
    path,
    options: rest.length === 1 ? {} : rest[0],
    handler: rest.at(-1),
  });
  return make as T;
}
