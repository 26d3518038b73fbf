import type { Database } from "../database.ts";
import { keyText, lockedRows } from "./locked-rows.ts";
import { followUp } from "./follow-up.ts";
import { signalsOf } from "../models/model-signals.ts";
import type { TrackedRow } from "../models/row-state.ts";
import type { Column, Table } from "../tables/table.ts";
import {
  hearsDeleted,
  hearsSaved,
  storedValues,
  tellDeleted,
  tellSaved,
  type Values,
} from "./tell-changes.ts";
import { hearsLinks, tellLinks } from "./tell-links.ts";

/** Whether anybody hears of deletes of this table, or of what they do to others. */
export function isDeleteHeard(
  database: Database,
  table: Table,
  seen: Set<Table> = new Set(),
): boolean {
  if (seen.has(table)) return false;
  seen.add(table);
  if (hearsDeleted(database, table)) return true;
  if (hearsLinks(database, table)) return true;
  return table.referencedBy.some((column) => {
    const { onDelete } = column.references!;
    if (onDelete === "cascade") return isDeleteHeard(database, column.table, seen);
    return onDelete === "setNull" && hearsSaved(database, column.table);
  });
}

/**
 * Finds out what the database will do when it deletes rows, and asks the receivers of `deleting`.
 *
 * @returns what tells of it all: rows that lose a foreign key, then deleted rows, those that point first.
 */
export async function deleteEffects(
  database: Database,
  table: Table,
  rows: readonly TrackedRow[],
  self: TrackedRow | undefined,
): Promise<() => Promise<void>> {
  const effects = new DeleteEffects(database);
  await effects.addDeleted(table, rows, self);
  return () => effects.tell();
}

interface Deleted {
  readonly table: Table;
  readonly row: TrackedRow;
  readonly before: Values;
}

class DeleteEffects {
  readonly #database: Database;
  readonly #deleted = new Map<string, Deleted>();
  /** Rows that lose foreign keys; one may lose several at once. */
  readonly #nulled = new Map<string, Deleted & { readonly columns: Column[] }>();

  constructor(database: Database) {
    this.#database = database;
  }

  async addDeleted(table: Table, rows: readonly TrackedRow[], self?: TrackedRow): Promise<void> {
    const fresh: Deleted[] = [];
    for (const found of rows) {
      const before = storedValues(this.#database, found);
      const id = idOf(table, before);
      if (this.#deleted.has(id)) continue;
      const one = { table, row: self ?? found, before };
      this.#deleted.set(id, one);
      fresh.push(one);
    }
    if (fresh.length === 0) return;
    const { events } = this.#database;
    const { deleting } = signalsOf(table.model);
    if (events.isHeard(deleting, "before"))
      for (const { row } of fresh)
        await followUp(table, () => events.emit(deleting, { row }, "before"));
    for (const column of table.referencedBy) await this.#addPointing(column, fresh);
    // Told after what points at them.
    for (const one of fresh) {
      const id = idOf(table, one.before);
      this.#deleted.delete(id);
      this.#deleted.set(id, one);
    }
  }

  async tell(): Promise<void> {
    for (const [id, { table, row, before, columns }] of this.#nulled) {
      if (this.#deleted.has(id)) continue;
      const nulls = Object.fromEntries(columns.map(({ property }) => [property, null]));
      Object.assign(row, nulls);
      await tellSaved(this.#database, table, { row, before, after: { ...before, ...nulls } });
    }
    for (const { table, row, before } of this.#deleted.values()) {
      if (table.isDerived) await tellLinks(this.#database, table, "unlink", before);
      else if (hearsDeleted(this.#database, table))
        await tellDeleted(this.#database, table, { row, before });
    }
  }

  /** The rows that point at deleted ones by this foreign key. */
  async #addPointing(column: Column, targets: readonly Deleted[]): Promise<void> {
    const { onDelete, column: key } = column.references!;
    const child = column.table;
    const isHeard =
      onDelete === "cascade"
        ? isDeleteHeard(this.#database, child)
        : onDelete === "setNull" && hearsSaved(this.#database, child);
    if (!isHeard) return;
    const keys = targets.map(({ before }) => before[key.property]);
    const rows = await lockedRows(this.#database, child, { [column.property]: { in: keys } });
    if (onDelete === "cascade") await this.addDeleted(child, rows);
    else for (const row of rows) this.#addNulled(child, row, column);
  }

  #addNulled(table: Table, row: TrackedRow, column: Column): void {
    const before = storedValues(this.#database, row);
    const id = idOf(table, before);
    const known = this.#nulled.get(id);
    if (known === undefined) this.#nulled.set(id, { table, row, before, columns: [column] });
    else known.columns.push(column);
  }
}

function idOf(table: Table, values: Values): string {
  return `${table.name} ${keyText(table, values)}`;
}
