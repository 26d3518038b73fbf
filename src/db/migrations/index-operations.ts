import { quoted } from "../tables/names.ts";
import { danger } from "./danger.ts";
import { withOptions } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { columnOfTerm } from "./schema-state.ts";
import type { IndexState, UniqueState } from "./schema-state.ts";
import { addItem, dropItem, itemOf } from "./table-items.ts";
import { dropConstraintSql, indexSql, uniqueConstraintSql, uniqueIndexSql } from "./table-sql.ts";

export interface ConcurrentOptions {
  /** PostgreSQL builds it while others write; the migration may hold nothing but such operations. Default `false`. */
  readonly concurrently?: boolean;
}

/** Adds an index. */
export function addIndex(
  table: string,
  index: IndexState,
  options: ConcurrentOptions = {},
): Operation {
  const isConcurrent = options.concurrently === true;
  return {
    kind: "addIndex",
    args: withOptions([table, index], options),
    title: `${index.unique === true ? "unique" : "index"}_${table}_${index.columns.map(columnOfTerm).join("_")}`,
    isConcurrent,
    needs: [table],
    apply(before) {
      return addItem(before, { table, kind: "indexes", title: this.title }, index);
    },
    steps(before, _after, dialect) {
      const isOutside = isConcurrent && dialect === "postgres";
      const sql = indexSql(index, before.get(table)!, dialect, isOutside);
      return [isOutside ? { sql, concurrentIndex: index.name } : { sql }];
    },
    inverse: () => dropIndex(table, index.name, options),
    dangers: (_before, dialect) =>
      dialect === "postgres" && !isConcurrent
        ? [danger("index-not-concurrent", table, index.name)]
        : [],
  };
}

/** Drops an index. */
export function dropIndex(table: string, name: string, options: ConcurrentOptions = {}): Operation {
  const isConcurrent = options.concurrently === true;
  return {
    kind: "dropIndex",
    args: withOptions([table, name], options),
    title: `drop_${name}`,
    isConcurrent,
    needs: [table],
    apply(before) {
      return dropItem(before, { table, kind: "indexes", title: this.title }, name);
    },
    steps: (_before, _after, dialect) => [
      isConcurrent && dialect === "postgres"
        ? { sql: `drop index concurrently if exists ${quoted(name)}`, concurrentIndex: name }
        : { sql: `drop index ${quoted(name)}` },
    ],
    inverse(before) {
      return addIndex(
        table,
        itemOf(before, { table, kind: "indexes", title: this.title }, name),
        options,
      );
    },
    dangers: () => [],
  };
}

/** Adds a unique constraint: a unique index on SQLite. */
export function addUnique(
  table: string,
  unique: UniqueState,
  options: ConcurrentOptions = {},
): Operation {
  const isConcurrent = options.concurrently === true;
  const { name } = unique;
  return {
    kind: "addUnique",
    args: withOptions([table, unique], options),
    title: `unique_${table}_${unique.columns.join("_")}`,
    isConcurrent,
    needs: [table],
    apply(before) {
      return addItem(before, { table, kind: "uniques", title: this.title }, unique);
    },
    steps(_before, _after, dialect): Step[] {
      const alter = `alter table ${quoted(table)} add`;
      if (dialect === "sqlite") return [{ sql: uniqueIndexSql(unique, table) }];
      if (!isConcurrent) return [{ sql: `${alter} ${uniqueConstraintSql(unique)}` }];
      const using = `${alter} constraint ${quoted(name)} unique using index ${quoted(name)}`;
      return [{ sql: uniqueIndexSql(unique, table, true), concurrentIndex: name }, { sql: using }];
    },
    inverse: () => dropUnique(table, name),
    dangers: (_before, dialect) =>
      dialect === "postgres" && !isConcurrent ? [danger("unique-not-concurrent", table, name)] : [],
  };
}

/** Drops a unique constraint. */
export function dropUnique(table: string, name: string): Operation {
  return {
    kind: "dropUnique",
    args: [table, name],
    title: `drop_${name}`,
    needs: [table],
    apply(before) {
      return dropItem(before, { table, kind: "uniques", title: this.title }, name);
    },
    steps: (_before, _after, dialect) => [
      {
        sql: dialect === "sqlite" ? `drop index ${quoted(name)}` : dropConstraintSql(table, name),
      },
    ],
    inverse(before) {
      return addUnique(table, itemOf(before, { table, kind: "uniques", title: this.title }, name));
    },
    dangers: () => [],
  };
}
