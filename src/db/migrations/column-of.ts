import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import type { ColumnState, TableState } from "./schema-state.ts";

/** @throws `MIGRATION_STATE_MISMATCH` where the table has no such column */
export function columnOf(table: TableState, name: string, title: string): ColumnState {
  const column = table.columns[name];
  if (column !== undefined && Object.hasOwn(table.columns, name)) return column;
  const known = Object.keys(table.columns).join(", ");
  throw MIGRATION_STATE_MISMATCH(
    title,
    `"${table.name}" has no column "${name}" (it has: ${known})`,
  );
}
