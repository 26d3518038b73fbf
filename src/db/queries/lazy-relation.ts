import type { Database } from "../database.ts";
import { homeOf } from "./home-of.ts";
import { RelatedRows } from "./related-rows.ts";
import { stateOf, type TrackedRow } from "../models/row-state.ts";
import { SelectQuery } from "./select-query.ts";
import type { ToOne } from "../tables/table.ts";

/** What `row.author` and `row.tags` give where the relation was not loaded with the row. */
export function lazyRelation(row: TrackedRow, property: string): unknown {
  const { database, table } = homeOf(row);
  const relation = table.relations.get(property)!;
  return relation.kind === "one"
    ? lazyOne(row, relation, database)
    : new RelatedRows(row, relation, database);
}

async function lazyOne(row: TrackedRow, relation: ToOne, database: Database): Promise<unknown> {
  const key = (row as unknown as Record<string, unknown>)[relation.column.property];
  if (key === null || key === undefined) return null;
  const set = stateOf(row)?.set;
  if (set === undefined) return (await findByKeys(database, relation, [key])).get(key) ?? null;
  let loading = set.lazy.get(relation.property);
  if (loading === undefined) {
    const keys = set.rows.map(
      (sibling) => (sibling as unknown as Record<string, unknown>)[relation.column.property],
    );
    loading = findByKeys(
      database,
      relation,
      [...new Set(keys)].filter((one) => one !== null && one !== undefined),
    );
    set.lazy.set(relation.property, loading);
    // A failure is told to those who wait now; who asks later tries anew.
    loading.catch(() => set.lazy.delete(relation.property));
  }
  const found = (await loading).get(key);
  if (found !== undefined) return found;
  // The foreign key was set after the siblings' rows had been loaded.
  return (await findByKeys(database, relation, [key])).get(key) ?? null;
}

async function findByKeys(
  database: Database,
  { target }: ToOne,
  keys: readonly unknown[],
): Promise<ReadonlyMap<unknown, unknown>> {
  if (keys.length === 0) return new Map();
  const { property } = target.key[0]!;
  const rows = await database.run(() =>
    SelectQuery.of(target.model)
      .where({ [property]: { in: keys } })
      .order(),
  );
  return new Map(rows.map((row: Record<string, unknown>) => [row[property], row]));
}
