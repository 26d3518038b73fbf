import type { AnyModel, Columns, FieldsOf } from "../../db/index.ts";
import type { Offers } from "./offers.ts";

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
  ? { readonly [P in K & string]: Shown<M, P, true> }
  : string extends keyof F
    ? WireColumns<M>
    : Omit<WireColumns<M>, keyof F | `${keyof F & string}Id` | O> & ShownOf<M, F>;

/** What an object of choices shows, and nothing else. */
type ShownOf<M, F> = {
  readonly [P in keyof F as F[P] extends false ? never : P]: Shown<M, P, F[P]>;
};

/** What a choice shows of a column or of a relation. */
type Shown<M, P, C> = C extends { readonly "~out": infer T }
  ? Wire<T>
  : P extends keyof WireColumns<M>
    ? WireColumns<M>[P]
    : P extends keyof FieldsOf<M>
      ? FieldsOf<M>[P] extends { readonly "~model": infer T; readonly "~null": infer N }
        ? N extends "many"
          ? Part<T, C>[]
          : Part<T, C> | (N extends "nullable" ? null : never)
        : never
      : never;

/** What is shown of a related row: all columns, one, some, or relations of it too. */
type Part<T, C> = C extends true
  ? WireColumns<T>
  : C extends keyof WireColumns<T>
    ? WireColumns<T>[C]
    : C extends readonly (infer K)[]
      ? Pick<WireColumns<T>, K & keyof WireColumns<T>>
      : ShownOf<T, C>;

/** A page of a list. */
export interface ListPage<T> {
  /** Not there where the resource is cut by cursors. */
  readonly count?: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: T[];
}

/** What the compiler knows of a resource, for the client. */
export interface ResourceTypes<
  Item = any,
  Input = any,
  Actions = any,
  Key = any,
  Change = any,
  Offered extends Offers = Offers,
> {
  readonly item: Item;
  /** What a create takes, and what a change takes of it. */
  readonly input: Input;
  readonly change: Change;
  readonly actions: Actions;
  readonly key: Key;
  readonly offers: Offered;
}
