import type { Aggregate, AggregateOf, AggregateValues } from "./aggregate.ts";
import type { Where } from "./condition.ts";
import type { GroupKey, Grouped, GroupQuery } from "./group.ts";
import type { Order } from "./order.ts";
import type {
  ColumnKey,
  Columns,
  FieldsOf,
  InstanceOf,
  Key,
  Loaded,
  RelationKey,
  Update,
} from "../models/row.ts";

/** One page of a list, counted. `page` starts at 1. */
export interface Page<T> {
  readonly items: T[];
  readonly count: number;
  readonly page: number;
  readonly size: number;
  readonly pages: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** One page of a list by cursor: rows that come or go in between are neither repeated nor skipped. */
export interface CursorPage<T> {
  readonly items: T[];
  /** Give it as `after` for the next page; null at the end. */
  readonly next: string | null;
  /** Give it as `before` for the previous page; null at the start. */
  readonly previous: string | null;
}

export interface LockOptions {
  /** Default `"update"`. */
  readonly strength?: "update" | "share";
  /** When a row is locked: wait for it (default), fail at once with `DB_LOCKED`, or leave it out. */
  readonly whenLocked?: "wait" | "fail" | "skip";
}

/** What a to-one relation is loaded with. */
export interface RelatedRowOptions<F> {
  readonly with?: readonly RelatedArgument<F>[];
  readonly select?: readonly ColumnKey<F>[];
}

/** What a to-many relation is loaded with. */
export interface RelatedOptions<F> extends RelatedRowOptions<F> {
  readonly where?: Where<F>;
  readonly order?: Order<F> | readonly Order<F>[];
  /** At most so many rows for each parent. */
  readonly limit?: number;
}

/** A relation to load: its name, or an object of names with options. */
export type RelatedArgument<F> =
  | RelationKey<F>
  | {
      readonly [K in RelationKey<F>]?: F[K] extends {
        readonly "~model": infer M;
        readonly "~null": infer N;
      }
        ? (N extends "many" ? RelatedOptions<FieldsOf<M>> : RelatedRowOptions<FieldsOf<M>>) | true
        : never;
    };

type NamesIn<A> = A extends string ? A : keyof A & string;
type OptionsIn<A, K> = A extends string ? never : K extends keyof A ? A[K] : never;
type Selected<M, O> = O extends { readonly select: readonly (infer C)[] }
  ? Pick<Columns<FieldsOf<M>>, C & keyof Columns<FieldsOf<M>>>
  : InstanceOf<M>;
type Target<M, O> = [O] extends [never]
  ? InstanceOf<M>
  : O extends { readonly with: readonly (infer A)[] }
    ? Loaded<Selected<M, O>, Related<FieldsOf<M>, A>>
    : Selected<M, O>;

/**
 * The values that loaded relations have, by name.
 *
 * The condition only takes the alias off the result. Through the arguments of an alias TypeScript infers,
 * at each `rows.map(…)`, from model to model until it has seen all of them (bench/types, per model and
 * query at 320 models: 7,712 instantiations with the alias, 1,887 without).
 */
export type Related<F, A> = [A] extends [infer B]
  ? {
      readonly [K in NamesIn<B>]: K extends keyof F
        ? F[K] extends { readonly "~model": infer M; readonly "~null": infer N }
          ? N extends "many"
            ? Target<M, OptionsIn<B, K>>[]
            : Target<M, OptionsIn<B, K>> | (N extends "nullable" ? null : never)
          : never
        : never;
    }
  : never;

/** The shape that nothing is added to. */
export type Nothing = {};

/**
 * A question to the database, asked when it is awaited. Each method gives a new query.
 *
 * `T` is what one row is, `F` the model's fields, `L` what was loaded or added.
 */
export interface Query<T, F, L = Nothing> extends PromiseLike<Loaded<T, L>[]> {
  /** Narrows; conditions of several calls hold all. */
  where(condition: Where<F>): Query<T, F, L>;
  /** Leaves out the rows that meet the condition. */
  exclude(condition: Where<F>): Query<T, F, L>;
  /** Conditions on annotated values. */
  having(condition: { readonly [K in keyof L]?: HavingCondition<L[K]> }): Query<T, F, L>;
  /** Loads relations with the rows: to-one in the same statement, to-many in one statement each. */
  with<const A extends readonly RelatedArgument<F>[]>(
    ...relations: A
  ): Query<T, F, L & Related<F, A[number]>>;
  /** Sorts; replaces the order so far. Without arguments: no order. */
  order(...terms: readonly Order<F, L>[]): Query<T, F, L>;
  /** Turns the order round; where there is none, it does nothing. */
  reverse(): Query<T, F, L>;
  limit(rows: number): Query<T, F, L>;
  offset(rows: number): Query<T, F, L>;
  /**
   * Leaves out rows that are equal in the selected columns: `select("city").distinct()`.
   *
   * Sorted by selected columns only, on both databases. Whole rows always differ, in their key.
   */
  distinct(): Query<T, F, L>;
  /** Only these columns, as plain objects. */
  select<K extends ColumnKey<F>>(...columns: K[]): Query<Pick<Columns<F>, K>, F, L>;
  /** One column, as an array of its values. */
  pluck<K extends ColumnKey<F>>(column: K): Promise<Columns<F>[K][]>;
  /** Adds computed values to each row. */
  annotate<A extends { readonly [name: string]: AggregateOf<F> }>(
    values: A,
  ): Query<T, F, L & AggregateValues<A, F>>;
  /** One row of computed values over all rows. */
  aggregate<
    A extends { readonly [name: string]: Aggregate<any, undefined | ColumnKey<F>, Where<F>> },
  >(
    values: A,
  ): Promise<AggregateValues<A, F>>;
  groupBy<const G extends readonly GroupKey<F>[]>(...keys: G): GroupQuery<F, Grouped<F, G>>;
  /**
   * Locks the rows until the end of the transaction; a no-op on SQLite, where a transaction is alone.
   *
   * @throws `DB_BAD_QUERY` outside of a transaction, where a lock would end at once; `DB_LOCKED` (409).
   */
  lock(options?: LockOptions): Query<T, F, L>;

  /**
   * The first row in the order of the query, or else of the model, or else of the key: the same one each time.
   *
   * Where any row will do, `order()` without terms leaves the choice to the database, which may find it sooner.
   */
  first(): Promise<Loaded<T, L> | undefined>;
  /** The row with this key, or `undefined`. */
  find(key: Key<F>): Promise<Loaded<T, L> | undefined>;
  /**
   * The row with this key, or the only row.
   *
   * @throws `DB_NOT_FOUND` (404) for none, `DB_SEVERAL_FOUND` for more than one.
   */
  get(key?: Key<F>): Promise<Loaded<T, L>>;
  exists(): Promise<boolean>;
  count(): Promise<number>;
  /** @param page From 1. @param options `size` defaults to 20. */
  page(page: number, options?: { readonly size?: number }): Promise<Page<Loaded<T, L>>>;
  /**
   * A page from where another one ended, sorted by columns of the model, not of related ones.
   *
   * The key is added to the order, so that it is total. Cheap at any depth, but without a count.
   *
   * @param options `size` defaults to 20; `after` or `before` is the `next` or `previous` of another page.
   * @throws `DB_BAD_CURSOR` (400) for a cursor of another order, or none of ours.
   */
  cursor(options?: {
    readonly after?: string;
    readonly before?: string;
    readonly size?: number;
  }): Promise<CursorPage<Loaded<T, L>>>;
  /** All rows one after the other, read in chunks (default 1,000) with constant memory. */
  each(options?: { readonly chunk?: number }): AsyncIterable<Loaded<T, L>>;

  /** Updates all rows of the query; gives their number. */
  update(values: Update<F>): Promise<number>;
  /** Deletes all rows of the query, and by the database's rules what points at them; gives the number of the rows themselves. */
  delete(): Promise<number>;

  /** The database's plan for the query. */
  explain(): Promise<string>;
  toSQL(): { readonly sql: string; readonly params: readonly unknown[] };
}

/** A value that a computed one equals, or operators. */
export type HavingCondition<T> =
  | T
  | {
      readonly eq?: T;
      readonly not?: T;
      readonly lt?: T;
      readonly lte?: T;
      readonly gt?: T;
      readonly gte?: T;
    };
