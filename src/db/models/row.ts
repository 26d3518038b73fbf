import type { Field } from "../../schema/index.ts";
import type { Collection } from "../queries/collection.ts";
import type { Expression } from "../queries/expression.ts";

/** The fields that a model class was declared with. */
export type FieldsOf<M> = M extends { readonly fields: infer F } ? F : never;
/** A row of a model class: `InstanceOf<typeof Post>` is `Post`. */
export type InstanceOf<M> = M extends abstract new (...args: any) => infer I ? I : never;
/**
 * The type of the primary key: `number`, unless the model declares its own; an object where it has
 * several columns.
 */
export type Key<F> = F extends { id: { readonly "~out": infer T } }
  ? T
  : [KeyMember<F[keyof F]>] extends [never]
    ? number
    : OtherKey<F, KeyName<F>>;
// Asked of all members at once: most models have none, and asking each by name costs three times as much.
type KeyMember<T> = T extends { readonly "~presence": "key" } ? T : never;
type OtherKey<F, N> = [OnlyOne<N>] extends [never]
  ? KeyColumns<F, N>
  : KeyColumns<F, N>[keyof KeyColumns<F, N>];
type OnlyOne<N, All = N> = N extends All ? ([All] extends [N] ? N : never) : never;
/** Names of the columns that were declared as the key, apart from `id`. */
type KeyName<F> = {
  [K in keyof F]: F[K] extends { readonly "~presence": "key" } ? KeyProperty<F[K], K> : never;
}[keyof F];
type KeyProperty<T, K> = T extends OneLike ? `${K & string}Id` : K;
type KeyColumns<F, N> = {
  readonly [K in N & keyof Columns<F>]: Columns<F>[K];
};
type KeyOf<M> = Key<FieldsOf<M>>;
type OrNull<T, N> = N extends "nullable" ? T | null : T;

type FieldLike = { readonly "~out": any };
type OneLike = { readonly "~null": "required" | "nullable" };
type ManyLike = { readonly "~null": "many" };

/** Names of the to-one relations. */
export type OneKey<F> = { [K in keyof F]: F[K] extends OneLike ? K : never }[keyof F] & string;
/** Names of the to-many relations. */
export type ManyKey<F> = { [K in keyof F]: F[K] extends ManyLike ? K : never }[keyof F] & string;
/** Names of all relations. */
export type RelationKey<F> = {
  [K in keyof F]: F[K] extends { readonly "~model": any } ? K : never;
}[keyof F] &
  string;

// The name is there in every model: to leave it out, the compiler would have to look at the relations
// while it makes the class, and relations that are annotated would be circular (TS2506).
type Identity<F> = F extends { id: any } ? unknown : { readonly id: ImpliedId<F> };
type ImpliedId<F> = [KeyMember<F[keyof F]>] extends [never] ? number : undefined;
/** The foreign keys of the to-one relations, by property: `authorId`. */
export type ForeignKeys<F> = {
  // A getter alone is read-only to the compiler; its foreign key is not.
  -readonly [K in keyof F as F[K] extends OneLike ? `${K & string}Id` : never]: F[K] extends {
    readonly "~model": infer M;
    readonly "~null": infer N;
  }
    ? OrNull<KeyOf<M>, N>
    : never;
};

/**
 * What stands in the columns: plain data, with `id` and the foreign keys.
 *
 * Fields and foreign keys in one pass: as two types they cost 130 instantiations more a model and query.
 */
export type Columns<F> = Identity<F> & {
  -readonly [
    K in keyof F as F[K] extends FieldLike ? K : F[K] extends OneLike ? `${K & string}Id` : never
  ]: F[K] extends { readonly "~out": infer T }
    ? T
    : F[K] extends { readonly "~model": infer M; readonly "~null": infer N }
      ? OrNull<KeyOf<M>, N>
      : never;
};
/** The columns as `toJSON()` gives them: what JSON cannot carry is a text. */
export type JsonColumns<F> = { -readonly [K in keyof Columns<F>]: AsJson<Columns<F>[K]> };
type AsJson<T> = T extends bigint | Uint8Array ? string : T;
/** Names of the columns, as properties: `id`, `title`, `authorId`. */
export type ColumnKey<F> = keyof Columns<F> & string;

/** A column as a field of a shape: what may be left out of `create` has a default, but for the key. */
export type ColumnField<F, K extends keyof Columns<F>> = Field<
  Columns<F>[K],
  K extends "id" ? "required" : K extends keyof F ? GivenPresence<F[K]> : PresenceOf<Columns<F>[K]>
>;
type GivenPresence<T> = T extends { readonly "~presence": "key" }
  ? "required"
  : IsOptional<T> extends true
    ? "default"
    : "required";
type PresenceOf<T> = null extends T ? "default" : "required";

/**
 * What a row of the model is, before its own methods and getters.
 *
 * A relation is a promise, or what was loaded with the row: so a row with loaded relations is a row of its
 * model too, and nobody reads what may not be there.
 */
export type Row<F> = Columns<F> & {
  readonly [K in keyof F as F[K] extends { readonly "~model": any } ? K : never]: F[K] extends {
    readonly "~model": infer M;
    readonly "~null": infer N;
  }
    ? N extends "many"
      ? Collection<M> | InstanceOf<M>[]
      : Promise<OrNull<InstanceOf<M>, N>> | OrNull<InstanceOf<M>, N>
    : never;
};

type IsOptional<T> = T extends { readonly "~presence": "required" }
  ? null extends T["~out" & keyof T]
    ? true
    : false
  : T extends { readonly "~null": "required" }
    ? false
    : true;

type Input<T> = T extends { readonly "~out": infer V }
  ? V
  : T extends { readonly "~model": infer M; readonly "~null": infer N }
    ? N extends "many"
      ? never
      : OrNull<KeyOf<M> | KeyHolder<M>, N>
    : never;

/** What has the key of a row: the row itself, or an object with the key alone. */
type KeyHolder<M> = { readonly id: KeyOf<M> } | InstanceOf<M>;

/** What `create` takes: a to-one relation by key or by row; fields with a default may be left out. */
export type Insert<F> = {
  -readonly [
    K in keyof F as F[K] extends ManyLike ? never : IsOptional<F[K]> extends true ? never : K
  ]: Input<F[K]>;
} & {
  -readonly [
    K in keyof F as F[K] extends ManyLike ? never : IsOptional<F[K]> extends true ? K : never
  ]?: Input<F[K]> | undefined;
} & (F extends { id: any } ? unknown : { id?: ImpliedId<F> | undefined });

/** What an update takes: some columns, each a value or an expression such as `plus(1)`. Undefined is as left out. */
export type Update<F> = {
  -readonly [K in keyof F as F[K] extends ManyLike ? never : K]?:
    | Input<F[K]>
    | Expression<Input<F[K]>>
    | undefined;
} & { readonly [K in keyof ForeignKeys<F>]?: ForeignKeys<F>[K] | undefined };

/**
 * A row with relations loaded or values added: `Loaded<Post, { author: User }>`.
 *
 * It is a `Post` as well, unless a relation was loaded with some columns only, or `Post` has private members:
 * `T & L` would keep these, but to tell whole rows from some columns then costs 310 instantiations a query.
 */
export type Loaded<T, L> = [keyof L] extends [never] ? T : Omit<T, keyof L> & L;
