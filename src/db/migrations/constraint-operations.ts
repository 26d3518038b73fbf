import { quoted } from "../tables/names.ts";
import { columnsOfCondition } from "./condition-sql.ts";
import { danger } from "./danger.ts";
import type { DangerId } from "./danger.ts";
import { MIGRATION_STATE_MISMATCH } from "./errors.ts";
import { tableOf, withOptions, withTable } from "./operation.ts";
import type { Operation, Step } from "./operation.ts";
import { derivedName } from "./schema-state.ts";
import type { CheckState, ForeignKeyState, TableState } from "./schema-state.ts";
import { addItem, dropItem, itemOf } from "./table-items.ts";
import { checkSql, dropConstraintSql, foreignKeySql, primaryKeySql } from "./table-sql.ts";

export interface NotValidOptions {
  /** PostgreSQL holds it for new rows only, until `validateConstraint`. Default `false`. */
  readonly notValid?: boolean;
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
        : [{ sql: `alter table ${quoted(table)} validate constraint ${quoted(name)}` }],
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
      const drop = dropConstraintSql(table, derivedName(table, [], "pkey"));
      const add = `alter table ${quoted(table)} add ${primaryKeySql(changed, dialect)}`;
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
      return [{ sql: `alter table ${quoted(table)} add ${constraint(changed)}${ending}` }];
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
        : [{ sql: dropConstraintSql(table, name) }],
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
