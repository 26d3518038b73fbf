import type { Expression } from "./expression.ts";
import type { FieldsOf, InstanceOf, Key } from "./row.ts";

/** Conditions on one value. Several together mean all of them. */
export interface Comparison<T> {
  readonly eq?: T | null | Expression;
  /** Differs, null counting as a value like any other. */
  readonly not?: T | null | Expression;
  readonly in?: readonly (T | null)[];
  readonly notIn?: readonly (T | null)[];
  readonly lt?: T | Expression;
  readonly lte?: T | Expression;
  readonly gt?: T | Expression;
  readonly gte?: T | Expression;
  /** Both ends included. */
  readonly between?: readonly [T, T];
}

/** Conditions on text; `%` and `_` mean themselves. The `i…` forms ignore case. */
export interface TextComparison {
  readonly contains?: string;
  readonly icontains?: string;
  readonly startsWith?: string;
  readonly istartsWith?: string;
  readonly endsWith?: string;
  readonly iendsWith?: string;
  readonly ieq?: string;
}

/** Conditions on JSON: the value at `path` (dots between keys and indexes), or the whole. */
export interface JsonComparison {
  readonly path: string;
  readonly eq?: string | number | boolean | null;
  readonly not?: string | number | boolean | null;
  readonly lt?: number | string;
  readonly lte?: number | string;
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly in?: readonly (string | number | boolean)[];
  readonly contains?: string;
  readonly icontains?: string;
}

type Plain = string | number | bigint | boolean | Date | Uint8Array;

/** What a column may be compared with: a value, null, or an object of operators. */
export type ColumnCondition<T> =
  | (T & Plain)
  | null
  | Expression
  | (T extends string
      ? Comparison<T> & TextComparison
      : T extends boolean
        ? Comparison<boolean>
        : T extends Plain
          ? Comparison<T>
          : JsonComparison);

/** A to-one relation: a key, a row, null, or conditions on the row it points at. A to-many: conditions that some row meets. */
type RelationCondition<M, N> =
  | Where<FieldsOf<M>>
  | (N extends "many"
      ? never
      : Key<FieldsOf<M>> | InstanceOf<M> | { readonly in: readonly Key<FieldsOf<M>>[] } | null);

type Member<T> = T extends { readonly "~out": infer V }
  ? ColumnCondition<NonNullable<V>> | readonly never[]
  : T extends { readonly "~model": infer M; readonly "~null": infer N }
    ? RelationCondition<M, N>
    : never;

type AllOf<F> = { readonly [K in keyof F]?: Member<F[K]> | undefined } & {
  readonly [
    K in keyof F as F[K] extends { readonly "~null": "required" | "nullable" }
      ? `${K & string}Id`
      : never
  ]?: F[K] extends { readonly "~model": infer M } ? ColumnCondition<Key<FieldsOf<M>>> : never;
} & (F extends { id: any } ? unknown : { readonly id?: ColumnCondition<number> | undefined }) & {
    /** None of this. */
    readonly not?: Where<F> | undefined;
  };

/** An object means all of it; an array means any of them; relations nest. */
export type Where<F> = AllOf<F> | readonly Where<F>[];
