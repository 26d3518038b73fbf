import type { Identity } from "../../core/index.ts";
import type { AnyModel, FieldsOf, InstanceOf, Query } from "../../db/index.ts";
import type { HttpRequest, HttpResponse, Method, ValueOf } from "../../http/index.ts";

type ActionMethod = Extract<Method, "GET" | "POST" | "PUT" | "PATCH" | "DELETE">;

/** What an action runs with. */
export interface ActionInput<M, B = undefined, Q = {}> {
  readonly user: Identity;
  readonly request: HttpRequest;
  readonly body: ValueOf<B>;
  readonly query: ValueOf<Q>;
  /** On one: the row, which the user may see and do this to; locked, in the transaction of the request. */
  readonly row: M extends AnyModel ? InstanceOf<M> : unknown;
  /** On many: the rows that the user may do this to. */
  readonly rows: Query<InstanceOf<M>, FieldsOf<M>>;
}

/** What an action is about: a row, all rows, or the list, which is then cut into pages. */
export type ActionTarget = "one" | "many" | "list";

/** The answer of an action on the list, to the compiler: a page of what the resource shows. */
export interface PageOfRows {
  readonly "~page": true;
}

/** Something that a resource can do beside the usual. Made by `action.post("publish")` and others. */
export interface Action<B = any, Q = any, R = any, M = any> {
  readonly "~body": ValueOf<B>;
  readonly "~query": ValueOf<Q>;
  readonly "~response": R;
  /** Of which model's rows it takes. */
  readonly "~model"?: (model: M) => void;
  readonly method: ActionMethod;
  /** Below the resource or the row: `"publish"`. */
  readonly path: string;
  readonly target: ActionTarget;
  /** The rule of the policy that it goes by; undefined where the usual one is found. */
  readonly rule: string | undefined;
  readonly hidden: 404 | 403;
  readonly body: object | undefined;
  readonly query: object | undefined;
  readonly response: object | undefined;
  readonly status: number | undefined;
  readonly summary: string | undefined;
  readonly run: (input: any) => unknown;
}

export interface ActionOptions<B, Q, S> {
  /** A shape, a map of fields or any Standard Schema. Without one no body is read. */
  readonly body?: B;
  /** Fields of the query string. */
  readonly query?: Q;
  /** What is answered. Default: the row as the resource shows it, or what the action returns. */
  readonly response?: S;
  /** The rule of the policy. Default: that of the action's name, else `read` for GET and `update` on one. */
  readonly rule?: string;
  /** On one, unless GET: what those get who may not see the row: 404, as if it were not there (the default), or 403. */
  readonly hidden?: 404 | 403;
  /** Default 200, or 204 for nothing. */
  readonly status?: number;
  /** For documents. */
  readonly summary?: string;
}

interface ActionMaker {
  (path: string): ActionDraft;
}

/** An action whose target is still to be said. */
export interface ActionDraft {
  /**
   * `on("list")`: the list once more, `/posts/published`; the rows that the function leaves are filtered,
   * searched, sorted and cut into pages as those of the list are. Only for GET.
   */
  on(
    target: "list",
    options?: Pick<ActionOptions<undefined, {}, unknown>, "rule" | "summary">,
  ): {
    run<M = unknown>(
      narrow: (input: Pick<ActionInput<M>, "request" | "rows" | "user">) => Query<any, any>,
    ): Action<undefined, any, PageOfRows, M>;
  };
  /** `on("one")`: of a row, `/posts/3/publish`. `on("many")`: of all rows, `/posts/popular`. */
  on<B = undefined, Q = {}, S = unknown>(
    target: "one" | "many",
    options?: ActionOptions<B, Q, S>,
  ): {
    /** The model is that of the resource; elsewhere say it, `({ row }: ActionInput<typeof Post>) => …`. */
    run<R extends Returned<S>, M = unknown>(
      run: (input: ActionInput<M, B, Q>) => R,
    ): Action<B, Q, Answered<S, R>, M>;
  };
}

/** What an action may give where `response` is declared: one of it, or a list of them. */
type Returned<S> = [unknown] extends [S]
  ? unknown
  : Shown<ValueOf<S>> | PromiseLike<Shown<ValueOf<S>>>;
type Shown<T> = T | readonly T[] | HttpResponse;

type Answered<S, R> = [unknown] extends [S]
  ? Awaited<R>
  : AnsweredAs<ValueOf<S>, Exclude<Awaited<R>, HttpResponse>>;
type AnsweredAs<T, R> = [R] extends [T] ? T : [R] extends [readonly T[]] ? T[] : T | T[];

/**
 * Makes an action of a resource.
 *
 * It goes by the rule of the policy that has its name; without such a rule GET goes by `read` and others
 * on one row by `update`. All but GET run in one transaction.
 *
 * @example
 * actions: {
 *   publish: action.post("publish").on("one").run(({ row }) => row.publish()),
 *   published: action.get("published").on("list").run(({ rows }) => rows.where({ status: "published" })),
 *   popular: action.get("popular").on("many", { query: { days: int().default(7) } })
 *     .run(({ rows, query }) => rows.where({ publishedAt: { gte: daysAgo(query.days) } })),
 * }
 */
export const action: Readonly<Record<"get" | "post" | "put" | "patch" | "delete", ActionMaker>> = {
  get: maker("GET"),
  post: maker("POST"),
  put: maker("PUT"),
  patch: maker("PATCH"),
  delete: maker("DELETE"),
};

function maker(method: ActionMethod): ActionMaker {
  const draft = (path: string) => ({
    on: (target: ActionTarget, options: ActionOptions<object, object, object> = {}) => ({
      run: (run: unknown) => ({
        method,
        path: path.replace(/^\//, ""),
        target,
        rule: options.rule,
        hidden: options.hidden ?? 404,
        body: options.body,
        query: options.query,
        response: options.response,
        status: options.status,
        summary: options.summary,
        run,
      }),
    }),
  });
  return draft as unknown as ActionMaker;
}
