/** What an operation may do to a database in use. */
export type DangerId =
  | "drop-table"
  | "drop-column"
  | "rename-table"
  | "rename-column"
  | "rewrite-table"
  | "narrow-type"
  | "not-null-without-default"
  | "set-not-null"
  | "index-not-concurrent"
  | "unique-not-concurrent"
  | "add-foreign-key"
  | "add-check"
  | "change-primary-key";

/** A danger of one operation, with the way around it. */
export interface MigrationDanger {
  readonly id: DangerId;
  /** The table that it is about: no danger when the same run creates it. */
  readonly table: string;
  /** What happens. */
  readonly message: string;
  /** How to get there safely. */
  readonly recipe: string;
}

const DANGERS: Readonly<
  Record<DangerId, (what: string) => { readonly message: string; readonly recipe: string }>
> = {
  "drop-table": (what) => ({
    message: `${what} is dropped with all its rows; code that still runs and reads it fails.`,
    recipe:
      "Deploy code without the model first, take a backup, then drop the table in a later release.",
  }),
  "drop-column": (what) => ({
    message: `${what} is dropped with its values; code that still runs and names it fails.`,
    recipe:
      "Make it nullable, deploy code without the field, then drop the column in a later release.",
  }),
  "rename-table": (what) => ({
    message: `${what} is renamed; code that still runs under the old name fails.`,
    recipe:
      'Keep the table\'s name and rename the model only (`table: "…"`), or stop the old code first.',
  }),
  "rename-column": (what) => ({
    message: `${what} is renamed; code that still runs under the old name fails.`,
    recipe:
      'Keep the column and rename the field only (`.column("…")`), or add a new column, write both, copy, switch, drop.',
  }),
  "rewrite-table": (what) => ({
    message: `The type of ${what} changes: every row is rewritten while nobody can read or write the table.`,
    recipe:
      "Add a column of the new type, write both, copy in batches in a data migration, switch, drop the old one.",
  }),
  "narrow-type": (what) => ({
    message: `${what} gets a type that not every value fits into: the migration fails or values change.`,
    recipe: "Look for values that do not fit and mend them in a data migration first.",
  }),
  "not-null-without-default": (what) => ({
    message: `${what} is required and has no default: the migration fails as soon as there are rows.`,
    recipe: "Add it nullable, fill it in batches in a data migration, then make it required.",
  }),
  "set-not-null": (what) => ({
    message: `${what} becomes required: the whole table is read while nobody can read or write it.`,
    recipe:
      "Add a check `{ column: { not: null } }` with `notValid`, validate it in a later migration, then make the column required and drop the check.",
  }),
  "index-not-concurrent": (what) => ({
    message: `The index ${what} is built while nobody can write to the table.`,
    recipe:
      "Build it with `{ concurrently: true }` in a migration of its own (`makemigrations --concurrently`).",
  }),
  "unique-not-concurrent": (what) => ({
    message: `The unique constraint ${what} is built while nobody can read or write the table.`,
    recipe:
      "Build it with `{ concurrently: true }` in a migration of its own (`makemigrations --concurrently`).",
  }),
  "add-foreign-key": (what) => ({
    message: `The foreign key ${what} is checked for all rows while nobody can write to both tables.`,
    recipe: "Add it with `{ notValid: true }` and run `validateConstraint` in a later migration.",
  }),
  "add-check": (what) => ({
    message: `The check ${what} is tested on all rows while nobody can read or write the table.`,
    recipe: "Add it with `{ notValid: true }` and run `validateConstraint` in a later migration.",
  }),
  "change-primary-key": (what) => ({
    message: `The primary key of ${what} changes: its index is built while nobody can read or write the table.`,
    recipe: "Build a unique index concurrently first and make it the key with runSql.",
  }),
};

/** Names a danger of `what` on a table. */
export function danger(id: DangerId, table: string, what: string): MigrationDanger {
  return { id, table, ...DANGERS[id](what) };
}
