import type { Field } from "../../../schema/index.ts";
import type { Codec } from "../codec.ts";
import type { Dialect } from "../../connections/driver.ts";
import type { Unit } from "../../queries/group.ts";
import type { SqlWriter } from "../sql-writer.ts";

/** An operator of `TextComparison`. */
export type TextOperator = "contains" | "startsWith" | "endsWith" | "eq";

/** A scalar of JSON, or whatever there is. */
export type JsonKind = "string" | "number" | "boolean" | "any";

/** What the two kinds of SQL say differently. Each method gives SQL; parameters go to the writer in order. */
export interface SqlDialect {
  readonly name: Dialect;
  placeholder(position: number): string;
  codec(field: Field): Codec;
  /** `sql` is one of the values; one parameter whatever their number, so that the statement stays the same. */
  writeIn(w: SqlWriter, sql: string, values: readonly unknown[]): void;
  /** Null-safe equality. */
  readonly is: string;
  /** Null-safe inequality. */
  readonly isNot: string;
  writeText(
    w: SqlWriter,
    sql: string,
    operator: TextOperator,
    value: string,
    ignoresCase: boolean,
  ): void;
  /** The value at a path where it is of this kind, null otherwise: values of different kinds are never equal. */
  jsonValue(sql: string, path: readonly string[], kind: JsonKind): string;
  /** The array at a path has this item. */
  writeJsonHas(
    w: SqlWriter,
    sql: string,
    path: readonly string[],
    value: string | number | boolean,
  ): void;
  /** What follows `asc` or `desc`. Null is the smallest value by default, on both. */
  nulls(isDescending: boolean, nulls: "first" | "last" | undefined, isNullable: boolean): string;
  truncate(unit: Unit, sql: string, type: "date" | "datetime"): string;
  /** Reads what `truncate` gave. */
  decodeTruncated(raw: any): Date;
  /** ` for update`, or nothing where a transaction is alone anyway. */
  lock(strength: "update" | "share", whenLocked: "wait" | "fail" | "skip"): string;
  /** A mean as a number that the driver carries: PostgreSQL's are numeric. */
  readonly asFloat: (sql: string) => string;
  /** The aggregate that makes a JSON array. */
  readonly jsonArray: string;
  readonly explain: string;
  /** Before a parameter whose value the planner must not look at. */
  readonly unseen: string;
  /** LIMIT where only an offset was asked for. */
  readonly noLimit: string;
  /** With an index for each alternative of an `or`, all its rows are sorted, however few are wanted. */
  readonly sortsAlternatives: boolean;
  /** The list of `in (select …)` is made as a whole, however few rows are looked up in it. */
  readonly makesListsWhole: boolean;
}
