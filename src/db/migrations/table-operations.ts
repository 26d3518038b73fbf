import { quoted } from "../tables/names.ts";
import { danger } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { indexSql, createTableSql, tableIndexesSql, uniqueIndexSql } from "./table-sql.ts";
import { tableOf, withTable } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { renameDerived } from "./rename-derived.ts";
import { derivedName } from "./schema-state.ts";
import type { ForeignKeyState, TableState } from "./schema-state.ts";

/** A table as a migration writes it: what is empty is left out. */
export type TableSpec = Pick<TableState, "columns" | "primaryKey"> &
  Partial<Pick<TableState, "uniques" | "indexes" | "checks" | "foreignKeys">>;

/** Makes a table with its constraints and indexes. */
export function createTable(name: string, spec: TableSpec): Operation {
  const table: TableState = {
    name,
    uniques: [],
    indexes: [],
    checks: [],
    foreignKeys: [],
    ...spec,
  };
  const targets = table.foreignKeys.map((key) => key.references.table);
  return {
    kind: "createTable",
    args: [name, spec],
    title: `create_${name}`,
    needs: targets.filter((target) => target !== name),
    apply(before) {
      if (before.has(name))
        throw MIGRATION_STATE_MISMATCH(this.title, `"${name}" is there already`);
      for (const target of this.needs) tableOf(before, target, this.title);
      return withTable(before, table);
    },
    steps: (_before, _after, dialect) =>
      [createTableSql(table, dialect), ...tableIndexesSql(table, dialect)].map((sql) => ({ sql })),
    inverse: () => dropTable(name),
    dangers: () => [],
  };
}

/** Drops a table with all its rows. */
export function dropTable(name: string): Operation {
  return {
    kind: "dropTable",
    args: [name],
    title: `drop_${name}`,
    needs: [name],
    apply(before) {
      tableOf(before, name, this.title);
      const other = [...before.values()].find(
        (table) => table.name !== name && pointsAt(table, name),
      );
      if (other !== undefined)
        throw MIGRATION_STATE_MISMATCH(this.title, `"${other.name}" still points at it`);
      const after = new Map(before);
      after.delete(name);
      return after;
    },
    steps: () => [{ sql: `drop table ${quoted(name)}` }],
    inverse(before) {
      const { name: _, ...spec } = tableOf(before, name, this.title);
      return createTable(name, spec);
    },
    dangers: () => [danger("drop-table", name, name)],
  };
}

/** Renames a table, and with it the indexes and constraints whose names are derived from its name. */
export function renameTable(from: string, to: string): Operation {
  return {
    kind: "renameTable",
    args: [from, to],
    title: `rename_${from}_to_${to}`,
    needs: [from],
    apply(before) {
      const table = tableOf(before, from, this.title);
      if (before.has(to)) throw MIGRATION_STATE_MISMATCH(this.title, `"${to}" is there already`);
      const renamed = renameDerived(table, { ...table, name: to });
      return new Map(
        [...before.values()]
          .map((other) => (other === table ? renamed : other))
          .map((other) => [other.name, retarget(other, from, to)]),
      );
    },
    steps: (before, after, dialect) => [
      { sql: `alter table ${quoted(from)} rename to ${quoted(to)}` },
      ...(dialect === "postgres" ? renamePrimaryKey(before.get(from)!, to) : []),
      ...renameConstraints(before.get(from)!, after.get(to)!, dialect),
    ],
    inverse: () => renameTable(to, from),
    dangers: () => [danger("rename-table", from, from)],
  };
}

/** The steps that give indexes and constraints their new names; the same places in both states. */
export function renameConstraints(
  before: TableState,
  after: TableState,
  dialect: "sqlite" | "postgres",
): Step[] {
  return dialect === "sqlite"
    ? recreateIndexes(before, after)
    : renameOnPostgres(before, after).map((sql) => ({ sql }));
}

function renameOnPostgres(before: TableState, after: TableState): string[] {
  const constraints = [
    ...before.uniques.map((unique, at) => [unique.name, after.uniques[at]!.name]),
    ...before.foreignKeys.map((key, at) => [key.name, after.foreignKeys[at]!.name]),
  ].filter(([from, to]) => from !== to);
  const indexes = before.indexes
    .map((index, at) => [index.name, after.indexes[at]!.name])
    .filter(([from, to]) => from !== to);
  return [
    ...constraints.map(
      ([from, to]) =>
        `alter table ${quoted(after.name)} rename constraint ${quoted(from!)} to ${quoted(to!)}`,
    ),
    ...indexes.map(([from, to]) => `alter index ${quoted(from!)} rename to ${quoted(to!)}`),
  ];
}

/** SQLite cannot rename an index. */
function recreateIndexes(before: TableState, after: TableState): Step[] {
  const uniques = before.uniques.flatMap((unique, at) => {
    const renamed = after.uniques[at]!;
    return renamed.name === unique.name
      ? []
      : [dropIndexSql(unique.name), uniqueIndexSql(renamed, after.name)];
  });
  const indexes = before.indexes.flatMap((index, at) => {
    const renamed = after.indexes[at]!;
    return renamed.name === index.name
      ? []
      : [dropIndexSql(index.name), indexSql(renamed, after, "sqlite")];
  });
  return [...uniques, ...indexes].map((sql) => ({ sql }));
}

function dropIndexSql(name: string): string {
  return `drop index ${quoted(name)}`;
}

function renamePrimaryKey(before: TableState, to: string): Step[] {
  if (before.primaryKey.length === 0) return [];
  const [old, renamed] = [before.name, to].map((name) => derivedName(name, [], "pkey"));
  if (old === renamed) return [];
  return [
    {
      sql: `alter table ${quoted(to)} rename constraint ${quoted(old!)} to ${quoted(renamed!)}`,
    },
  ];
}

function retarget(table: TableState, from: string, to: string): TableState {
  if (!pointsAt(table, from)) return table;
  const foreignKeys = table.foreignKeys.map((key): ForeignKeyState =>
    key.references.table === from ? { ...key, references: { ...key.references, table: to } } : key,
  );
  return { ...table, foreignKeys };
}

function pointsAt(table: TableState, name: string): boolean {
  return table.foreignKeys.some((key) => key.references.table === name);
}
