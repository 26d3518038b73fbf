import type { SqlWriter } from "./sql-writer.ts";
import type { ManyToMany, ToMany } from "../tables/table.ts";
import type { Scope } from "./scope.ts";

/** The parents whose rows of a to-many relation are wanted. */
export interface CollectionSource {
  readonly relation: ToMany | ManyToMany;
  /** Keys of the parents, in the driver's form. */
  readonly keys: readonly unknown[];
}

/** Narrows a select of the target to the rows of the parents, joining the join table as `link`. */
export function writeCollectionSource(
  w: SqlWriter,
  scope: Scope,
  { relation, keys }: CollectionSource,
): void {
  w.mark(`<-${pathOf(relation)}`);
  if (relation.kind === "many") {
    w.add(" where ");
    return writeKeys(w, `${scope.alias}.${relation.by.quoted}`, keys);
  }
  w.add(
    ` join ${relation.join.quoted} link on link.${relation.far.quoted} = ${scope.alias}.${relation.target.key[0]!.quoted} where `,
  );
  writeKeys(w, `link.${relation.near.quoted}`, keys);
}

/** One row is shown as often as a list, and a comparison costs SQLite half of what a list of one does. */
function writeKeys(w: SqlWriter, sql: string, keys: readonly unknown[]): void {
  if (keys.length !== 1) return w.dialect.writeIn(w, sql, keys);
  w.mark("1");
  w.add(`${sql} = `);
  w.param(keys[0]);
}

/** By the foreign keys that it goes over: albums and playlists may both have `tracks`. */
function pathOf(relation: ToMany | ManyToMany): string {
  if (relation.kind === "many") return `${relation.by.table.name}.${relation.by.property}`;
  return `${relation.join.name}.${relation.near.property}.${relation.far.property}`;
}
