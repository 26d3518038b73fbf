import type { Dialect } from "../connections/driver.ts";
import { MIGRATION_BAD_LITERAL } from "./errors.ts";
import type { ColumnState, Literal } from "./schema-state.ts";

/** Quotes text. */
export function quotedText(text: string): string {
  if (text.includes("\0")) throw MIGRATION_BAD_LITERAL(text, "text without NUL characters");
  return `'${text.replaceAll("'", "''")}'`;
}

/** Writes a value of a column as the database stores it. */
export function sqlLiteral(value: Literal, column: ColumnState, dialect: Dialect): string {
  if (value === null) return "null";
  if (column.type.startsWith("decimal")) return decimalLiteral(value, column, dialect);
  switch (column.type) {
    case "json":
      return `${quotedText(JSON.stringify(value))}${dialect === "postgres" ? "::jsonb" : ""}`;
    case "bool":
      return boolLiteral(value, dialect);
    case "int":
    case "int32":
    case "int16":
    case "bigint":
      return numberLiteral(value, /^-?\d+$/);
    case "float":
      return numberLiteral(value, /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i);
    case "bytes":
      throw MIGRATION_BAD_LITERAL(value, "no constant, as bytes have no literal form here");
    default:
      if (typeof value !== "string") throw MIGRATION_BAD_LITERAL(value, `text, for ${column.type}`);
      return quotedText(value);
  }
}

/** The digits after the point of `decimal(10,2)`. */
export function scaleOf(type: string): number {
  return Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
}

function boolLiteral(value: Literal, dialect: Dialect): string {
  if (typeof value !== "boolean") throw MIGRATION_BAD_LITERAL(value, "true or false");
  if (dialect === "postgres") return String(value);
  return value ? "1" : "0";
}

function numberLiteral(value: Literal, form: RegExp): string {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !form.test(text))
    throw MIGRATION_BAD_LITERAL(value, "a number of the column's type");
  return text;
}

/** SQLite keeps decimals as whole numbers of their smallest unit: "12.50" is 1250. */
function decimalLiteral(value: Literal, column: ColumnState, dialect: Dialect): string {
  const text = numberLiteral(value, /^-?\d+(\.\d+)?$/);
  const scale = scaleOf(column.type);
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  if (fraction.length > scale)
    throw MIGRATION_BAD_LITERAL(value, `a decimal of at most ${scale} digits after the point`);
  const sign = text.startsWith("-") ? "-" : "";
  const digits = fraction.padEnd(scale, "0");
  if (dialect === "sqlite") return String(BigInt(`${sign}${whole}${digits}`));
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits}`;
}
