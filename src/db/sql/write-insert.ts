import type { Column, Table } from "../tables/table.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** Writes `insert into "post" ("title", …) values (?, …), …` with a placeholder for each column of each row. */
export function writeInsert(
  w: SqlWriter,
  table: Table,
  columns: readonly Column[],
  rows: number,
): void {
  w.writes = { table: table.tableName, kind: "insert" };
  if (columns.length === 0) return writeNumbersOnly(w, table, rows);
  w.add(`insert into ${table.quoted} (${listOf(columns)}) values `);
  for (let row = 0; row < rows; row++) {
    w.add(row === 0 ? "(" : ", (");
    for (let index = 0; index < columns.length; index++) {
      if (index > 0) w.add(", ");
      w.param(undefined);
    }
    w.add(")");
  }
}

/** Of a table that has nothing but a key that the database makes. SQLite inserts such rows one by one. */
function writeNumbersOnly(w: SqlWriter, table: Table, rows: number): void {
  const keys = Array.from({ length: rows }, () => "(default)").join(", ");
  const many = `(${listOf(table.key)}) values ${keys}`;
  w.add(`insert into ${table.quoted} ${rows === 1 ? "default values" : many}`);
}

/** `"title", "author_id"` */
export function listOf(columns: readonly Column[]): string {
  return columns.map((column) => column.quoted).join(", ");
}
