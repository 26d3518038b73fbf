import type { Expression } from "./expression.ts";
import type { FieldsOf, ForeignKeys, Key } from "../models/row.ts";

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

/**
 * Conditions on JSON and lists: on the value at `path` (dots between keys; a number is an index), or on
 * the whole. Values are compared with values of their own type: the text "1" is not the number 1.
 */
export interface JsonComparison {
  readonly path?: string;
  readonly eq?: string | number | boolean | null;
  readonly not?: string | number | boolean | null;
  readonly lt?: number | string;
  readonly lte?: number | string;
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly in?: readonly (string | number | boolean)[];
  readonly contains?: string;
  readonly icontains?: string;
  /** It is an array, and this is one of its items. */
  readonly has?: string | number | boolean;
}

type Plain = string | number | bigint | boolean | Date | Uint8Array;

/** One of several values. */
interface Several<T> {
  readonly length: number;
  readonly [index: number]: T | null;
}

/** What a column may be compared with: a value, several of which any will do, null, or an object of operators. */
export type ColumnCondition<T> =
  | (T & Plain)
  | Several<T & Plain>
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
  | (N extends "many" ? never : KeyCondition<Key<FieldsOf<M>>>);

/** A key, a row (which has it as `id`), null, or a comparison with some of these. */
type KeyCondition<K> = RowOrKey<K> | KeyComparison<RowOrKey<K>> | null;
type RowOrKey<K> = K | { readonly id: K };

interface KeyComparison<K> {
  readonly eq?: K | null;
  readonly not?: K | null;
  readonly in?: readonly (K | null)[];
  readonly notIn?: readonly (K | null)[];
}

type Member<T> = T extends { readonly "~out": infer V }
  ? ColumnCondition<NonNullable<V>>
  : T extends { readonly "~model": infer M; readonly "~null": infer N }
    ? RelationCondition<M, N>
    : never;

type AllOf<F> = { readonly [K in keyof F]?: Member<F[K]> } & ForeignKeysAndNot<F> & {
    readonly id?: F extends { id: any } ? Member<F["id"]> : ColumnCondition<number>;
  };

/** One type for both, since with an empty one among its parts a condition could be any value. */
type ForeignKeysAndNot<F> = {
  readonly [K in keyof ForeignKeys<F> | "not"]?: K extends keyof ForeignKeys<F>
    ? ColumnCondition<NonNullable<ForeignKeys<F>[K]>>
    : Where<F>;
};

/** An array, said with as little as it takes: `ReadonlyArray` costs the compiler 280 instantiations a model. */
interface AnyOf<F> {
  readonly length: number;
  readonly [index: number]: Where<F>;
  /** Tells an array from a text, which has a length and texts at its indexes too. */
  readonly some: unknown;
}

/**
 * An object means all of it; an array means any of them; relations nest.
 *
 * `undefined` is refused, at run time too: a condition that is missing by mistake must not select all rows.
 * Leave the key out.
 */
export type Where<F> = AllOf<F> | AnyOf<F> | RawCondition;

/** A condition in SQL. */
interface RawCondition {
  readonly "~condition": true;
}
