import type { Database } from "../database.ts";
import { BAD_CURSOR } from "../errors.ts";
import { codecOf } from "../sql/codec-of.ts";
import { hasNul } from "../sql/text-to-find.ts";
import type { Column } from "../tables/table.ts";

/** One column of a total order. */
export interface Position {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** Where a cursor stands. */
export interface Place {
  readonly values: readonly unknown[];
  /** The row at the place belongs to the page. */
  readonly isInclusive: boolean;
}

/** The place of a row in an order, as a text that addresses may hold. */
export function encodeCursor(row: Record<string, unknown>, positions: readonly Position[]): string {
  const values = positions.map(({ column }) => {
    const value = row[column.property];
    return typeof value === "bigint"
      ? `${value}`
      : value instanceof Date
        ? value.toISOString()
        : value;
  });
  return packed([orderName(positions), ...values]);
}

function packed(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The same place, its own row included. */
export function inclusive(cursor: string): string {
  const [order, ...values] = unpacked(cursor) as [string, ...unknown[]];
  return packed([order.replace(/^=?/, "="), ...values]);
}

function unpacked(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw BAD_CURSOR(cursor);
  }
}

/** Ties a cursor to its order, so that one of another list is refused and not misread. */
function orderName(positions: readonly Position[]): string {
  const columns = positions.map(
    ({ column, isDescending }) => `${isDescending ? "-" : ""}${column.property}`,
  );
  return `${positions[0]!.column.table.name} ${columns.join()}`;
}

/** @throws `DB_BAD_CURSOR` (400) for one of another order, and for values that the columns cannot hold */
export function decodeCursor(
  cursor: string,
  positions: readonly Position[],
  database: Database,
): Place {
  const parts = unpacked(cursor);
  if (!Array.isArray(parts) || parts.length !== positions.length + 1) throw BAD_CURSOR(cursor);
  const isInclusive = parts[0] === `=${orderName(positions)}`;
  if (!isInclusive && parts[0] !== orderName(positions)) throw BAD_CURSOR(cursor);
  const values = positions.map(({ column }, index) => {
    const codec = codecOf(column, database.dialect);
    const value = revive(column, parts[index + 1]);
    if (value === null && column.field.facts.nullable) return null;
    if (!codec.accepts(value) || hasNul(value)) throw BAD_CURSOR(cursor);
    return codec.encode === undefined ? value : codec.encode(value);
  });
  return { values, isInclusive };
}

function revive(column: Column, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const { type } = column.field.facts;
  if (type === "datetime") return new Date(value);
  return type === "bigint" && /^-?\d{1,19}$/.test(value) ? BigInt(value) : value;
}
