import { keyFormOf } from "../sql/codec-of.ts";
import type { Database } from "../database.ts";
import { execute } from "../connections/execute.ts";
import { prepareSelect } from "./prepare.ts";
import { emptyState, type QueryState, type RelatedNode, type RelatedTree } from "./query-state.ts";
import type { CollectionNode } from "./read-plan.ts";
import { readRows, type ReadRows } from "./read-rows.ts";
import { whenDone } from "./when-done.ts";
import type { Column, ManyToMany, ToMany } from "../tables/table.ts";
import type { SelectPlan } from "../sql/write-select.ts";

/** Rows from the driver's arrays, with annotations and collections set. */
export function finish(
  database: Database,
  plan: SelectPlan,
  raws: unknown[][],
  related: RelatedTree,
): object[] | Promise<object[]> {
  const read = readRows(plan.node, raws, database, related);
  const { rows } = read[0]!;
  setAnnotations(plan, rows, raws);
  const owners = read.filter(({ node }) => node.collections.length > 0);
  return owners.length === 0 ? rows : loadAll(database, owners, rows);
}

function loadAll(
  database: Database,
  [owner, ...others]: readonly ReadRows[],
  rows: object[],
): object[] | Promise<object[]> {
  if (owner === undefined) return rows;
  const { collections } = owner.node;
  return whenDone(loadCollections(database, owner, collections), () =>
    loadAll(database, others, rows),
  );
}

function setAnnotations(
  { annotations, node }: SelectPlan,
  rows: object[],
  raws: unknown[][],
): void {
  if (annotations.length === 0) return;
  const first = widthOf(node);
  for (const [index, [name, column]] of annotations.entries()) {
    for (const [at, row] of rows.entries()) {
      (row as Record<string, unknown>)[name] = column.decode(raws[at]![first + index]);
    }
  }
}

/** How many columns a node reads, with those that it joins. */
export function widthOf(node: SelectPlan["node"]): number {
  return node.columns.length + node.joins.reduce((sum, join) => sum + widthOf(join), 0);
}

/** Loads the to-many relations of rows, one statement for each relation, and sets them as arrays. */
function loadCollections(
  database: Database,
  owner: ReadRows,
  [collection, ...others]: readonly CollectionNode[],
): void | Promise<void> {
  if (collection === undefined) return undefined;
  const { node, rows, keys, related } = owner;
  const { relation } = collection;
  const state = stateOf(relation, related.get(relation.property)!, node.isWire);
  return whenDone(collected(database, relation, keys, state), (byParent) => {
    const keyForm = keyFormOf(ownKeyOf(relation));
    for (const [index, row] of rows.entries()) {
      (row as Record<string, unknown>)[relation.property] =
        byParent.get(keyForm(keys[index])) ?? [];
    }
    return loadCollections(database, owner, others);
  });
}

/**
 * The rows of a to-many relation for each of the parents' keys, in the order of the query.
 *
 * @returns by the parents' keys in the form of `keyFormOf`.
 */
export async function collectionsOf(
  database: Database,
  relation: ToMany | ManyToMany,
  keys: readonly unknown[],
  state: QueryState,
): Promise<Map<unknown, object[]>> {
  return collected(database, relation, keys, state);
}

function collected(
  database: Database,
  relation: ToMany | ManyToMany,
  keys: readonly unknown[],
  state: QueryState,
): Map<unknown, object[]> | Promise<Map<unknown, object[]>> {
  if (keys.length === 0) return new Map();
  const bound = prepareSelect(database, state, { source: { relation, keys } });
  const { plan, statement, params } = bound;
  return whenDone(execute(database, statement, params), ({ rows: raws }) =>
    whenDone(finish(database, plan, raws, state.related), (rows) =>
      byParents(
        rows,
        raws,
        keyFormOf(ownKeyOf(relation)),
        widthOf(plan.node) + plan.annotations.length,
      ),
    ),
  );
}

/** @param at Where the parent's key stands in what the driver gave. */
function byParents(
  rows: readonly object[],
  raws: readonly unknown[][],
  keyForm: (raw: unknown) => unknown,
  at: number,
): Map<unknown, object[]> {
  const byParent = new Map<unknown, object[]>();
  for (const [index, row] of rows.entries()) {
    const key = keyForm(raws[index]![at]);
    const own = byParent.get(key);
    if (own === undefined) byParent.set(key, [row]);
    else own.push(row);
  }
  return byParent;
}

/** The column of the parents' key. */
export function ownKeyOf(relation: ToMany | ManyToMany): Column {
  return (relation.kind === "many" ? relation.by : relation.near).references!.column;
}

function stateOf(relation: ToMany | ManyToMany, options: RelatedNode, isWire: boolean): QueryState {
  const { where, order, limit, select, related } = options;
  return {
    ...emptyState(relation.target.model),
    wheres: where === undefined ? [] : [{ condition: where, isExcluded: false }],
    order,
    limit,
    select,
    isWire,
    related,
  };
}
