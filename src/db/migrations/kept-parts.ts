import { isDeepStrictEqual } from "node:util";
import { columnsOfCondition } from "./condition-sql.ts";
import type {
  CheckState,
  ColumnState,
  ForeignKeyState,
  IndexState,
  TableState,
} from "./schema-state.ts";

/** Whether two columns are the same, however they were written down. */
export function isSameColumn(a: ColumnState, b: ColumnState): boolean {
  return isDeepStrictEqual(plainColumn(a), plainColumn(b));
}

function plainColumn(column: ColumnState): unknown {
  return {
    type: column.type,
    dbType: column.dbType,
    isNullable: column.nullable === true,
    default: column.default ?? null,
    defaultSql: column.defaultSql,
    isIdentity: column.identity === true,
  };
}

/** Whether one of the others is the very same. */
export function isAmong(item: object, others: readonly object[]): boolean {
  return others.some((other) => isDeepStrictEqual(item, other));
}

/** That nothing is said of deletes is the same as `restrict`. */
export function isKeptKey(key: ForeignKeyState, others: readonly ForeignKeyState[]): boolean {
  const plain = (other: ForeignKeyState): object => ({ onDelete: "restrict", ...other });
  return isAmong(plain(key), others.map(plain));
}

/** The column is dropped, and its foreign key with it. */
export function goesWithColumn(key: ForeignKeyState, wanted: TableState): boolean {
  return key.columns.length === 1 && !Object.hasOwn(wanted.columns, key.columns[0]!);
}

/** A condition compares with values of the column's type: when that changes, it is written anew. */
export function isKeptCheck(check: CheckState, old: TableState, wanted: TableState): boolean {
  return isAmong(check, wanted.checks) && !hasNewType(check.where, old, wanted);
}

export function isKeptIndex(index: IndexState, old: TableState, wanted: TableState): boolean {
  return isAmong(index, wanted.indexes) && !hasNewType(index.where, old, wanted);
}

function hasNewType(where: CheckState["where"], old: TableState, wanted: TableState): boolean {
  const columns = where === undefined ? [] : columnsOfCondition(where);
  return columns.some((name) => {
    const [before, after] = [old.columns[name], wanted.columns[name]];
    const isNullabilityNew = (before?.nullable === true) !== (after?.nullable === true);
    return before?.type !== after?.type || before?.dbType !== after?.dbType || isNullabilityNew;
  });
}
