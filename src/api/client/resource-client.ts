import type { OfferedInBulk, OfferedOperation } from "../resources/offers.ts";
import type { ListPage, ResourceTypes } from "../resources/resource-types.ts";
import { type RequestOptions, segmentOf, send, type Sender } from "./send.ts";
import type { WireIn, WireOut } from "./wire-types.ts";
import { fromWire, listQueryToWire, toWire } from "./wire-names.ts";

/** Parameters of a list; filters by their names. What the server does not know it refuses. */
export interface ListQuery {
  readonly page?: number;
  readonly pageSize?: number;
  readonly limit?: number;
  readonly offset?: number;
  readonly after?: string;
  readonly search?: string;
  /** `"-createdAt"`, or several. */
  readonly ordering?: string | readonly string[];
  readonly fields?: readonly string[];
  readonly expand?: readonly string[];
  readonly [filter: string]: unknown;
}

type Query = Readonly<Record<string, unknown>>;

export interface RunOptions<B, Q> extends RequestOptions {
  /** Of the row, for an action on one. */
  readonly key?: string | number;
  readonly body?: B;
  readonly query?: Q;
  /** Default `"POST"`. */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Of the action, where it is not its name. */
  readonly path?: string;
}

/**
 * The calls of one resource: those that the compiler knows it to have.
 *
 * What the policy has no rule for, what `only` and `bulk` leave out, is not there; nor is `run` without actions.
 */
export type ResourceClient<T extends ResourceTypes> = Pick<ResourceCalls<T>, CallName<T>>;

type CallName<T extends ResourceTypes> =
  | CallOf[OfferedOperation<T["offers"]>]
  | BulkCallOf[OfferedInBulk<T["offers"]>]
  | ([keyof T["actions"]] extends [never] ? never : "run");

interface CallOf {
  list: "list" | "each";
  get: "get";
  create: "create";
  update: "update";
  replace: "replace";
  delete: "delete";
}

interface BulkCallOf {
  create: "createMany";
  update: "updateMany";
  delete: "deleteMany";
}

/** The calls that a resource may have. */
export interface ResourceCalls<T extends ResourceTypes> {
  list(query?: ListQuery, options?: RequestOptions): Promise<ListPage<T["item"]>>;
  /** All rows, page after page, asked for as they are needed. */
  each(query?: ListQuery, options?: RequestOptions): AsyncGenerator<T["item"], void>;
  get(key: T["key"] | string, query?: Query, options?: RequestOptions): Promise<T["item"]>;
  create(input: WireIn<T["input"]>, options?: RequestOptions): Promise<T["item"]>;
  /** All or none. */
  createMany(inputs: readonly WireIn<T["input"]>[], options?: RequestOptions): Promise<T["item"][]>;
  /** All or none. Each change has the key of its row. */
  updateMany(
    changes: readonly (Partial<WireIn<T["change"]>> & { readonly id?: T["key"] })[],
    options?: RequestOptions,
  ): Promise<T["item"][]>;
  /** All or none. */
  deleteMany(keys: readonly T["key"][], options?: RequestOptions): Promise<void>;
  /** Changes the fields that are given. */
  update(
    key: T["key"] | string,
    input: Partial<WireIn<T["change"]>>,
    options?: RequestOptions,
  ): Promise<T["item"]>;
  /** Changes all fields; what is not given gets its default. */
  replace(
    key: T["key"] | string,
    input: WireIn<T["change"]>,
    options?: RequestOptions,
  ): Promise<T["item"]>;
  delete(key: T["key"] | string, options?: RequestOptions): Promise<void>;
  /** Runs an action of the resource. */
  run<N extends keyof T["actions"] & string>(
    name: N,
    options?: RunOptions<WireIn<T["actions"][N]["body"]>, WireIn<T["actions"][N]["query"]>>,
  ): Promise<WireOut<T["actions"][N]["response"]>>;
}

export function resourceClient(sender: Sender, path: string): ResourceCalls<ResourceTypes> {
  const { naming } = sender;
  const call = async (
    method: string,
    rest: string,
    options: RequestOptions & { body?: unknown; query?: Query } = {},
  ): Promise<never> => {
    const { query = {}, body, signal, headers } = options;
    const given = { query: listQueryToWire(query, naming), signal, headers };
    const sent = body === undefined ? given : { ...given, body: toWire(body, naming) };
    return fromWire(await send(sender, method, `${path}${rest}`, sent), naming) as never;
  };
  const at = (key: unknown): string => `/${segmentOf(String(key))}`;
  return {
    list: (query = {}, options) => call("GET", "", { ...options, query }),
    async *each(query = {}, options) {
      let page: ListPage<unknown> = await call("GET", "", { ...options, query });
      for (;;) {
        yield* page.results;
        if (page.next === null) return;
        // Only what follows the question mark: the server may not know under which address it is reached.
        const rest = page.next.slice(page.next.indexOf("?"));
        page = fromWire(
          await send(sender, "GET", `${path}${rest}`, options ?? {}),
          naming,
        ) as ListPage<unknown>;
      }
    },
    get: async (key, query = {}, options) => call("GET", at(key), { ...options, query }),
    create: (body, options) => call("POST", "", { ...options, body }),
    createMany: (body, options) => call("POST", "/bulk", { ...options, body }),
    updateMany: (body, options) => call("PATCH", "/bulk", { ...options, body }),
    deleteMany: (body, options) => call("DELETE", "/bulk", { ...options, body }),
    update: async (key, body, options) => call("PATCH", at(key), { ...options, body }),
    replace: async (key, body, options) => call("PUT", at(key), { ...options, body }),
    delete: async (key, options) => call("DELETE", at(key), options),
    run: async (name, { key, method = "POST", path: own = name, ...options } = {}) =>
      call(method, `${key === undefined ? "" : at(key)}/${own}`, options),
  };
}
