import type { ForeignKeyState, TableState } from "./schema-state.ts";

interface Ordered {
  readonly tables: TableState[];
  /** Foreign keys that point forward in this order. */
  readonly cut: { readonly name: string; readonly key: ForeignKeyState }[];
}

/** Tables after those that they point at; where they point in circles, the keys to be cut. */
export function inReferenceOrder(tables: readonly TableState[]): Ordered {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const done = new Set<TableState>();
  const visit = (table: TableState, path: ReadonlySet<TableState>): void => {
    if (done.has(table) || path.has(table)) return;
    for (const key of table.foreignKeys) {
      const target = byName.get(key.references.table);
      if (target !== undefined) visit(target, new Set([...path, table]));
    }
    done.add(table);
  };
  for (const table of tables) visit(table, new Set());
  const ordered = [...done];
  const cut = ordered.flatMap((table, at) =>
    table.foreignKeys
      .filter((key) => ordered.findIndex(({ name }) => name === key.references.table) > at)
      .map((key) => ({ name: table.name, key })),
  );
  return { tables: ordered, cut };
}
