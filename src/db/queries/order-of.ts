import type { Column, Table } from "../tables/table.ts";
import { isDistinct, type QueryState } from "./query-state.ts";

/** The order that the query was given, or else the model's, where what is selected can be sorted by it. */
export function orderOf(table: Table, state: QueryState): readonly unknown[] {
  if (state.order !== undefined || !isDistinct(state)) return state.order ?? table.order;
  const isSelected = (term: unknown): boolean =>
    typeof term === "string" && state.select!.includes(term.replace(/^-/, ""));
  return table.order.every(isSelected) ? table.order : [];
}

/** The key, sorted in the direction of the last term: a total order that an index in that order still serves. */
export function tieBreakOf(table: Table, terms: readonly unknown[]): readonly string[] {
  const named = new Set(
    terms.map((term) => (typeof term === "string" ? term.replace(/^-/, "") : "")),
  );
  const last = terms.at(-1);
  const isDescending = typeof last === "string" && last.startsWith("-");
  const isTotal = (column: Column): boolean => named.has(column.property);
  return table.key
    .filter((column) => !isTotal(column))
    .map((column) => `${isDescending ? "-" : ""}${column.property}`);
}
