import { derivedName } from "./schema-state.ts";
import type { DerivedSuffix, TableState } from "./schema-state.ts";

/**
 * Gives indexes and constraints whose names were derived the names derived now.
 *
 * @param before The table before its name or a column's was changed.
 * @param after  The same with the change made, names of constraints apart; all in the same order.
 */
export function renameDerived(before: TableState, after: TableState): TableState {
  const renamed = <T extends Item>(
    items: readonly T[],
    olds: readonly T[],
    ...suffixes: DerivedSuffix[]
  ): T[] =>
    items.map((item, at) => {
      const { name, columns } = olds[at]!;
      const suffix = suffixes.find((one) => name === derivedName(before.name, columns, one));
      if (suffix === undefined) return item;
      return { ...item, name: derivedName(after.name, item.columns, suffix) };
    });
  return {
    ...after,
    uniques: renamed(after.uniques, before.uniques, "key"),
    indexes: renamed(after.indexes, before.indexes, "idx", "partial_idx", "partial_key"),
    foreignKeys: renamed(after.foreignKeys, before.foreignKeys, "fkey"),
  };
}

interface Item {
  readonly name: string;
  readonly columns: readonly string[];
}
