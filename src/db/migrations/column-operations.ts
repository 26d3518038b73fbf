import type { Dialect } from "../connections/driver.ts";
import { ddlType, isWidening } from "./column-type.ts";
import { columnsOfCondition, renameInCondition } from "./condition-sql.ts";
import { convertColumn } from "./convert-column.ts";
import { danger } from "./danger.ts";
import type { MigrationDanger } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { neutralValue, valueSql } from "./fill-value.ts";
import type { Fill } from "./fill-value.ts";
import { tableOf, withTable } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { renameDerived } from "./rename-derived.ts";
import { columnOfTerm } from "./schema-state.ts";
import type { ColumnState, ForeignKeyState, TableState } from "./schema-state.ts";
import { identifier } from "./sql-literal.ts";
import { columnSql, defaultSql, foreignKeySql, referencesSql } from "./table-sql.ts";
import { renameConstraints } from "./table-operations.ts";

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
    args: [table, name, column, ...(Object.keys(options).length > 0 ? [options] : [])],
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
    dangers: (_before, dialect) => addDangers(table, name, column, options, dialect),
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
        ? [{ sql: `alter table ${identifier(table)} drop column ${identifier(name)}` }]
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

/** Renames a column, and with it the indexes and constraints whose names are derived from its name. */
export function renameColumn(table: string, from: string, to: string): Operation {
  return {
    kind: "renameColumn",
    args: [table, from, to],
    title: `rename_${table}_${from}_to_${to}`,
    needs: [table],
    apply(before) {
      const old = tableOf(before, table, this.title);
      columnOf(old, from, this.title);
      if (to in old.columns)
        throw MIGRATION_STATE_MISMATCH(this.title, `"${table}" has a column "${to}" already`);
      const renamed = withTable(before, renameInTable(old, from, to));
      return new Map(
        [...renamed].map(([name, other]) => [name, retargetColumn(other, table, from, to)]),
      );
    },
    steps: (before, after, dialect) => [
      {
        sql: `alter table ${identifier(table)} rename column ${identifier(from)} to ${identifier(to)}`,
      },
      ...renameConstraints(before.get(table)!, after.get(table)!, dialect),
    ],
    inverse: () => renameColumn(table, to, from),
    dangers: () => [danger("rename-column", table, `${table}.${from}`)],
  };
}

export interface AlterColumnOptions {
  /** For rows in which the column is null and may not be any more. */
  readonly fill?: Fill;
  /** SQL of the new value in terms of the old row, where the conversion by type is not what is meant. */
  readonly using?: string;
}

/** Gives a column another type, default or nullability. */
export function alterColumn(
  table: string,
  name: string,
  column: ColumnState,
  options: AlterColumnOptions = {},
): Operation {
  return {
    kind: "alterColumn",
    args: [table, name, column, ...(Object.keys(options).length > 0 ? [options] : [])],
    title: `alter_${table}_${name}`,
    needs: [table],
    apply(before) {
      const old = tableOf(before, table, this.title);
      columnOf(old, name, this.title);
      return withTable(before, { ...old, columns: { ...old.columns, [name]: column } });
    },
    steps(before, after, dialect) {
      const [old, changed] = [before.get(table)!, after.get(table)!];
      if (dialect === "postgres") return alterOnPostgres(old, name, column, options);
      const value = alteredValue(name, old.columns[name]!, column, options, dialect);
      return [{ rebuild: { before: old, after: changed, values: { [name]: value } } }];
    },
    inverse(before) {
      const old = columnOf(tableOf(before, table, this.title), name, this.title);
      const mustFill = old.nullable !== true && column.nullable === true;
      return alterColumn(table, name, old, mustFill ? { fill: neutralValue(old) } : {});
    },
    dangers(before, dialect) {
      const old = columnOf(tableOf(before, table, this.title), name, this.title);
      return alterDangers(table, name, old, column, dialect);
    },
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
  const alter = `alter table ${identifier(before.name)}`;
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
    `${alter} alter column ${identifier(name)} ${reset}`,
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
    return [{ sql: `alter table ${identifier(before.name)} add column ${added}` }];
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

function addDangers(
  table: string,
  name: string,
  column: ColumnState,
  options: AddColumnOptions,
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

function alteredValue(
  name: string,
  from: ColumnState,
  to: ColumnState,
  { fill, using }: AlterColumnOptions,
  dialect: Dialect,
): string {
  const converted = using ?? convertColumn(identifier(name), from, to, dialect);
  return fill === undefined ? converted : `coalesce(${converted}, ${valueSql(fill, to, dialect)})`;
}

function alterOnPostgres(
  table: TableState,
  name: string,
  to: ColumnState,
  options: AlterColumnOptions,
): Step[] {
  const from = table.columns[name]!;
  const alter = `alter table ${identifier(table.name)} alter column ${identifier(name)}`;
  const isTypeNew = ddlType(from, "postgres") !== ddlType(to, "postgres");
  const [oldDefault, newDefault] = [defaultSql(from, "postgres"), defaultSql(to, "postgres")];
  const isDefaultNew = oldDefault !== newDefault || isTypeNew;
  const steps: string[] = [];
  if (from.identity === true && to.identity !== true) steps.push(`${alter} drop identity`);
  if (isDefaultNew && oldDefault !== undefined) steps.push(`${alter} drop default`);
  if (isTypeNew || options.using !== undefined)
    steps.push(
      `${alter} type ${ddlType(to, "postgres")} using ${alteredValue(name, from, to, { ...options, fill: undefined! }, "postgres")}`,
    );
  if (options.fill !== undefined)
    steps.push(
      `update ${identifier(table.name)} set ${identifier(name)} = ${valueSql(options.fill, to, "postgres")} where ${identifier(name)} is null`,
    );
  if (from.nullable !== to.nullable && !(from.nullable !== true && to.nullable !== true))
    steps.push(`${alter} ${to.nullable === true ? "drop" : "set"} not null`);
  if (isDefaultNew && newDefault !== undefined) steps.push(`${alter} set default ${newDefault}`);
  if (to.identity === true && from.identity !== true)
    steps.push(`${alter} add generated by default as identity`, ...numberOn(table.name, name));
  return steps.map((sql) => ({ sql }));
}

/** A new identity counts from 1, whatever rows there are. */
function numberOn(table: string, column: string): string[] {
  const sequence = `pg_get_serial_sequence('${identifier(table).replaceAll("'", "''")}', '${column.replaceAll("'", "''")}')`;
  return [
    `select setval(${sequence}, coalesce((select max(${identifier(column)}) from ${identifier(table)}), 0) + 1, false)`,
  ];
}

function alterDangers(
  table: string,
  name: string,
  from: ColumnState,
  to: ColumnState,
  dialect: Dialect,
): MigrationDanger[] {
  const what = `${table}.${name}`;
  const dangers: MigrationDanger[] = [];
  if (!isWidening(from.type, to.type)) dangers.push(danger("narrow-type", table, what));
  if (dialect === "sqlite") return dangers;
  if (ddlType(from, dialect) !== ddlType(to, dialect))
    dangers.push(danger("rewrite-table", table, what));
  if (from.nullable === true && to.nullable !== true)
    dangers.push(danger("set-not-null", table, what));
  return dangers;
}

function columnOf(table: TableState, name: string, title: string): ColumnState {
  const column = table.columns[name];
  if (column !== undefined && Object.hasOwn(table.columns, name)) return column;
  const known = Object.keys(table.columns).join(", ");
  throw MIGRATION_STATE_MISMATCH(
    title,
    `"${table.name}" has no column "${name}" (it has: ${known})`,
  );
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

function renameInTable(table: TableState, from: string, to: string): TableState {
  const renamed = (name: string): string => (name === from ? to : name);
  const term = (name: string): string =>
    name.startsWith("-") ? `-${renamed(name.slice(1))}` : renamed(name);
  const rename = <T extends { readonly columns: readonly string[] }>(item: T): T => ({
    ...item,
    columns: item.columns.map(term),
  });
  const where = <T extends { readonly where?: TableState["checks"][number]["where"] }>(
    item: T,
  ): T =>
    item.where === undefined ? item : { ...item, where: renameInCondition(item.where, from, to) };
  return renameDerived(table, {
    ...table,
    columns: Object.fromEntries(
      Object.entries(table.columns).map(([name, column]) => [renamed(name), column]),
    ),
    primaryKey: table.primaryKey.map(renamed),
    uniques: table.uniques.map((unique) => rename(unique)),
    indexes: table.indexes.map((index) => where(rename(index))),
    checks: table.checks.map(where),
    foreignKeys: table.foreignKeys.map((key) => rename(key)),
  });
}

function retargetColumn(other: TableState, table: string, from: string, to: string): TableState {
  if (!other.foreignKeys.some((key) => key.references.table === table)) return other;
  const foreignKeys = other.foreignKeys.map((key) => {
    if (key.references.table !== table) return key;
    const columns = key.references.columns.map((name) => (name === from ? to : name));
    return { ...key, references: { table, columns } };
  });
  return { ...other, foreignKeys };
}
