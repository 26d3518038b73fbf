import type { Database } from "../database.ts";
import type { ManyToMany, Table } from "../tables/table.ts";
import { hearsLinked, tellLinked, type Values } from "./tell-changes.ts";

/** Whether anybody hears of the rows of a derived join table. */
export function hearsLinks(database: Database, join: Table): boolean {
  return sidesOf(join).some(({ from }) => hearsLinked(database, from));
}

/** Tells of a row of a derived join table: to each of the relations that go through it. */
export async function tellLinks(
  database: Database,
  join: Table,
  operation: "link" | "unlink",
  link: Values,
): Promise<void> {
  for (const { from, relation } of sidesOf(join)) {
    if (!hearsLinked(database, from)) continue;
    const [key, target] = [link[relation.near.property], link[relation.far.property]];
    await tellLinked(database, relation, operation, key, target);
  }
}

/** The many-to-many relations that go through a derived join table. */
function sidesOf(join: Table): { from: Table; relation: ManyToMany }[] {
  if (!join.isDerived) return [];
  return join.columns.flatMap((column) => {
    const from = column.references!.table;
    return [...from.relations.values()]
      .filter(
        (relation): relation is ManyToMany =>
          relation.kind === "manyToMany" && relation.join === join && relation.near === column,
      )
      .map((relation) => ({ from, relation }));
  });
}
