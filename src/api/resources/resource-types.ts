import type { AnyModel, Columns, FieldsOf } from "../../db/index.ts";

type ColumnsOf<M> = Columns<FieldsOf<M>>;
/** A value as JSON has it. */
export type Wire<T> = T extends Date
  ? string
  : T extends bigint
    ? string
    : T extends Uint8Array
      ? string
      : T;
type WireColumns<M> = { readonly [K in keyof ColumnsOf<M>]: Wire<ColumnsOf<M>[K]> };

/** What one row is in an answer, by the names of the code. `O` are the columns that are write-only. */
export type ItemOf<
  M extends AnyModel,
  F,
  O extends PropertyKey = never,
> = F extends readonly (infer K)[]
  ? {
      readonly [P in K & string]: P extends keyof WireColumns<M>
        ? WireColumns<M>[P]
        : ShownAll<M, P>;
    }
  : string extends keyof F
    ? WireColumns<M>
    : Omit<WireColumns<M>, keyof F | `${keyof F & string}Id` | O> & {
        readonly [P in keyof F as F[P] extends false ? never : P]: Shown<M, P, F[P]>;
      };

type ShownAll<M, P> =
  FieldsOf<M> extends { readonly [K in P & string]: { readonly "~model": infer T } }
    ? WireColumns<T>
    : never;

type Shown<M, P, C> = C extends { readonly "~out": infer T }
  ? Wire<T>
  : C extends true
    ? P extends keyof WireColumns<M>
      ? WireColumns<M>[P]
      : ShownAll<M, P>
    : P extends keyof FieldsOf<M>
      ? FieldsOf<M>[P] extends { readonly "~model": infer T; readonly "~null": infer N }
        ? N extends "many"
          ? Part<T, C>[]
          : Part<T, C> | (N extends "nullable" ? null : never)
        : never
      : never;

type Part<T, C> = C extends keyof WireColumns<T>
  ? WireColumns<T>[C]
  : C extends readonly (infer K)[]
    ? Pick<WireColumns<T>, K & keyof WireColumns<T>>
    : Record<string, unknown>;

/** A page of a list. */
export interface ListPage<T> {
  /** Not there where the resource is cut by cursors. */
  readonly count?: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: T[];
}

/** What the compiler knows of a resource, for the client. */
export interface ResourceTypes<Item = any, Input = any, Actions = any, Key = any, Change = any> {
  readonly item: Item;
  /** What a create takes, and what a change takes of it. */
  readonly input: Input;
  readonly change: Change;
  readonly actions: Actions;
  readonly key: Key;
}
