import type { Dialect } from "../connections/driver.ts";
import { scaleOf } from "./sql-literal.ts";
import type { ColumnState, ColumnType } from "./schema-state.ts";

const POSTGRES_TYPES: Readonly<Record<string, string>> = {
  text: "text",
  uuid: "uuid",
  int: "bigint",
  int32: "integer",
  int16: "smallint",
  bigint: "bigint",
  float: "double precision",
  bool: "boolean",
  date: "date",
  time: "time without time zone",
  datetime: "timestamp(3) with time zone",
  json: "jsonb",
  bytes: "bytea",
};

const SQLITE_TYPES: Readonly<Record<string, string>> = {
  int: "integer",
  int32: "integer",
  int16: "integer",
  bigint: "integer",
  bool: "integer",
  float: "real",
  bytes: "blob",
};

/** The type of a column in the words of the database. */
export function ddlType(column: ColumnState, dialect: Dialect): string {
  if (column.dbType !== undefined) return column.dbType;
  const isDecimal = column.type.startsWith("decimal");
  if (dialect === "sqlite") return isDecimal ? "integer" : (SQLITE_TYPES[column.type] ?? "text");
  return isDecimal ? column.type.replace("decimal", "numeric") : POSTGRES_TYPES[column.type]!;
}

const ALIASES: Readonly<Record<string, string>> = {
  int: "integer",
  int4: "integer",
  int8: "bigint",
  int2: "smallint",
  float8: "double precision",
  bool: "boolean",
  time: "time without time zone",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
};

/** A type in one spelling, so that two can be compared: texts of whatever length are `text`. */
export function canonicalType(type: string, dialect: Dialect): string {
  const plain = type
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([(),]) ?/g, "$1")
    .trim();
  const base = plain.replace(/\(.*?\)/, "").trim();
  if (/^(text|n?varchar|character varying|varying character|n?char|character|clob)$/.test(base))
    return "text";
  if (dialect === "sqlite") return canonicalSqliteType(plain, base);
  const alias = ALIASES[base] ?? base;
  const size = /\(.*?\)/.exec(plain)?.[0] ?? "";
  if (alias.startsWith("timestamp") || alias.startsWith("time "))
    return alias.replace(/^(timestamp|time)/, `$1${size}`);
  return alias + size;
}

function canonicalSqliteType(plain: string, base: string): string {
  if (base.includes("int")) return "integer";
  if (/real|floa|doub/.test(base)) return "real";
  return base === "" ? "blob" : plain.replaceAll(" ", "");
}

/** What may be put into `to` without loss from each of these. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  text: [
    "uuid",
    "int",
    "int32",
    "int16",
    "bigint",
    "float",
    "bool",
    "date",
    "time",
    "datetime",
    "json",
  ],
  int: ["int32", "int16", "bool"],
  int32: ["int16", "bool"],
  int16: ["bool"],
  bigint: ["int", "int32", "int16", "bool"],
  float: ["int", "int32", "int16", "bool"],
  datetime: ["date"],
  json: ["int", "int32", "int16", "float", "bool"],
};

/** Whether every value of `from` has its like in `to`. */
export function isWidening(from: ColumnType, to: ColumnType): boolean {
  if (from === to) return true;
  if (!from.startsWith("decimal") && !to.startsWith("decimal"))
    return WIDER[to]?.includes(from) ?? false;
  if (to === "text") return true;
  if (!from.startsWith("decimal") || !to.startsWith("decimal")) return false;
  const [fromWhole, toWhole] = [from, to].map((type) => precisionOf(type) - scaleOf(type));
  return toWhole! >= fromWhole! && scaleOf(to) >= scaleOf(from);
}

function precisionOf(type: string): number {
  return Number(/\((\d+)/.exec(type)?.[1] ?? 0);
}
