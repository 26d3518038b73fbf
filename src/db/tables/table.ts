import type { Field } from "../../schema/index.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { OnDelete } from "../models/relations.ts";

/** A model as the database sees it, all relations resolved. Made by `resolveTables`. */
export interface Table {
  readonly model: AnyModel;
  /** Name of the model: `"post"`. */
  readonly name: string;
  /** Name of the table in the database: `"post"`, unless the model says another. */
  readonly tableName: string;
  /** `"post"`, quoted for SQL. */
  readonly quoted: string;
  readonly columns: readonly Column[];
  /** By property: `title`, `authorId`. */
  readonly columnOf: ReadonlyMap<string, Column>;
  /** The primary key, one column unless the table is a join table or says otherwise. */
  readonly key: readonly Column[];
  /** By property: `author`, `tags`. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Foreign keys of other tables (and of this one) that point here. */
  readonly referencedBy: readonly Column[];
  readonly order: readonly unknown[];
  readonly indexes: readonly Index[];
  readonly uniques: readonly Unique[];
  readonly checks: readonly Check[];
  /** True for a join table that no model was declared for. */
  readonly isDerived: boolean;
}

/** A column, in code and in the database. */
export interface Column {
  readonly table: Table;
  /** In code: `publishedAt`, `authorId`. */
  readonly property: string;
  /** In the database: `published_at`, `author_id`. */
  readonly name: string;
  readonly quoted: string;
  readonly field: Field;
  readonly isKey: boolean;
  /** The database numbers it. */
  readonly isIdentity: boolean;
  readonly position: number;
  readonly references?: {
    readonly table: Table;
    readonly column: Column;
    readonly onDelete: OnDelete;
  };
}

/** What leads from rows of one table to those of another. */
export type Relation = ToOne | ToMany | ManyToMany;

/** `post.author`: a foreign key of this table. */
export interface ToOne {
  readonly kind: "one";
  readonly property: string;
  readonly column: Column;
  readonly target: Table;
  readonly isNullable: boolean;
}

/** `author.posts`: a foreign key of the other table. */
export interface ToMany {
  readonly kind: "many";
  readonly property: string;
  readonly target: Table;
  /** The column of `target` that points here. */
  readonly by: Column;
  /** Rows that are taken out of the relation are deleted. */
  readonly deletesOrphans: boolean;
}

/** `post.tags`: two foreign keys of a join table. */
export interface ManyToMany {
  readonly kind: "manyToMany";
  readonly property: string;
  readonly target: Table;
  readonly join: Table;
  /** The column of `join` that points here. */
  readonly near: Column;
  /** The column of `join` that points at `target`. */
  readonly far: Column;
}

/** An index that a model declares. */
export interface Index {
  readonly name: string;
  readonly columns: readonly { readonly column: Column; readonly isDescending: boolean }[];
  readonly where?: unknown;
  /** Of the rows that meet `where`, no two have the same values. */
  readonly isUnique?: boolean;
}

/** Columns of which no two rows have the same values. */
export interface Unique {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** What the database asks of every row. */
export interface Check {
  readonly name: string;
  /** A condition on this table's own columns, by property. */
  readonly where: unknown;
}

/** All tables of one database. */
export interface Tables {
  /** In an order in which each table comes after those it points at, cycles apart. */
  readonly all: readonly Table[];
  /** @throws `DB_UNKNOWN_MODEL` for a model that this database was not given. */
  of(model: AnyModel): Table;
  byName(name: string): Table | undefined;
}
