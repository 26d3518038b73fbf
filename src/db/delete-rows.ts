import type { Database } from "./database.ts";
import { GONE, NOT_SAVED } from "./errors.ts";
import { execute } from "./execute.ts";
import { homeOf } from "./lazy-relation.ts";
import { signalsOf } from "./model-signals.ts";
import { emptyState, type QueryState } from "./query-state.ts";
import { detach, stateOf, type TrackedRow } from "./row-state.ts";
import { prepare, runSelect } from "./run-select.ts";
import type { Column, ManyToMany, Table } from "./table.ts";
import { hearsDeleted, hearsSaved, inTransaction, keyOf, storedValues, tellDeleted, tellLinked, tellSaved, type Values } from "./tell-changes.ts";
import { keyCondition, lockedRows, writeRowsOf } from "./update-rows.ts";

/** Deletes a row and, by the rules of the relations, what points at it. */
export async function deleteRow(row: TrackedRow): Promise<void> {
  const { database, table } = homeOf(row);
  if (stateOf(row) === undefined) throw NOT_SAVED(table.name, "be deleted");
  const key = keyCondition(table, row as unknown as Values);
  const deleted = await deleteRows(database, { ...emptyState(table.model), wheres: [{ condition: key, isExcluded: false }] }, row);
  if (deleted === 0) throw GONE(table.name, keyOf(table, key));
  detach(row);
}

/**
 * Deletes all rows of a query. The database follows the foreign keys; where somebody listens to a table
 * that it reaches, the rows that it will delete or change there are read first.
 *
 * @param self The row itself, where it is one that the caller holds.
 */
export async function deleteRows(database: Database, state: QueryState, self?: TrackedRow): Promise<number> {
  const table = database.tables.of(state.model);
  if (!isHeard(database, table, new Set())) return deleteDirectly(database, table, state);
  return inTransaction(database, async () => {
    const rows = self === undefined ? await lockedRows(database, state) : [self];
    if (rows.length === 0) return 0;
    const effects = await effectsOf(database, table, rows);
    const count = await deleteDirectly(database, table, state);
    for (const tell of effects) await tell();
    return count;
  });
}

/** Whether anybody hears of deletes of this table, or of what they do to others. */
function isHeard(database: Database, table: Table, seen: Set<Table>): boolean {
  if (seen.has(table)) return false;
  seen.add(table);
  if (hearsDeleted(database, table) || (table.isDerived && linksOf(table).some(({ from }) => database.events.isHeard(signalsOf(from.model).linked)))) return true;
  return table.referencedBy.some((column) => {
    if (column.references!.onDelete === "cascade") return isHeard(database, column.table, seen);
    return column.references!.onDelete === "setNull" && hearsSaved(database, column.table);
  });
}

async function deleteDirectly(database: Database, table: Table, state: QueryState): Promise<number> {
  const { statement, params } = prepare(database, table, "delete ", (w) => {
    w.add(`delete from ${table.quoted} as ${w.alias()}`);
    writeRowsOf(w, table, state);
  }, "writes");
  const { affected } = await execute(database, statement, params);
  return affected;
}

type Tell = () => void | Promise<void>;

/** What is to be told once rows are deleted: of what points at them first, of themselves last. */
async function effectsOf(database: Database, table: Table, rows: readonly TrackedRow[], seen: Set<string> = new Set()): Promise<Tell[]> {
  const fresh = rows.filter((row) => {
    const id = `${table.name} ${JSON.stringify(keyOf(table, storedValues(database, row)), text)}`;
    return seen.has(id) ? false : seen.add(id);
  });
  if (fresh.length === 0) return [];
  const { deleting } = signalsOf(table.model);
  if (database.events.isHeard(deleting, "before")) {
    for (const row of fresh) await database.events.emit(deleting, { row }, "before");
  }
  const tells: Tell[] = [];
  for (const column of table.referencedBy) tells.push(...(await effectsOn(database, column, fresh, seen)));
  if (table.isDerived) tells.push(...fresh.flatMap((row) => unlinks(database, table, storedValues(database, row))));
  else if (hearsDeleted(database, table)) {
    for (const row of fresh) {
      const before = storedValues(database, row);
      tells.push(() => tellDeleted(database, table, { row, before }));
    }
  }
  return tells;
}

/** BigInt keys have no JSON. */
function text(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `${value}n` : value;
}

async function effectsOn(database: Database, column: Column, parents: readonly TrackedRow[], seen: Set<string>): Promise<Tell[]> {
  const { onDelete, column: key } = column.references!;
  const child = column.table;
  const isCascade = onDelete === "cascade";
  if (!isCascade && !(onDelete === "setNull" && hearsSaved(database, child))) return [];
  if (isCascade && !isHeard(database, child, new Set())) return [];
  const keys = parents.map((row) => (row as unknown as Record<string, unknown>)[key.property]);
  const condition = { [column.property]: { in: keys } };
  const rows = (await runSelect(database, { ...emptyState(child.model), order: [], wheres: [{ condition, isExcluded: false }], lock: {} })) as TrackedRow[];
  if (isCascade) return effectsOf(database, child, rows, seen);
  return rows.map((row) => {
    const before = storedValues(database, row);
    const after = { ...before, [column.property]: null };
    (row as unknown as Record<string, unknown>)[column.property] = null;
    return () => tellSaved(database, child, { row, before, after, changed: [column.property] });
  });
}

/** The many-to-many relations that go through a derived join table. */
function linksOf(join: Table): { from: Table; relation: ManyToMany }[] {
  return join.columns.flatMap((column) => {
    const from = column.references!.table;
    return [...from.relations.values()]
      .filter((relation): relation is ManyToMany => relation.kind === "manyToMany" && relation.join === join && relation.near === column)
      .map((relation) => ({ from, relation }));
  });
}

function unlinks(database: Database, join: Table, link: Values): Tell[] {
  return linksOf(join)
    .filter(({ from }) => database.events.isHeard(signalsOf(from.model).linked))
    .map(({ relation }) => () => tellLinked(database, relation, "unlink", link[relation.near.property], link[relation.far.property]));
}
