import type { Aggregate, AggregateValues } from "./aggregate.ts";
import type { Where } from "./condition.ts";
import type { HavingCondition } from "./query.ts";
import type { ColumnKey, Columns } from "../models/row.ts";

/** The start of the period that a date falls into. */
export interface Truncated<U extends string = string, K extends string = string> {
  readonly unit: U;
  readonly column: K;
  readonly timeZone?: string;
}

/** Periods that `truncate` knows. */
export type Unit = "hour" | "day" | "week" | "month" | "quarter" | "year";

/** Groups dates by period, in UTC; a week starts on Monday: `groupBy({ month: truncate("month", "createdAt") })`. */
export const truncate = <const K extends string>(unit: Unit, column: K): Truncated<Unit, K> => ({
  unit,
  column,
});

/** What rows are grouped by: a column, or named periods of dates. */
export type GroupKey<F> = ColumnKey<F> | { readonly [name: string]: Truncated<Unit, ColumnKey<F>> };

type NamesOf<G> = G extends string ? G : keyof G & string;
/** The part of a group's row that names the group. */
export type Grouped<F, G extends readonly unknown[]> = {
  readonly [K in NamesOf<G[number]>]: K extends keyof Columns<F> ? Columns<F>[K] : Date;
};

/** Groups of rows; say with `aggregate` what to compute for each. */
export interface GroupQuery<F, G, A = {}> extends PromiseLike<(G & A)[]> {
  aggregate<
    B extends { readonly [name: string]: Aggregate<any, undefined | ColumnKey<F>, Where<F>> },
  >(
    values: B,
  ): GroupQuery<F, G, AggregateValues<B, F>>;
  order(
    ...terms: readonly ((keyof (G & A) & string) | `-${keyof (G & A) & string}`)[]
  ): GroupQuery<F, G, A>;
  having(condition: { readonly [K in keyof A]?: HavingCondition<A[K]> }): GroupQuery<F, G, A>;
  limit(rows: number): GroupQuery<F, G, A>;
  offset(rows: number): GroupQuery<F, G, A>;
}
