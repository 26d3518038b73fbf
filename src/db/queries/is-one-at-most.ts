import { isPlainObject } from "../sql/plain-object.ts";
import type { Column, Table } from "../tables/table.ts";
import type { QueryState } from "./query-state.ts";

/** Whether the conditions name one row by its key or by what is unique of it: then there is nothing to sort. */
export function isOneAtMost(table: Table, { wheres }: QueryState): boolean {
  return wheres.some(
    ({ condition, isExcluded }) =>
      !isExcluded &&
      isPlainObject(condition) &&
      (names(condition, table.key) ||
        table.uniques.some(({ columns }) => names(condition, columns))),
  );
}

function names(condition: Readonly<Record<string, unknown>>, columns: readonly Column[]): boolean {
  return columns.length > 0 && columns.every(({ property }) => isValue(condition[property]));
}

/** Of `null` there may be several: what is unique does not count them. */
function isValue(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number";
}
