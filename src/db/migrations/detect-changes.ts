import { isDeepStrictEqual } from "node:util";
import { addColumn, dropColumn } from "./add-drop-column.ts";
import { alterColumn } from "./alter-column.ts";
import { renameColumn } from "./rename-column.ts";
import {
  addCheck,
  addForeignKey,
  alterPrimaryKey,
  dropCheck,
  dropForeignKey,
} from "./constraint-operations.ts";
import type { Fill } from "./fill-value.ts";
import { addIndex, addUnique, dropIndex, dropUnique } from "./index-operations.ts";
import {
  goesWithColumn,
  isAmong,
  isKeptCheck,
  isKeptIndex,
  isKeptKey,
  isSameColumn,
} from "./kept-parts.ts";
import type { Operation } from "./operation.ts";
import { inReferenceOrder } from "./reference-order.ts";
import type { ColumnState, ForeignKeyState, SchemaState, TableState } from "./schema-state.ts";
import { createTable, dropTable, renameTable } from "./table-operations.ts";
import type { TableSpec } from "./table-operations.ts";

/** What the two schemas alone do not tell. */
export interface Answers {
  /** Old names to new ones. */
  readonly tables: ReadonlyMap<string, string>;
  /** By new name of the table and old name of the column: `post.titel`. */
  readonly columns: ReadonlyMap<string, string>;
  /** By new names: `post.views`. */
  readonly fills: ReadonlyMap<string, Fill>;
  /** Indexes of tables that are there are built concurrently. */
  readonly concurrently: boolean;
}

export const NO_ANSWERS: Answers = {
  tables: new Map(),
  columns: new Map(),
  fills: new Map(),
  concurrently: false,
};

/**
 * The operations that make one schema out of another, in an order in which they can run.
 *
 * What is not said to be renamed is dropped and added.
 */
export function detectChanges(
  from: SchemaState,
  to: SchemaState,
  answers: Answers = NO_ANSWERS,
): Operation[] {
  const changes = new Changes(from, to, answers);
  changes.rename();
  changes.dropConstraints();
  changes.dropTables();
  changes.createTables();
  changes.changeColumns();
  changes.addConstraints();
  return changes.operations;
}

class Changes {
  readonly operations: Operation[] = [];
  readonly #to: SchemaState;
  readonly #answers: Answers;
  /** What there is after the operations so far. */
  #now: SchemaState;
  /** Foreign keys that wait for tables of their own cycle. */
  readonly #deferred: { readonly table: string; readonly key: ForeignKeyState }[] = [];

  constructor(from: SchemaState, to: SchemaState, answers: Answers) {
    this.#now = from;
    this.#to = to;
    this.#answers = answers;
  }

  rename(): void {
    for (const [from, to] of this.#answers.tables) this.#push(renameTable(from, to));
    for (const [path, to] of this.#answers.columns) {
      const [table, column] = splitPath(path);
      this.#push(renameColumn(table, column, to));
    }
  }

  dropConstraints(): void {
    for (const [old, wanted] of this.#kept()) {
      const { name } = old;
      for (const check of old.checks)
        if (!isKeptCheck(check, old, wanted)) this.#push(dropCheck(name, check.name));
      for (const index of old.indexes)
        if (!isKeptIndex(index, old, wanted))
          this.#push(dropIndex(name, index.name, this.#concurrently()));
      for (const unique of old.uniques)
        if (!isAmong(unique, wanted.uniques)) this.#push(dropUnique(name, unique.name));
      for (const key of old.foreignKeys)
        if (!isKeptKey(key, wanted.foreignKeys) && !goesWithColumn(key, wanted))
          this.#push(dropForeignKey(name, key.name));
    }
  }

  /** Those that point at others first. */
  dropTables(): void {
    const gone = [...this.#now.values()].filter(({ name }) => !this.#to.has(name));
    for (const [old, wanted] of this.#kept())
      for (const key of old.foreignKeys)
        if (goesWithColumn(key, wanted) && !this.#to.has(key.references.table))
          this.#push(dropForeignKey(old.name, key.name));
    for (const { name, key } of inReferenceOrder(gone).cut)
      this.#push(dropForeignKey(name, key.name));
    for (const { name } of inReferenceOrder(gone).tables.toReversed()) this.#push(dropTable(name));
  }

  createTables(): void {
    const made = [...this.#to.values()].filter(({ name }) => !this.#now.has(name));
    const { tables, cut } = inReferenceOrder(made);
    for (const { name, ...table } of tables) {
      const late = cut.filter((other) => other.name === name).map(({ key }) => key);
      for (const key of late) this.#deferred.push({ table: name, key });
      const foreignKeys = table.foreignKeys.filter((key) => !late.includes(key));
      this.#push(createTable(name, specOf({ ...table, foreignKeys })));
    }
  }

  changeColumns(): void {
    for (const [old, wanted] of this.#kept()) {
      for (const [name, column] of Object.entries(wanted.columns))
        if (!Object.hasOwn(old.columns, name)) this.#addColumn(wanted, name, column);
      for (const [name, column] of Object.entries(wanted.columns)) {
        const before = old.columns[name];
        if (
          before !== undefined &&
          Object.hasOwn(old.columns, name) &&
          !isSameColumn(before, column)
        )
          this.#push(alterColumn(old.name, name, column, this.#fill(old.name, name)));
      }
      if (!isDeepStrictEqual([...old.primaryKey], [...wanted.primaryKey]))
        this.#push(alterPrimaryKey(old.name, wanted.primaryKey));
      for (const name of Object.keys(old.columns))
        if (!Object.hasOwn(wanted.columns, name)) this.#push(dropColumn(old.name, name));
    }
  }

  addConstraints(): void {
    for (const [now, wanted] of this.#kept()) {
      const { name } = now;
      for (const unique of wanted.uniques)
        if (!isAmong(unique, now.uniques))
          this.#push(addUnique(name, unique, this.#concurrently()));
      for (const index of wanted.indexes)
        if (!isAmong(index, now.indexes)) this.#push(addIndex(name, index, this.#concurrently()));
      for (const check of wanted.checks)
        if (!isAmong(check, now.checks)) this.#push(addCheck(name, check));
      const deferred = this.#deferred.filter(({ table }) => table === name).map(({ key }) => key);
      for (const key of wanted.foreignKeys)
        if (deferred.includes(key) || !isKeptKey(key, now.foreignKeys))
          this.#push(addForeignKey(name, key));
    }
  }

  #addColumn(table: TableState, name: string, column: ColumnState): void {
    const key = table.foreignKeys.find(
      ({ columns, references }) =>
        columns.length === 1 && columns[0] === name && this.#now.has(references.table),
    );
    if (key === undefined) {
      this.#push(addColumn(table.name, name, column, this.#fill(table.name, name)));
      return;
    }
    const { columns: _, ...foreignKey } = key;
    this.#push(
      addColumn(table.name, name, column, { ...this.#fill(table.name, name), foreignKey }),
    );
  }

  #fill(table: string, column: string): { fill?: Fill } {
    const path = `${table}.${column}`;
    return this.#answers.fills.has(path) ? { fill: this.#answers.fills.get(path)! } : {};
  }

  #concurrently(): { concurrently?: true } {
    return this.#answers.concurrently ? { concurrently: true } : {};
  }

  /** Tables that are there and stay, as they are now and as they shall be. */
  #kept(): [now: TableState, wanted: TableState][] {
    return [...this.#now.values()].flatMap((now) => {
      const wanted = this.#to.get(now.name);
      return wanted === undefined ? [] : [[now, wanted] as [TableState, TableState]];
    });
  }

  #push(operation: Operation): void {
    this.#now = operation.apply(this.#now);
    this.operations.push(operation);
  }
}

/** `post.views` as its parts; the column's name has no dot. */
export function splitPath(path: string): [table: string, column: string] {
  const dot = path.lastIndexOf(".");
  return [path.slice(0, dot), path.slice(dot + 1)];
}

function specOf(table: Omit<TableState, "name">): TableSpec {
  const { columns, primaryKey, uniques, indexes, checks, foreignKeys } = table;
  return {
    columns,
    primaryKey,
    ...(uniques.length > 0 && { uniques }),
    ...(indexes.length > 0 && { indexes }),
    ...(checks.length > 0 && { checks }),
    ...(foreignKeys.length > 0 && { foreignKeys }),
  };
}
