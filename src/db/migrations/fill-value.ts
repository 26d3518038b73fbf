import type { Dialect } from "../connections/driver.ts";
import type { ColumnState, Literal } from "./schema-state.ts";
import { sqlLiteral } from "./sql-literal.ts";

/** What rows that are there get in a column: a value, `"now"` in columns of dates and times, or SQL. */
export type Fill = Literal | { readonly sql: string };

/** Writes a fill as SQL. */
export function valueSql(fill: Fill, column: ColumnState, dialect: Dialect): string {
  if (isSql(fill, column)) return fill.sql;
  if (fill === "now") {
    const now = nowSql(column, dialect);
    if (now !== undefined) return now;
  }
  return sqlLiteral(fill, column, dialect);
}

/** What a required column gets when it comes back without its values: empty, zero, false, the epoch. */
export function neutralValue(column: ColumnState): Fill {
  if (column.type.startsWith("decimal") || column.type === "bigint") return "0";
  const neutral: Readonly<Record<string, Literal>> = {
    uuid: "00000000-0000-0000-0000-000000000000",
    int: 0,
    int32: 0,
    int16: 0,
    float: 0,
    bool: false,
    date: "1970-01-01",
    time: "00:00:00",
    datetime: "1970-01-01T00:00:00.000Z",
    json: {},
  };
  return column.type === "bytes" ? { sql: "''" } : (neutral[column.type] ?? "");
}

function isSql(fill: Fill, column: ColumnState): fill is { readonly sql: string } {
  const isObject = typeof fill === "object" && fill !== null && "sql" in fill;
  return isObject && column.type !== "json";
}

function nowSql(column: ColumnState, dialect: Dialect): string | undefined {
  if (column.type === "date")
    return dialect === "sqlite" ? "strftime('%Y-%m-%d', 'now')" : "current_date";
  if (column.type === "time")
    return dialect === "sqlite" ? "strftime('%H:%M:%S', 'now')" : "localtime(0)";
  if (column.type !== "datetime") return undefined;
  return dialect === "sqlite" ? "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')" : "current_timestamp";
}
