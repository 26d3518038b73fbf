import type { FieldsOf, InstanceOf } from "../../db/index.ts";
import type { Wire } from "./resource-types.ts";

/**
 * What the `create` hook gets: the columns that a request may set and what `write` adds, checked. Relations
 * go by their names and hold keys, so that it can be spread into `Model.create`.
 */
export type CreateInput<M, F, W, R> = HookColumns<M, Given<M, F, R>> & Added<W>;

/** What the `update` hook gets: of the same, what was given. */
export type UpdateInput<M, F, W, R> = Partial<CreateInput<M, F, W, R>>;

/** What a create takes, by the names of the code: keys of relations are columns, `authorId`. */
export type InputOf<M, F, W, R> = InputColumns<M, Given<M, F, R>> & WireAdded<W>;

/** Fields without to-many relations, what the model writes, what is read-only, and relations that are shown by one column. */
type Given<M, F, R> = {
  [K in keyof FieldsOf<M>]: FieldsOf<M>[K] extends { readonly "~null": "many" }
    ? never
    : K extends R | Flat<F>
      ? never
      : FieldsOf<M>[K] extends { readonly "~written": true }
        ? never
        : `${K & string}Id` extends R
          ? never
          : K;
}[keyof FieldsOf<M>];

type Flat<F> = F extends readonly unknown[]
  ? never
  : { [K in keyof F]: F[K] extends string ? K : never }[keyof F];

type HookColumns<M, K extends keyof FieldsOf<M>> = {
  readonly [P in K as IfRequired<FieldsOf<M>[P], P, never>]: ValueOf<FieldsOf<M>[P]>;
} & { readonly [P in K as IfRequired<FieldsOf<M>[P], never, P>]?: ValueOf<FieldsOf<M>[P]> };

type InputColumns<M, K extends keyof FieldsOf<M>> = {
  readonly [P in K as IfRequired<FieldsOf<M>[P], ColumnOf<M, P>, never>]: Wire<
    ValueOf<FieldsOf<M>[P]>
  >;
} & {
  readonly [P in K as IfRequired<FieldsOf<M>[P], never, ColumnOf<M, P>>]?: Wire<
    ValueOf<FieldsOf<M>[P]>
  >;
};

type IfRequired<T, Yes, No> = T extends {
  readonly "~presence": "required";
  readonly "~out": infer V;
}
  ? null extends V
    ? No
    : Yes
  : T extends { readonly "~null": "required" }
    ? Yes
    : No;

type ColumnOf<M, K extends keyof FieldsOf<M>> = FieldsOf<M>[K] extends {
  readonly "~model": unknown;
}
  ? `${K & string}Id`
  : K;

type ValueOf<T> = T extends { readonly "~out": infer V }
  ? V
  : T extends { readonly "~model": infer M; readonly "~null": infer N }
    ? KeyOf<M> | (N extends "nullable" ? null : never)
    : never;

/** The key of a row, as it stands in addresses and references. */
export type KeyOf<M> = InstanceOf<M> extends { readonly id: infer K } ? K : string;

/** What `write` declares. Lists of names are linked, and not handed on. */
type Added<W> = {
  readonly [
    K in keyof W as W[K] extends { readonly "~presence": "required" | "default" } ? K : never
  ]: OutOf<W[K]>;
} & {
  readonly [K in keyof W as W[K] extends { readonly "~presence": "optional" } ? K : never]?: OutOf<
    W[K]
  >;
};

type WireAdded<W> = {
  readonly [K in keyof W as W[K] extends { readonly "~presence": "required" } ? K : never]: Wire<
    OutOf<W[K]>
  >;
} & {
  readonly [K in keyof W as W[K] extends { readonly "~presence": "required" } ? never : K]?: Wire<
    OutOf<W[K]>
  >;
};

type OutOf<T> = T extends { readonly "~out": infer V } ? V : never;
