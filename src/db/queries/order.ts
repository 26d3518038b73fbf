import type { ColumnKey, FieldsOf, OneKey } from "../models/row.ts";

/** How one column is sorted. Null is the smallest value unless `nulls` says where it goes. */
export interface Direction {
  readonly desc?: boolean;
  readonly nulls?: "first" | "last";
}

/**
 * A way to sort: `"title"`, `"-publishedAt"`, `{ dueDate: { nulls: "last" } }`,
 * `{ priority: ["high", "medium", "low"] }` (by cases; others come after), `{ author: "username" }`.
 */
export type Order<F, L = {}> =
  | ColumnKey<F>
  | `-${ColumnKey<F>}`
  | (keyof L & string)
  | `-${keyof L & string}`
  | OrderObject<F>;

type OrderObject<F> = {
  readonly [K in keyof F]?: F[K] extends { readonly "~out": infer T }
    ? Direction | readonly T[]
    : K extends OneKey<F>
      ? F[K] extends { readonly "~model": infer M }
        ? Order<FieldsOf<M>>
        : never
      : never;
};
