import { constraintName } from "../tables/names.ts";
import type { Condition } from "./condition-sql.ts";

/** What a column holds, whatever the database calls it. `int` is 53 bits. */
export type ColumnType =
  | "text"
  | "uuid"
  | "int"
  | "int32"
  | "int16"
  | "bigint"
  | "float"
  | `decimal(${number},${number})`
  | "bool"
  | "date"
  | "time"
  | "datetime"
  | "json"
  | "bytes";

/** A value as JSON has it: dates as ISO 8601 text, big numbers and decimals as text. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal };

/** One column as plain data. Not nullable unless it says so. */
export interface ColumnState {
  readonly type: ColumnType;
  /** Type in the database, verbatim, where the derived one does not fit. */
  readonly dbType?: string;
  readonly nullable?: boolean;
  /** The database fills it in where an insert leaves the column out. */
  readonly default?: Literal;
  /** The same as an expression, for what is not a constant: `"current_timestamp"`. */
  readonly defaultSql?: string;
  /** The database numbers the rows. */
  readonly identity?: boolean;
}

export interface UniqueState {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface IndexState {
  readonly name: string;
  /** `"-created_at"` is descending. */
  readonly columns: readonly string[];
  readonly unique?: boolean;
  /** Only the rows that meet it are in the index. */
  readonly where?: Condition;
  /** The same as an expression, for indexes that were found in a database. */
  readonly whereSql?: string;
}

export interface CheckState {
  readonly name: string;
  readonly where?: Condition;
  /** The same as an expression, for checks that were found in a database. */
  readonly sql?: string;
}

export interface ForeignKeyState {
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: { readonly table: string; readonly columns: readonly string[] };
  /** Default `"restrict"`. */
  readonly onDelete?: "cascade" | "setNull" | "restrict";
}

/** One table as plain data. */
export interface TableState {
  readonly name: string;
  readonly columns: Readonly<Record<string, ColumnState>>;
  readonly primaryKey: readonly string[];
  readonly uniques: readonly UniqueState[];
  readonly indexes: readonly IndexState[];
  readonly checks: readonly CheckState[];
  readonly foreignKeys: readonly ForeignKeyState[];
}

/** All tables by name. */
export type SchemaState = ReadonlyMap<string, TableState>;

export const EMPTY_SCHEMA: SchemaState = new Map();

/** What the name of an index or a constraint ends with, by its kind. */
export type DerivedSuffix = "key" | "partial_key" | "idx" | "partial_idx" | "fkey" | "pkey";

/** The name that a constraint or index has unless it is given one: `post_slug_key`. */
export function derivedName(
  table: string,
  columns: readonly string[],
  suffix: DerivedSuffix,
): string {
  return constraintName(table, columns.map(columnOfTerm), suffix);
}

/** The column of an index's term: `"-created_at"` is about `created_at`. */
export function columnOfTerm(term: string): string {
  return term.startsWith("-") ? term.slice(1) : term;
}
