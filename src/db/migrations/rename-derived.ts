import { derivedName } from "./schema-state.ts";
import type { TableState } from "./schema-state.ts";

/**
 * Gives indexes and constraints whose names were derived the names derived now.
 *
 * @param before The table before its name or a column's was changed.
 * @param after  The same with the change made, names of constraints apart; all in the same order.
 */
export function renameDerived(before: TableState, after: TableState): TableState {
  return {
    ...after,
    uniques: after.uniques.map((item, at) =>
      renamed(before, after, before.uniques[at]!, item, ["key"]),
    ),
    indexes: after.indexes.map((item, at) =>
      renamed(before, after, before.indexes[at]!, item, ["idx", "partial_idx", "partial_key"]),
    ),
    foreignKeys: after.foreignKeys.map((item, at) =>
      renamed(before, after, before.foreignKeys[at]!, item, ["fkey"]),
    ),
  };
}

interface Item {
  readonly name: string;
  readonly columns: readonly string[];
}

function renamed<T extends Item>(
  before: TableState,
  after: TableState,
  old: T,
  item: T,
  suffixes: readonly ("key" | "partial_key" | "idx" | "partial_idx" | "fkey")[],
): T {
  const suffix = suffixes.find(
    (other) => old.name === derivedName(before.name, old.columns, other),
  );
  return suffix === undefined
    ? item
    : { ...item, name: derivedName(after.name, item.columns, suffix) };
}
