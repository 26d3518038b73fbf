import type { Dialect } from "../connections/driver.ts";
import { ddlType } from "./column-type.ts";
import { scaleOf } from "./sql-literal.ts";
import type { ColumnState } from "./schema-state.ts";

/** SQL that turns what a column holds into what it shall hold, as `expression` names it. */
export function convertColumn(
  expression: string,
  from: ColumnState,
  to: ColumnState,
  dialect: Dialect,
): string {
  if (from.type === to.type && from.dbType === to.dbType) return expression;
  return dialect === "sqlite"
    ? convertOnSqlite(expression, from, to)
    : convertOnPostgres(expression, from, to);
}

const INTEGERS = ["int", "int32", "int16", "bigint"];

function convertOnPostgres(expression: string, from: ColumnState, to: ColumnState): string {
  const type = ddlType(to, "postgres");
  if (from.type === "bool" && kindOf(to) === "number") return `${expression}::int::${type}`;
  if (kindOf(from) === "number" && to.type === "bool") return `${expression} <> 0`;
  if (from.type === "json" && to.type !== "json") return `(${expression} #>> '{}')::${type}`;
  if (to.type === "json" && from.type !== "json") return `to_jsonb(${expression})`;
  if (from.type === "bytes") return `convert_from(${expression}, 'UTF8')::${type}`;
  if (to.type === "bytes") return `convert_to(${expression}::text, 'UTF8')`;
  const isCastKnown = kindOf(from) === kindOf(to) || kindOf(from) === "text";
  return isCastKnown ? `${expression}::${type}` : `${expression}::text::${type}`;
}

/** SQLite has four types of storage: what matters is how the values are written in them. */
function convertOnSqlite(expression: string, from: ColumnState, to: ColumnState): string {
  const number = scaledNumber(expression, from);
  if (to.type.startsWith("decimal"))
    return `cast(round((${number}) * 1${"0".repeat(scaleOf(to.type))}) as integer)`;
  if (INTEGERS.includes(to.type)) return `cast(${number} as integer)`;
  if (to.type === "float") return `cast(${number} as real)`;
  if (to.type === "bool") return `(${number}) <> 0`;
  if (to.type === "bytes") return `cast(${expression} as blob)`;
  if (to.type === "date" && from.type === "datetime") return `substr(${expression}, 1, 10)`;
  if (to.type === "time" && from.type === "datetime") return `substr(${expression}, 12, 8)`;
  if (to.type === "datetime" && from.type === "date") return `${expression} || 'T00:00:00.000Z'`;
  if (to.type === "json") return toJsonOnSqlite(expression, from, number);
  if (from.type === "json") return `${expression} ->> '$'`;
  if (from.type === "bool") return `iif(${expression}, 'true', 'false')`;
  if (from.type.startsWith("decimal")) return `printf('%.${scaleOf(from.type)}f', ${number})`;
  return `cast(${expression} as text)`;
}

function toJsonOnSqlite(expression: string, from: ColumnState, number: string): string {
  if (kindOf(from) === "number") return `json_quote(${number})`;
  if (from.type === "bool") return `iif(${expression}, 'true', 'false')`;
  return `json_quote(${expression})`;
}

function scaledNumber(expression: string, from: ColumnState): string {
  if (from.type === "json") return `(${expression} ->> '$')`;
  if (!from.type.startsWith("decimal")) return expression;
  return `${expression} / 1${"0".repeat(scaleOf(from.type))}.0`;
}

function kindOf(column: ColumnState): string {
  const { type } = column;
  if (INTEGERS.includes(type) || type === "float" || type.startsWith("decimal")) return "number";
  return type === "date" || type === "datetime" ? "day" : type;
}
