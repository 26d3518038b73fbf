import type { Dialect } from "../connections/driver.ts";
import { quoted } from "../tables/names.ts";
import { columnOf } from "./column-of.ts";
import { columnsOfCondition } from "./condition-sql.ts";
import { danger } from "./danger.ts";
import type { MigrationDanger } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { neutralValue, valueSql } from "./fill-value.ts";
import type { Fill } from "./fill-value.ts";
import { tableOf, withOptions, withTable } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { columnOfTerm } from "./schema-state.ts";
import type { ColumnState, ForeignKeyState, TableState } from "./schema-state.ts";
import { columnSql, defaultSql, foreignKeySql, referencesSql } from "./table-sql.ts";

export interface AddColumnOptions {
  /** For the rows that are there: a value, `"now"` for dates, or `{ sql }`. Default: the column's default. */
  readonly fill?: Fill;
  /** Makes the column a foreign key, without rebuilding the table on SQLite. */
  readonly foreignKey?: Omit<ForeignKeyState, "columns">;
}

/** Adds a column. */
export function addColumn(
  table: string,
  name: string,
  column: ColumnState,
  options: AddColumnOptions = {},
): Operation {
  const key = options.foreignKey && { ...options.foreignKey, columns: [name] };
  const target = key?.references.table;
  return {
    kind: "addColumn",
    args: withOptions([table, name, column], options),
    title: `add_${table}_${name}`,
    needs: target === undefined ? [table] : [table, target],
    apply(before) {
      const old = tableOf(before, table, this.title);
      if (target !== undefined) tableOf(before, target, this.title);
      if (name in old.columns)
        throw MIGRATION_STATE_MISMATCH(this.title, `"${table}" has a column "${name}" already`);
      return withTable(before, {
        ...old,
        columns: { ...old.columns, [name]: column },
        foreignKeys: key === undefined ? old.foreignKeys : [...old.foreignKeys, key],
      });
    },
    steps(before, after, dialect) {
      const change = { before: before.get(table)!, after: after.get(table)!, name, column, key };
      return dialect === "postgres"
        ? addOnPostgres(change, options.fill)
        : addOnSqlite(change, options.fill);
    },
    inverse: () => dropColumn(table, name),
    dangers: (_before, dialect) => addDangers({ table, name, column, options }, dialect),
  };
}

/** Drops a column with its values, and the foreign key of that column alone. */
export function dropColumn(table: string, name: string): Operation {
  return {
    kind: "dropColumn",
    args: [table, name],
    title: `drop_${table}_${name}`,
    needs: [table],
    apply(before) {
      const old = tableOf(before, table, this.title);
      columnOf(old, name, this.title);
      const user = userOfColumn(old, name);
      if (user !== undefined)
        throw MIGRATION_STATE_MISMATCH(this.title, `${user} uses the column; drop that first`);
      const { [name]: _, ...columns } = old.columns;
      const foreignKeys = old.foreignKeys.filter((key) => !isKeyOf(key, name));
      return withTable(before, { ...old, columns, foreignKeys });
    },
    steps: (before, after, dialect) =>
      dialect === "postgres"
        ? [{ sql: `alter table ${quoted(table)} drop column ${quoted(name)}` }]
        : [{ rebuild: { before: before.get(table)!, after: after.get(table)!, values: {} } }],
    inverse(before) {
      const old = tableOf(before, table, this.title);
      const column = columnOf(old, name, this.title);
      const key = old.foreignKeys.find((other) => isKeyOf(other, name));
      const { columns: _, ...foreignKey } = key ?? { columns: [] };
      const isFilled = column.nullable !== true && column.default === undefined && !key;
      return addColumn(table, name, column, {
        ...(isFilled && { fill: neutralValue(column) }),
        ...(key && { foreignKey: foreignKey as Omit<ForeignKeyState, "columns"> }),
      });
    },
    dangers: () => [danger("drop-column", table, `${table}.${name}`)],
  };
}

interface AddedColumn {
  readonly before: TableState;
  readonly after: TableState;
  readonly name: string;
  readonly column: ColumnState;
  readonly key: ForeignKeyState | undefined;
}

function addOnPostgres({ before, name, column, key }: AddedColumn, fill: Fill | undefined): Step[] {
  const alter = `alter table ${quoted(before.name)}`;
  const steps = isFilledByDefault(column, fill)
    ? [`${alter} add column ${columnSql(name, column, "postgres")}`]
    : addFilledOnPostgres(alter, name, column, fill!);
  if (key !== undefined) steps.push(`${alter} add ${foreignKeySql(key, "postgres")}`);
  return steps.map((sql) => ({ sql }));
}

/** With a constant default PostgreSQL fills the rows without writing them, so the fill is a default for a moment. */
function addFilledOnPostgres(
  alter: string,
  name: string,
  column: ColumnState,
  fill: Fill,
): string[] {
  const { default: _, ...plain } = column;
  const filled = { ...plain, defaultSql: valueSql(fill, column, "postgres") };
  const own = defaultSql(column, "postgres");
  const reset = own === undefined ? "drop default" : `set default ${own}`;
  return [
    `${alter} add column ${columnSql(name, filled, "postgres")}`,
    `${alter} alter column ${quoted(name)} ${reset}`,
  ];
}

function addOnSqlite(
  { before, after, name, column, key }: AddedColumn,
  fill: Fill | undefined,
): Step[] {
  const isConstant = column.nullable === true || column.default !== undefined;
  const isPlain = isConstant && column.defaultSql === undefined && column.identity !== true;
  const hasDefault = column.default !== undefined;
  if (isPlain && isFilledByDefault(column, fill) && !(key !== undefined && hasDefault)) {
    const references = key === undefined ? "" : ` ${referencesSql(key)}`;
    const added = columnSql(name, column, "sqlite") + references;
    return [{ sql: `alter table ${quoted(before.name)} add column ${added}` }];
  }
  const value =
    fill === undefined
      ? (defaultSql(column, "sqlite") ?? "null")
      : valueSql(fill, column, "sqlite");
  return [{ rebuild: { before, after, values: { [name]: value } } }];
}

function isFilledByDefault(column: ColumnState, fill: Fill | undefined): boolean {
  return fill === undefined || fill === column.default;
}

interface Addition {
  readonly table: string;
  readonly name: string;
  readonly column: ColumnState;
  readonly options: AddColumnOptions;
}

function addDangers(
  { table, name, column, options }: Addition,
  dialect: Dialect,
): MigrationDanger[] {
  const what = `${table}.${name}`;
  const dangers: MigrationDanger[] = [];
  const isFilled = options.fill !== undefined || column.default !== undefined;
  if (column.nullable !== true && !isFilled && column.defaultSql === undefined && !column.identity)
    dangers.push(danger("not-null-without-default", table, what));
  if (dialect === "postgres" && column.identity === true)
    dangers.push(danger("rewrite-table", table, what));
  if (dialect === "postgres" && options.foreignKey !== undefined && isFilled)
    dangers.push(danger("add-foreign-key", table, options.foreignKey.name));
  return dangers;
}

function userOfColumn(table: TableState, name: string): string | undefined {
  const uses = (item: { readonly columns: readonly string[] }): boolean =>
    item.columns.some((term) => columnOfTerm(term) === name);
  if (table.primaryKey.includes(name)) return "the primary key";
  const index =
    table.uniques.find(uses) ??
    table.indexes.find(
      (other) => uses(other) || (other.where && columnsOfCondition(other.where).includes(name)),
    );
  if (index !== undefined) return `the index ${index.name}`;
  const check = table.checks.find(
    (other) => other.where && columnsOfCondition(other.where).includes(name),
  );
  if (check !== undefined) return `the check ${check.name}`;
  const key = table.foreignKeys.find((other) => uses(other) && !isKeyOf(other, name));
  return key && `the foreign key ${key.name}`;
}

function isKeyOf(key: ForeignKeyState, column: string): boolean {
  return key.columns.length === 1 && key.columns[0] === column;
}
