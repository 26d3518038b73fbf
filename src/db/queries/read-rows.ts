import type { Database } from "../database.ts";
import { RowSet } from "../models/row-state.ts";
import { NO_RELATED, type RelatedTree } from "./query-state.ts";
import type { JoinNode, ReadNode } from "./read-plan.ts";

/** Rows of one node as they came, with what is needed to load more for them. */
export interface ReadRows {
  readonly node: ReadNode;
  readonly rows: object[];
  readonly keys: unknown[];
  /** What this query loads with them: the plan is shared by queries that differ in conditions and limits. */
  readonly related: RelatedTree;
}

/**
 * Reads the driver's rows. Rows of a joined table that are the same row are the same object.
 *
 * @returns the rows of each node, the root's first: what the collections are loaded for.
 */
export function readRows(
  node: ReadNode,
  raws: unknown[][],
  database: Database,
  related: RelatedTree = NO_RELATED,
): ReadRows[] {
  const set = new RowSet(database, node.table);
  const rows = raws.map((raw) => node.read(raw, node.offset, set) as object);
  const keys = node.collections.length > 0 ? raws.map((raw) => raw[node.offset + node.keyAt]) : [];
  if (!node.isPlain) set.rows = rows;
  const read: ReadRows[] = [{ node, rows, keys, related }];
  for (const join of node.joins) readJoin(join, raws, read[0]!, database, read);
  return read;
}

function readJoin(
  join: JoinNode,
  raws: unknown[][],
  parents: ReadRows,
  database: Database,
  read: ReadRows[],
): void {
  const { property } = join.relation;
  const known = new Map<unknown, object>();
  const set = new RowSet(database, join.table);
  const owners = join.joins.length > 0 ? ([] as unknown[][]) : undefined;
  for (let index = 0; index < raws.length; index++) {
    const raw = raws[index]!;
    const key = raw[join.offset + join.keyAt];
    let row: object | null = null;
    if (key !== null && key !== undefined) {
      row = known.get(key) ?? null;
      if (row === null) {
        known.set(key, (row = join.read(raw, join.offset, set) as object));
        owners?.push(raw);
      }
    }
    (parents.rows[index] as Record<string, unknown>)[property] = row;
  }
  const rows = [...known.values()];
  if (!join.isPlain) set.rows = rows;
  const { related } = parents.related.get(property)!;
  const own: ReadRows = { node: join, rows, keys: [...known.keys()], related };
  read.push(own);
  for (const inner of join.joins) readJoin(inner, owners!, own, database, read);
}
