import { isDeepStrictEqual } from "node:util";
import type { Dialect } from "../connections/driver.ts";
import { canonicalType, ddlType } from "../migrations/column-type.ts";
import { columnOfTerm } from "../migrations/schema-state.ts";
import type { ColumnState, SchemaState, TableState } from "../migrations/schema-state.ts";
import { defaultSql } from "../migrations/table-sql.ts";

/**
 * What a database has otherwise than a schema says, one line each; empty when it is as it should be.
 *
 * Knows what a database cannot tell: SQLite has no bool and no names of foreign keys, and conditions
 * of checks and partial indexes come back in other words, so that only their names are compared.
 *
 * @param expected As models or migrations say: `schemaOfTables`.
 * @param actual   As the database says: `introspect`.
 */
export function schemaDifferences(
  expected: SchemaState,
  actual: SchemaState,
  dialect: Dialect,
): string[] {
  const missing = [...expected.keys()].filter((name) => !actual.has(name));
  const extra = [...actual.keys()].filter((name) => !expected.has(name));
  const both = [...expected.values()].filter(({ name }) => actual.has(name));
  return [
    ...missing.map((name) => `table ${name}: missing`),
    ...extra.map((name) => `table ${name}: not expected`),
    ...both.flatMap((table) =>
      tableDifferences(table, actual.get(table.name)!, dialect).map(
        (one) =>
          `table ${table.name}, ${one.what}: expected ${shown(one.expected)}, is ${shown(one.actual)}`,
      ),
    ),
  ];
}

type Facts = Readonly<Record<string, unknown>>;

/** One thing that a table has otherwise than expected; undefined where it is not there. */
export interface TableDifference {
  /** `column title`, `index post_title_idx`, `check has_title`, `foreign key author_id`, … */
  readonly what: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** What one table has otherwise than expected. */
export function tableDifferences(
  expected: TableState,
  actual: TableState,
  dialect: Dialect,
): TableDifference[] {
  const [wanted, found] = [factsOf(expected, dialect), factsOf(actual, dialect)];
  const keys = new Set([...Object.keys(wanted), ...Object.keys(found)]);
  return [...keys]
    .filter((what) => !isDeepStrictEqual(wanted[what], found[what]))
    .map((what) => ({ what, expected: wanted[what], actual: found[what] }));
}

function factsOf(table: TableState, dialect: Dialect): Facts {
  const columns = Object.entries(table.columns).map(([name, column]) => [
    `column ${name}`,
    columnFacts(name, column, table, dialect),
  ]);
  const uniques = table.uniques.map(({ name, columns: own }) => [`unique ${name}`, own]);
  const indexes = table.indexes.map((index) => {
    const isPlainUnique =
      index.unique === true && !isPartial(index) && !index.columns.some(isDescending);
    return isPlainUnique
      ? [`unique ${index.name}`, index.columns]
      : [`index ${index.name}`, [index.columns, index.unique === true, isPartial(index)]];
  });
  const checks = table.checks.map(({ name }) => [`check ${name}`, true]);
  const keys = table.foreignKeys.map(({ columns: own, references, onDelete }) => [
    `foreign key ${own.join(", ")}`,
    [references.table, references.columns, onDelete ?? "restrict"],
  ]);
  return Object.fromEntries([
    ["primary key", table.primaryKey],
    ...columns,
    ...uniques,
    ...indexes,
    ...checks,
    ...keys,
  ]) as Facts;
}

function columnFacts(
  name: string,
  column: ColumnState,
  table: TableState,
  dialect: Dialect,
): Facts {
  const isKey = table.primaryKey.includes(name);
  return {
    type: canonicalType(ddlType(column, dialect), dialect),
    isNullable: column.nullable === true && !isKey,
    default: canonicalDefault(column, dialect),
    // SQLite numbers the rows of every table whose key is one integer.
    ...(dialect === "postgres" && { isIdentity: column.identity === true }),
  };
}

function canonicalDefault(column: ColumnState, dialect: Dialect): string | undefined {
  const sql = defaultSql(column, dialect);
  const isSorted = dialect === "postgres" && column.type === "json";
  if (!isSorted || column.default === undefined) return sql;
  return `json ${JSON.stringify(sortedKeys(column.default))}`;
}

/** PostgreSQL keeps the keys of jsonb in an order of its own. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, item]) => [key, sortedKeys(item)]);
}

function isPartial(index: TableState["indexes"][number]): boolean {
  return index.where !== undefined || index.whereSql !== undefined;
}

function isDescending(term: string): boolean {
  return columnOfTerm(term) !== term;
}

function shown(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
