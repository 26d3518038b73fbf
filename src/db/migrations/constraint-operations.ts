import { columnsOfCondition } from "./condition-sql.ts";
import { danger } from "./danger.ts";
import type { DangerId } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { tableOf, withTable } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { columnOfTerm, derivedName } from "./schema-state.ts";
import type {
  CheckState,
  ForeignKeyState,
  IndexState,
  TableState,
  UniqueState,
} from "./schema-state.ts";
import { identifier } from "./sql-literal.ts";
import { addItem, dropItem, itemOf } from "./table-items.ts";
import {
  checkSql,
  foreignKeySql,
  indexSql,
  primaryKeySql,
  uniqueConstraintSql,
  uniqueIndexSql,
} from "./table-sql.ts";

export interface ConcurrentOptions {
  /** PostgreSQL builds it while others write; the migration may hold nothing but such operations. Default `false`. */
  readonly concurrently?: boolean;
}

export interface NotValidOptions {
  /** PostgreSQL holds it for new rows only, until `validateConstraint`. Default `false`. */
  readonly notValid?: boolean;
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
        ? { sql: `drop index concurrently if exists ${identifier(name)}`, concurrentIndex: name }
        : { sql: `drop index ${identifier(name)}` },
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
      const alter = `alter table ${identifier(table)} add`;
      if (dialect === "sqlite") return [{ sql: uniqueIndexSql(unique, table) }];
      if (!isConcurrent) return [{ sql: `${alter} ${uniqueConstraintSql(unique)}` }];
      const using = `${alter} constraint ${identifier(name)} unique using index ${identifier(name)}`;
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
        sql: dialect === "sqlite" ? `drop index ${identifier(name)}` : dropConstraint(table, name),
      },
    ],
    inverse(before) {
      return addUnique(table, itemOf(before, { table, kind: "uniques", title: this.title }, name));
    },
    dangers: () => [],
  };
}

/** Adds a check: rows that break it are refused with its name. */
export function addCheck(
  table: string,
  check: CheckState,
  options: NotValidOptions = {},
): Operation {
  return {
    ...inTable("addCheck", table, options.notValid, (state) => checkSql(check, state, "postgres")),
    args: withOptions([table, check], options),
    title: `check_${check.name}`,
    apply(before) {
      const columns = Object.keys(tableOf(before, table, this.title).columns);
      const unknown = columnsOfCondition(check.where ?? {}).find((name) => !columns.includes(name));
      if (unknown !== undefined)
        throw MIGRATION_STATE_MISMATCH(this.title, `"${table}" has no column "${unknown}"`);
      return addItem(before, { table, kind: "checks", title: this.title }, check);
    },
    inverse: () => dropCheck(table, check.name),
    dangers: dangerUnlessNotValid("add-check", table, check.name, options),
  };
}

/** Drops a check. */
export function dropCheck(table: string, name: string): Operation {
  return {
    ...outOfTable("dropCheck", table, name),
    apply(before) {
      return dropItem(before, { table, kind: "checks", title: this.title }, name);
    },
    inverse(before) {
      return addCheck(table, itemOf(before, { table, kind: "checks", title: this.title }, name));
    },
  };
}

/** Adds a foreign key over columns that are there. */
export function addForeignKey(
  table: string,
  key: ForeignKeyState,
  options: NotValidOptions = {},
): Operation {
  return {
    ...inTable("addForeignKey", table, options.notValid, () => foreignKeySql(key, "postgres")),
    args: withOptions([table, key], options),
    title: `relate_${table}_${key.columns.join("_")}`,
    needs: [table, key.references.table],
    apply(before) {
      tableOf(before, key.references.table, this.title);
      return addItem(before, { table, kind: "foreignKeys", title: this.title }, key);
    },
    inverse: () => dropForeignKey(table, key.name),
    dangers: dangerUnlessNotValid("add-foreign-key", table, key.name, options),
  };
}

/** Drops a foreign key; the column stays. */
export function dropForeignKey(table: string, name: string): Operation {
  return {
    ...outOfTable("dropForeignKey", table, name),
    apply(before) {
      return dropItem(before, { table, kind: "foreignKeys", title: this.title }, name);
    },
    inverse(before) {
      return addForeignKey(
        table,
        itemOf(before, { table, kind: "foreignKeys", title: this.title }, name),
      );
    },
  };
}

/** Tests the rows that were there when a check or foreign key was added with `notValid`. Does nothing on SQLite. */
export function validateConstraint(table: string, name: string): Operation {
  return {
    kind: "validateConstraint",
    args: [table, name],
    title: `validate_${name}`,
    needs: [table],
    apply(before) {
      tableOf(before, table, this.title);
      return before;
    },
    steps: (_before, _after, dialect) =>
      dialect === "sqlite"
        ? []
        : [{ sql: `alter table ${identifier(table)} validate constraint ${identifier(name)}` }],
    inverse: () => nothing("validateConstraint", table, name),
    dangers: () => [],
  };
}

/** Gives a table another primary key, of columns that are there. */
export function alterPrimaryKey(table: string, columns: readonly string[]): Operation {
  return {
    kind: "alterPrimaryKey",
    args: [table, columns],
    title: `key_${table}_${columns.join("_")}`,
    needs: [table],
    apply(before) {
      return withTable(before, { ...tableOf(before, table, this.title), primaryKey: columns });
    },
    steps(before, after, dialect): Step[] {
      const [old, changed] = [before.get(table)!, after.get(table)!];
      if (dialect === "sqlite") return [{ rebuild: { before: old, after: changed, values: {} } }];
      const drop = dropConstraint(table, derivedName(table, [], "pkey"));
      const add = `alter table ${identifier(table)} add ${primaryKeySql(changed, dialect)}`;
      const steps = [
        ...(old.primaryKey.length > 0 ? [drop] : []),
        ...(columns.length > 0 ? [add] : []),
      ];
      return steps.map((sql) => ({ sql }));
    },
    inverse(before) {
      return alterPrimaryKey(table, tableOf(before, table, this.title).primaryKey);
    },
    dangers: (_before, dialect) =>
      dialect === "postgres" ? [danger("change-primary-key", table, table)] : [],
  };
}

type Common = Pick<Operation, "kind" | "args" | "title" | "needs" | "steps" | "dangers">;

/** SQLite holds checks and foreign keys in the text of the table: the table is rebuilt. */
function inTable(
  kind: string,
  table: string,
  isNotValid: boolean | undefined,
  constraint: (state: TableState) => string,
): Pick<Operation, "kind" | "needs" | "steps"> {
  return {
    kind,
    needs: [table],
    steps(before, after, dialect) {
      const [old, changed] = [before.get(table)!, after.get(table)!];
      if (dialect === "sqlite") return [{ rebuild: { before: old, after: changed, values: {} } }];
      const ending = isNotValid === true ? " not valid" : "";
      return [{ sql: `alter table ${identifier(table)} add ${constraint(changed)}${ending}` }];
    },
  };
}

function outOfTable(kind: string, table: string, name: string): Common {
  return {
    kind,
    args: [table, name],
    title: `drop_${name}`,
    needs: [table],
    steps: (before, after, dialect) =>
      dialect === "sqlite"
        ? [{ rebuild: { before: before.get(table)!, after: after.get(table)!, values: {} } }]
        : [{ sql: dropConstraint(table, name) }],
    dangers: () => [],
  };
}

function dangerUnlessNotValid(
  id: DangerId,
  table: string,
  name: string,
  { notValid }: NotValidOptions,
): Operation["dangers"] {
  return (_before, dialect) =>
    dialect === "postgres" && notValid !== true ? [danger(id, table, name)] : [];
}

function nothing(kind: string, table: string, name: string): Operation {
  return {
    kind,
    args: [table, name],
    title: kind,
    needs: [],
    apply: (before) => before,
    steps: () => [],
    inverse: () => validateConstraint(table, name),
    dangers: () => [],
  };
}

function dropConstraint(table: string, name: string): string {
  return `alter table ${identifier(table)} drop constraint ${identifier(name)}`;
}

function withOptions(args: readonly unknown[], options: object): readonly unknown[] {
  return Object.keys(options).length > 0 ? [...args, options] : args;
}
