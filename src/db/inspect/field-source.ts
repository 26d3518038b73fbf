import type { Dialect } from "../connections/driver.ts";
import { canonicalType, ddlType } from "../migrations/column-type.ts";
import type { ColumnState } from "../migrations/schema-state.ts";

/** A field's expression, with what it has to import. */
export interface FieldSource {
  readonly code: string;
  readonly import: string;
}

/** Writes the field of a column: `text({ max: 160 }).nullable()`, without the column's name and keys. */
export function fieldSource(found: ColumnState, dialect: Dialect): FieldSource {
  // Text stands for a number that a number cannot hold.
  const isBig = found.type === "int" && typeof found.default === "string";
  const column: ColumnState = isBig ? { ...found, type: "bigint" } : found;
  const { name, options } = fieldCall(column);
  const parts = [`${name}(${options})`];
  if (column.dbType !== undefined && !isDerivable(column, dialect))
    parts.push(`.dbType(${JSON.stringify(column.dbType)})`);
  if (column.nullable === true) parts.push(".nullable()");
  if (column.default !== undefined) parts.push(`.default(${defaultSource(column)})`);
  return { code: parts.join(""), import: name };
}

/** Whether the type that a model derives is the same, or holds the same texts. */
function isDerivable(column: ColumnState, dialect: Dialect): boolean {
  const { dbType: _, ...plain } = column;
  const derived = canonicalType(ddlType(plain, dialect), dialect);
  return canonicalType(column.dbType!, dialect) === derived;
}

function fieldCall({ type, dbType }: ColumnState): { name: string; options: string } {
  const [, precision, scale] = /^decimal\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined)
    return { name: "decimal", options: `{ precision: ${precision}, scale: ${scale} }` };
  if (type === "int32" || type === "int16")
    return { name: "int", options: `{ bits: ${type.slice(3)} }` };
  const length = type === "text" ? /\((\d+)\)/.exec(dbType ?? "")?.[1] : undefined;
  return { name: type, options: length === undefined ? "" : `{ max: ${length} }` };
}

function defaultSource({ type, default: value }: ColumnState): string {
  const number = typeof value === "object" ? "" : String(value);
  if (type === "datetime") return `new Date(${JSON.stringify(value)})`;
  if (type === "bigint") return `${number}n`;
  return JSON.stringify(type.startsWith("decimal") ? number : value);
}
