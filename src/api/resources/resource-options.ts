import type { Identity } from "../../core/index.ts";
import type { AnyModel, FieldsOf, InstanceOf, Where } from "../../db/index.ts";
import type { Field } from "../../schema/index.ts";
import type { GroupOptions, HttpRequest } from "../../http/index.ts";
import type { Action } from "./action.ts";
import type { Computed } from "./computed.ts";
import type { ColumnName, FieldName, FieldPath, RelationName, TargetOf } from "./field-names.ts";
import type { FilterOperator } from "./filter-operators.ts";
import type { CreateInput, UpdateInput } from "./input-types.ts";
import type { Named } from "./named.ts";
import type { Pagination } from "./pagination.ts";

/** What can be done with a resource. `update` is PATCH, `replace` is PUT. */
export type Operation = "list" | "get" | "create" | "update" | "replace" | "delete";
/** What can be done with several rows at once. */
export type BulkOperation = Extract<Operation, "create" | "update" | "delete">;
export type BulkChoice = boolean | readonly BulkOperation[];

/** What is shown of a related row: one column as its value, some columns as an object, with more inside. */
export type RelatedFields =
  | string
  | readonly string[]
  | { readonly [field: string]: RelatedFields | true };

/** What is shown: by name a relation's columns, a computed value, or `false` for a column left out. */
export type FieldChoices<Row = any> = {
  readonly [name: string]: RelatedFields | Computed<any, Row> | boolean;
};

/** What these choices may be, by what the model has. */
export type FieldChoicesOf<M, F> = F extends readonly unknown[]
  ? readonly FieldName<M>[]
  : { readonly [K in keyof F]: ChoiceOf<M, K, F[K]> };

type ChoiceOf<M, K, C> = C extends Computed
  ? Computed<any, InstanceOf<M>>
  : K extends RelationName<M>
    ? RelatedChoice<TargetOf<M, K>, C>
    : K extends ColumnName<M>
      ? boolean
      : never;

// By the form of what is given: one union of all that it might be costs 750 instantiations more a resource.
type RelatedChoice<M, C> = C extends boolean
  ? boolean
  : C extends string
    ? ColumnName<M>
    : C extends readonly unknown[]
      ? readonly FieldName<M>[]
      : {
          readonly [K in keyof C]: K extends RelationName<M>
            ? RelatedChoice<TargetOf<M, K>, C[K]>
            : K extends ColumnName<M>
              ? true
              : never;
        };

/** A column, a path to one (`"author.username"`), or both with operators (`{ createdAt: ["gte", "lte"] }`). */
export type FilterChoice<M = any> =
  | FieldPath<M>
  | { readonly [P in FieldPath<M>]?: readonly FilterOperator[] };

/** A policy, whatever its model and its rules. */
export interface AnyPolicy<P extends string = string> {
  readonly model: AnyModel;
  readonly rules: Readonly<Record<P, (user: Identity) => any>>;
}

/** What hooks get beside the values. */
export interface WriteContext {
  readonly user: Identity;
  readonly request: HttpRequest;
}

type MaybePromise<T> = T | Promise<T>;

/** What a resource declares. Everything that a request may name stands in one of its lists. */
export interface ResourceOptions<
  M extends AnyModel,
  F,
  W,
  A,
  R,
  O,
  N,
  P extends string = string,
  L extends Operation = Operation,
  B extends BulkChoice = BulkChoice,
> extends GroupOptions {
  /** Who may see and do what. Without one the app does not start. */
  readonly policy: AnyPolicy<P>;
  /** Default: the plural of the model's name, `"/posts"`. */
  readonly path?: string;
  /** Of the routes: `posts.list`. Default: the path. */
  readonly name?: string;
  /** Default: all columns that are not secret. A list is just these; an object adds to and changes the default. */
  readonly fields?: F & FieldChoicesOf<M, F>;
  /** Columns and relations that no request may set. */
  readonly readOnly?: readonly R[];
  /** Columns and to-one relations that are set by create, and by no request after it. */
  readonly createOnly?: readonly N[];
  /** Columns that may be set and are never shown. Secret ones may be set only where they stand here. */
  readonly writeOnly?: readonly O[];
  /** More input of create and update, handed to the hooks; `named(…)` links related rows. */
  readonly write?: W;
  readonly filter?: readonly FilterChoice<M>[];
  /** Columns, or paths to some, in which `?search=` looks for each word. */
  readonly search?: readonly FieldPath<M>[];
  /** What `?ordering=` may name. */
  readonly orderBy?: readonly FieldPath<M>[];
  /** Default: the model's own order. */
  readonly defaultOrder?: OrderTerm<M> | readonly OrderTerm<M>[];
  /** Default `pages()`. */
  readonly pagination?: Pagination;
  /** Relations that `?expand=` may load, with what is shown of them. */
  readonly expand?: { readonly [K in RelationName<M>]?: readonly FieldName<TargetOf<M, K>>[] };
  /** Relations whose rows are shown with this one's whatever the policy of their own model says. */
  readonly open?: readonly RelationName<M>[];
  /** The unique column in the address of a row. Default: the key. */
  readonly lookup?: ColumnName<M>;
  readonly only?: readonly L[];
  /** Also takes lists at `/posts/bulk`, all or none: to create (POST), update (PATCH) and delete; `true` for all of `only`. */
  readonly bulk?: B;
  /** Rows in such a list at most. Default 100. */
  readonly bulkMax?: number;
  readonly actions?: A;
  /**
   * Locks other rows before those that a request changes or deletes, so that all who change what belongs
   * together wait in one order: `(members) => Team.where({ members }).lock()`. It gets the condition of the rows.
   */
  readonly lockFirst?: (rows: Where<FieldsOf<M>>) => PromiseLike<unknown>;
  // The hooks run in the transaction of the request. Their input is checked, by the names of the code.
  readonly create?: (
    input: CreateInput<M, F, W, R>,
    context: WriteContext,
  ) => MaybePromise<InstanceOf<M>>;
  readonly update?: (
    row: InstanceOf<M>,
    input: UpdateInput<M, F, W, R | N>,
    context: WriteContext,
  ) => MaybePromise<unknown>;
  readonly delete?: (row: InstanceOf<M>, context: WriteContext) => MaybePromise<unknown>;
}

type OrderTerm<M> = ColumnName<M> | `-${ColumnName<M>}`;
export type WriteChoices<M = any> = { readonly [name: string]: Field | Named<RelationName<M>> };
export type Actions<M = any> = { readonly [name: string]: Action<any, any, any, M> };
export type AnyResourceOptions = ResourceOptions<
  AnyModel,
  FieldChoices | readonly string[],
  WriteChoices,
  Actions,
  string,
  string,
  string
>;
