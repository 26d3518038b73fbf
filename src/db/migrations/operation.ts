import type { Dialect, Result } from "../connections/driver.ts";
import type { MigrationDanger } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import type { SchemaState, TableState } from "./schema-state.ts";

/** What a data migration works with: plain SQL in the migration's transaction, on the tables as they are then. */
export interface MigrationDatabase {
  readonly dialect: Dialect;
  /**
   * Rows as objects by column name. Placeholders are `?` on every database (write `jsonb_exists` for the
   * operator `?`); bools, dates and JSON may be given as they are. Their type is believed, not checked.
   */
  all<T = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<T[]>;
  /** Number of rows inserted, updated or deleted. */
  run(sql: string, params?: readonly unknown[]): Promise<number>;
}

/** One thing that the executor does. */
export type Step =
  | { readonly sql: string }
  /** Runs outside of a transaction; what an earlier failure left of `index` is dropped first. */
  | { readonly sql: string; readonly concurrentIndex: string }
  /** SQLite changes a table by making another and copying the rows. */
  | { readonly rebuild: Rebuild }
  | { readonly run: (database: MigrationDatabase) => void | Promise<void> };

export interface Rebuild {
  readonly before: TableState;
  readonly after: TableState;
  /** SQL of the values of the new table's columns, in terms of the old one's. */
  readonly values: Readonly<Record<string, string>>;
}

/** What one operation of a migration is: data, and what the data means. */
export interface Operation {
  readonly kind: string;
  /** The arguments as they stand in the file. */
  readonly args: readonly unknown[];
  /** For the names of files and for messages: `add_post_views`. */
  readonly title: string;
  /** Whether it works on the rows and not on the tables. */
  readonly isData?: boolean;
  /** Whether it runs outside of a transaction on PostgreSQL. */
  readonly isConcurrent?: boolean;
  /** Tables that have to be there before. */
  readonly needs: readonly string[];
  /** @throws `DB_MIGRATION_STATE_MISMATCH` when the state is not one that this can be applied to. */
  apply(before: SchemaState): SchemaState;
  steps(before: SchemaState, after: SchemaState, dialect: Dialect): Step[];
  /** The operation that undoes this one, given the state before it; undefined where none can. */
  inverse(before: SchemaState): Operation | undefined;
  dangers(before: SchemaState, dialect: Dialect): MigrationDanger[];
}

/** Finds a table or refuses. */
export function tableOf(state: SchemaState, name: string, title: string): TableState {
  const table = state.get(name);
  if (table !== undefined) return table;
  const known = [...state.keys()].join(", ") || "none";
  throw MIGRATION_STATE_MISMATCH(title, `there is no table "${name}" (there are: ${known})`);
}

/** The state with one table changed. */
export function withTable(state: SchemaState, table: TableState): SchemaState {
  return new Map(state).set(table.name, table);
}

/** The arguments of an operation, with its options where there are any. */
export function withOptions(args: readonly unknown[], options: object): readonly unknown[] {
  return Object.keys(options).length > 0 ? [...args, options] : args;
}

/** The rows of a result as objects. */
export function namedRows({ rows, columns = [] }: Result): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]])));
}
