import type { App, Problem } from "../../app/index.ts";
import type { AnyModel, InstanceOf } from "../../db/index.ts";
import { before, type Group, type Method, type Route } from "../../http/index.ts";
import type { Action, PageOfRows } from "./action.ts";
import { answer } from "./answer.ts";
import { bodyOf } from "./body-of.ts";
import { checkResource } from "./check-resource.ts";
import { type ResourceOperation, withOperation } from "./operation.ts";
import { defaultPath } from "./default-path.ts";
import type { Offers } from "./offers.ts";
import { missingRule, refuseOutright } from "./permission.ts";
import type { ColumnName, FieldName } from "./field-names.ts";
import type {
  Actions,
  AnyResourceOptions,
  BulkChoice,
  BulkOperation,
  FieldChoices,
  Operation,
  ResourceOptions,
  WriteChoices,
} from "./resource-options.ts";
import type { InputOf, KeyOf } from "./input-types.ts";
import type { ItemOf, ListPage, ResourceTypes } from "./resource-types.ts";

/** A model as an API: a group of routes, made by `resource()`. */
export interface Resource<T extends ResourceTypes = ResourceTypes> extends Group {
  readonly "~types": T;
  /** Before the names of its routes: `"posts"`. */
  readonly name: string;
  readonly model: AnyModel;
  readonly options: AnyResourceOptions;
  /** Says what is wrong with it, once the models of the app are known. */
  readonly check: (app: App) => readonly Problem[];
}

type ActionTypes<A, Item> = {
  readonly [K in keyof A]: A[K] extends {
    readonly "~body": infer B;
    readonly "~query": infer Q;
    readonly "~response": infer R;
  }
    ? {
        readonly body: B;
        readonly query: Q;
        readonly response: R extends PageOfRows ? ListPage<Item> : R;
      }
    : never;
};

/**
 * Makes a model an API: list, get, create, update (PATCH), replace (PUT), delete and your actions.
 *
 * A policy is required and holds on every path, as conditions in SQL: what a user may not see is 404 and
 * never counted, what they may not do is 403 (401 where signing in could help). What the policy has no rule
 * for is not offered: there is no route, and its method is 405. What a request may
 * filter, search, sort and expand by stands in lists; all else is 400. Writes run in one transaction.
 *
 * @param options See `ResourceOptions`; those of a group (middleware, use, tags) are taken too.
 * @throws nothing: what is wrong with it keeps the app from starting, as `api.resource`
 * @example
 * export const posts = resource(Post, {
 *   policy: postPolicy,
 *   fields: { author: "username", category: ["id", "name"], tags: ["id", "name"] },
 *   filter: ["status", "category"], search: ["title"], orderBy: ["createdAt"],
 *   create: (input, { user }) => Post.create({ ...input, author: user.id }),
 * });
 */
export function resource<
  M extends AnyModel,
  const F extends FieldChoices<InstanceOf<M>> | readonly string[] = {},
  const W extends WriteChoices<M> = {},
  const A extends Actions<M> = {},
  const R extends FieldName<M> = never,
  const O extends ColumnName<M> = never,
  const N extends FieldName<M> = never,
  P extends string = string,
  L extends Operation = Operation,
  const B extends BulkChoice = false,
>(
  model: M,
  options: ResourceOptions<M, F, W, A, R, O, N, P, L, B>,
): Resource<
  ResourceTypes<
    ItemOf<M, F, O>,
    InputOf<M, F, W, R>,
    ActionTypes<A, ItemOf<M, F, O>>,
    KeyOf<M>,
    InputOf<M, F, W, R | N>,
    Offers<P, L, B>
  >
> {
  const path = options.path ?? defaultPath(model.modelName);
  const made = {
    prefix: path,
    name: options.name ?? (path.replaceAll(/^\/|\/$/g, "").replaceAll("/", ".") || model.modelName),
    model,
    // For what has no route, too: what its policy says is of rows, and not of who may hear 404 and 405.
    options: { ...options, decidesAccess: true } as unknown as AnyResourceOptions,
    members: [] as Route[],
    check: (app: App) => checkResource(made as unknown as Resource, app),
  };
  made.members.push(...routesOf(made as unknown as Resource));
  // oxlint-disable-next-line typescript/no-explicit-any
  return made as any;
}

const USUAL: readonly (readonly [Operation, Method, string])[] = [
  ["list", "GET", "/"],
  ["create", "POST", "/"],
  ["get", "GET", "/:key"],
  ["update", "PATCH", "/:key"],
  ["replace", "PUT", "/:key"],
  ["delete", "DELETE", "/:key"],
];

const BULK = [
  ["create", "bulkCreate", "POST"],
  ["update", "bulkUpdate", "PATCH"],
  ["delete", "bulkDelete", "DELETE"],
] as const;

function routesOf(made: Resource): Route[] {
  const { only, bulk = false, actions = {}, policy } = made.options;
  // Without a policy the app does not start, and the check says why.
  const isThere = (operation: Operation): boolean =>
    (only?.includes(operation) ?? true) &&
    (policy as typeof policy | undefined) !== undefined &&
    missingRule(made.options, operation) === undefined;
  const isInBulk =
    typeof bulk === "boolean" ? () => bulk : (one: BulkOperation) => bulk.includes(one);
  return [
    ...USUAL.filter(([operation]) => isThere(operation)).map(([kind, method, path]) =>
      routeOf({ resource: made, kind }, method, path),
    ),
    ...BULK.filter(([operation]) => isThere(operation) && isInBulk(operation)).map(
      ([, kind, method]) => routeOf({ resource: made, kind }, method, "/bulk"),
    ),
    ...Object.entries(actions).map(([name, one]) => actionRoute(made, name, one)),
  ];
}

function actionRoute(resource: Resource, name: string, action: Action): Route {
  const path = action.target === "one" ? `/:key/${action.path}` : `/${action.path}`;
  return routeOf({ resource, kind: "action", name, action }, action.method, path);
}

function routeOf(operation: ResourceOperation, method: Method, path: string): Route {
  const { resource, kind, name = kind, action } = operation;
  const body = bodyOf(operation);
  const options = {
    name: `${resource.name}.${name}`,
    ...(action?.status !== undefined && { status: action.status }),
    ...(action?.summary !== undefined && { summary: action.summary }),
    ...(body !== undefined && {
      body,
      // Who may not do it at all is told so, whatever the body is like.
      middleware: [before("policy", ({ user }) => refuseOutright(operation, user))],
    }),
  };
  const handler = (input: never): unknown => answer(operation, input);
  return withOperation(
    { methods: [method], path, options, handler } as unknown as Route,
    operation,
  );
}
