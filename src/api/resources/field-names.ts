import type { AnyModel, Columns, FieldsOf } from "../../db/index.ts";

/** Of a model that the compiler knows, what is known; of `AnyModel` any name, which the start checks. */
type IfKnown<M, Known, Any> = string extends keyof FieldsOf<M> ? Any : Known;

/** A column of a model, as code names it: `"title"`, `"authorId"`. */
export type ColumnName<M> = IfKnown<M, keyof Columns<FieldsOf<M>> & string, string>;

/** A relation of a model: `"author"`. */
export type RelationName<M> = IfKnown<M, RelationsIn<FieldsOf<M>>, string>;
type RelationsIn<F> = {
  [K in keyof F]: F[K] extends { readonly "~model": any } ? K : never;
}[keyof F] &
  string;

export type FieldName<M> = ColumnName<M> | RelationName<M>;

/** The model that a relation leads to. */
export type TargetOf<M, K> = IfKnown<M, TargetIn<FieldsOf<M>, K>, AnyModel>;
type TargetIn<F, K> = F extends { readonly [P in K & string]: { readonly "~model": infer T } }
  ? T
  : never;

/**
 * A column or relation, or a path over relations to one: `"author.username"`.
 *
 * Two steps are known to the compiler; what comes after them is checked when the app starts. All paths
 * of models that point at each other would have no end.
 */
export type FieldPath<M> =
  | FieldName<M>
  | { [K in RelationName<M>]: PathOver<M, K> }[RelationName<M>];

type PathOver<M, K extends string> =
  | `${K}.${FieldName<TargetOf<M, K>>}`
  | `${K}.${RelationName<TargetOf<M, K>>}.${string}`;
