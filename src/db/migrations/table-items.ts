import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { tableOf, withTable } from "./operation.ts";
import { columnOfTerm } from "./schema-state.ts";
import type { SchemaState, TableState } from "./schema-state.ts";

type Kind = "uniques" | "indexes" | "checks" | "foreignKeys";
type Item<K extends Kind> = TableState[K][number];

/** The list of a table that an operation is about. */
interface ItemList<K extends Kind> {
  readonly table: string;
  readonly kind: K;
  /** Of the operation, for errors. */
  readonly title: string;
}

/** @throws `MIGRATION_STATE_MISMATCH` for columns that are not there, and for a name that is */
export function addItem<K extends Kind>(
  state: SchemaState,
  { table, kind, title }: ItemList<K>,
  item: Item<K>,
): SchemaState {
  const old = tableOf(state, table, title);
  const columns = "columns" in item ? item.columns.map(columnOfTerm) : [];
  const unknown = columns.find((name) => !Object.hasOwn(old.columns, name));
  if (unknown !== undefined)
    throw MIGRATION_STATE_MISMATCH(title, `"${table}" has no column "${unknown}"`);
  if (old[kind].some((other) => other.name === item.name))
    throw MIGRATION_STATE_MISMATCH(title, `"${table}" has "${item.name}" already`);
  return withTable(state, { ...old, [kind]: [...old[kind], item] });
}

/** @throws `MIGRATION_STATE_MISMATCH` for a name that is not there */
export function dropItem(state: SchemaState, list: ItemList<Kind>, name: string): SchemaState {
  const old = tableOf(state, list.table, list.title);
  const item = itemOf(state, list, name);
  const items = old[list.kind] as readonly Item<Kind>[];
  return withTable(state, { ...old, [list.kind]: items.filter((other) => other !== item) });
}

/** @throws `MIGRATION_STATE_MISMATCH` for a name that is not there */
export function itemOf<K extends Kind>(
  state: SchemaState,
  { table, kind, title }: ItemList<K>,
  name: string,
): Item<K> {
  const items = tableOf(state, table, title)[kind] as readonly Item<K>[];
  const item = items.find((other) => other.name === name);
  if (item !== undefined) return item;
  const known = items.map((other) => other.name).join(", ") || "none";
  throw MIGRATION_STATE_MISMATCH(title, `"${table}" has no "${name}" (it has: ${known})`);
}
