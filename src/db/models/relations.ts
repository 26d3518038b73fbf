import type { AnyModel } from "./model-class.ts";

/** What the database does with a row when the row it points at is deleted. */
export type OnDelete = "cascade" | "setNull" | "restrict";

export interface OneOptions {
  /** Default `"restrict"`; `"setNull"` wants `.nullable()`. */
  readonly onDelete?: OnDelete;
}

export interface ManyOptions {
  /** The to-one relation of the other model that points back here, where there are several. */
  readonly by?: string;
  /** A declared join model, or the name of the derived join table. */
  readonly through?: string | (() => AnyModel);
  /** Columns of a derived join table, the one that points here first. Default: the names of the models and `_id`. */
  readonly columns?: readonly [string, string];
  /**
   * What becomes of rows that are taken out by `remove`, `set` or `clear` where these rows point back by
   * a foreign key. `"keep"` (the default) sets the foreign key to null, and refuses where it is not
   * nullable; `"delete"` deletes them: an order's items are nothing without it.
   */
  readonly orphans?: "keep" | "delete";
}

/** A relation to one row: a foreign key column. Made by `one()`. */
export interface One<M, N extends "required" | "nullable" = "required"> {
  readonly "~model": M;
  readonly "~null": N;
  readonly relation: OneRelation;
  /** The column may be null. */
  nullable(): One<M, "nullable">;
  /** At most one row points at each target: a one-to-one relation. */
  unique(): One<M, N>;
  /** The foreign key is the primary key, or a part of it. */
  primaryKey(): KeyOne<M>;
  /** Name of the foreign key column, where it is not `<property>_id`. */
  column(name: string): One<M, N>;
}

/** A relation to one row whose foreign key belongs to the primary key. */
export interface KeyOne<M> extends One<M> {
  readonly "~presence": "key";
  column(name: string): KeyOne<M>;
}

/** A relation to many rows, through a foreign key of theirs or a join table. Made by `many()`. */
export interface Many<M> {
  readonly "~model": M;
  readonly "~null": "many";
  readonly relation: ManyRelation;
}

export interface OneRelation {
  readonly kind: "one";
  readonly model: () => AnyModel;
  readonly onDelete: OnDelete;
  readonly isNullable: boolean;
  readonly isUnique: boolean;
  readonly isKey: boolean;
  readonly column?: string;
}

export interface ManyRelation {
  readonly kind: "many";
  readonly model: () => AnyModel;
  readonly by?: string;
  readonly through?: string | (() => AnyModel);
  readonly columns?: readonly [string, string];
  readonly orphans?: "keep" | "delete";
}

type Constructor = abstract new (...args: any) => any;

/**
 * A relation to one row of another model.
 *
 * Write it as a getter, so that models may point at each other across files:
 * `get author() { return one(() => User, { onDelete: "cascade" }); }`.
 */
export function one<M extends Constructor>(model: () => M, options: OneOptions = {}): One<M> {
  return oneRelation({
    kind: "one",
    model: model as unknown as () => AnyModel,
    onDelete: options.onDelete ?? "restrict",
    isNullable: false,
    isUnique: false,
    isKey: false,
  });
}

/**
 * A relation to many rows.
 *
 * Where the other model points back with `one()`, these are the rows that point here; where both
 * sides say `many()`, or only this one does, they meet in a join table.
 *
 * @param by The relation of the other model that points back: `many(() => Comment, "post")`.
 */
export function many<M extends Constructor>(model: () => M, by?: string | ManyOptions): Many<M> {
  const options = typeof by === "string" ? { by } : by;
  return {
    relation: { kind: "many", model: model as unknown as () => AnyModel, ...options },
  } as Many<M>;
}

function oneRelation<M, N extends "required" | "nullable">(relation: OneRelation): One<M, N> {
  return {
    relation,
    nullable: () => oneRelation({ ...relation, isNullable: true }),
    unique: () => oneRelation({ ...relation, isUnique: true }),
    primaryKey: () => oneRelation({ ...relation, isKey: true }),
    column: (column: string) => oneRelation({ ...relation, column }),
  } as One<M, N>;
}
