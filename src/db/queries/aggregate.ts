import type { Where } from "./condition.ts";
import type { Columns, FieldsOf, ManyKey, OneKey } from "../models/row.ts";

/** A value computed over many rows. */
export interface Aggregate<T, K = any, W = any> {
  readonly "~out": T;
  readonly "~of": K;
  readonly "~where": W;
  readonly operation: "count" | "countDistinct" | "sum" | "avg" | "min" | "max" | "collect";
  /** A column, a relation, or `relation.column`; none for `count()`. */
  readonly of?: string | undefined;
  readonly where?: unknown;
}

/**
 * The aggregates that a row of a model can be given: over the rows of a to-many relation, its own or that of a
 * row that it points at.
 */
export type AggregateOf<F> =
  | {
      [K in ManyKey<F>]: F[K] extends { readonly "~model": infer M }
        ? Aggregate<any, K | `${K}.${keyof Columns<FieldsOf<M>> & string}`, Where<FieldsOf<M>>>
        : never;
    }[ManyKey<F>]
  | {
      [K in OneKey<F>]: F[K] extends { readonly "~model": infer M }
        ? // The columns behind it are not looked at: that would go from model to model.
          Aggregate<any, `${K}.${ManyKey<FieldsOf<M>>}${"" | `.${string}`}`, object>
        : never;
    }[OneKey<F>];

/**
 * Counts rows, or the rows of a relation: `count()`, `count({ status: "draft" })`, `count("posts")`,
 * `count("posts", { status: "draft" })`.
 */
export function count<const W = {}>(where?: W & object): Aggregate<number, undefined, W>;
export function count<const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<number, K, W>;
export function count(of?: unknown, where?: unknown): Aggregate<number> {
  return typeof of === "string" ? aggregate("count", of, where) : aggregate("count", undefined, of);
}
/** Counts the different values of a column. */
export const countDistinct = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<number, K, W> => aggregate("countDistinct", of, where);
/** Adds a column up; 0 for no rows. Of decimals exact, as text; of bigints a bigint. */
export const sum = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<OfColumn<never>, K, W> => aggregate("sum", of, where);
/** The mean of a column; null for no rows. */
export const avg = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<number | null, K, W> => aggregate("avg", of, where);
/** The smallest value of a column; null for no rows. */
export const min = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<OfColumn<null>, K, W> => aggregate("min", of, where);
/** The largest value of a column; null for no rows. */
export const max = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<OfColumn<null>, K, W> => aggregate("max", of, where);

/** The values of a column of texts, sorted; `[]` for no rows. */
export const collect = <const K extends string, const W = {}>(
  of: K,
  where?: W,
): Aggregate<string[], K, W> => aggregate("collect", of, where);

/** A value of the column's own type, which is known where the model is; or `N`. */
interface OfColumn<N> {
  readonly "~column": N;
}

type ColumnAt<F, K> = K extends keyof Columns<F>
  ? NonNullable<Columns<F>[K]>
  : K extends `${infer R}.${infer C}`
    ? F[R & keyof F] extends { readonly "~model": infer M }
      ? ColumnAt<FieldsOf<M>, C>
      : never
    : never;

/** What a set of aggregates gives for rows of a model. */
export type AggregateValues<A, F> = {
  readonly [N in keyof A]: A[N] extends { readonly "~out": infer T; readonly "~of": infer K }
    ? T extends OfColumn<infer Z>
      ? ColumnAt<F, K> | Z
      : T
    : never;
};

function aggregate<T, K, W>(
  operation: Aggregate<T>["operation"],
  of: string | undefined,
  where: unknown,
): Aggregate<T, K, W> {
  return { operation, of, where } as Aggregate<T, K, W>;
}
