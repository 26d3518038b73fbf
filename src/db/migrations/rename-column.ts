import { quoted } from "../tables/names.ts";
import { columnOf } from "./column-of.ts";
import { renameInCondition } from "./condition-sql.ts";
import { danger } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { tableOf, withTable } from "./operation.ts";
import type { Operation } from "./operation.ts";
import { renameDerived } from "./rename-derived.ts";
import type { TableState } from "./schema-state.ts";
import { renameConstraints } from "./table-operations.ts";

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
        sql: `alter table ${quoted(table)} rename column ${quoted(from)} to ${quoted(to)}`,
      },
      ...renameConstraints(before.get(table)!, after.get(table)!, dialect),
    ],
    inverse: () => renameColumn(table, to, from),
    dangers: () => [danger("rename-column", table, `${table}.${from}`)],
  };
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
