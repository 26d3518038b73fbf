import type { Column, Table } from "../tables/table.ts";
import { isPlainObject } from "./plain-object.ts";

type ValuesByColumn = ReadonlyMap<Column, ReadonlySet<unknown>>;

const found = new WeakMap<Table, ValuesByColumn>();

/**
 * The values of a column that the conditions of partial indexes name; undefined where none is about the column.
 *
 * A database takes such an index only for a value that it sees. PostgreSQL therefore plans a statement anew for
 * each run whose parameter could be that value, and SQLite does so for whatever is compared with that column.
 */
export function partialValues(column: Column): ReadonlySet<unknown> | undefined {
  const { table } = column;
  let values = found.get(table);
  if (values === undefined) found.set(table, (values = collect(table)));
  return values.get(column);
}

/** A value as it is given to the driver, as SQL; undefined for what is better left a parameter. */
export function literalOf(encoded: unknown): string | undefined {
  if (typeof encoded === "string") return `'${encoded.replaceAll("'", "''")}'`;
  return typeof encoded === "boolean" || Number.isSafeInteger(encoded)
    ? String(encoded)
    : undefined;
}

function collect(table: Table): ValuesByColumn {
  const values = new Map<Column, Set<unknown>>();
  const visit = (condition: unknown): void => {
    if (Array.isArray(condition)) return condition.forEach(visit);
    if (!isPlainObject(condition)) return;
    for (const [name, test] of Object.entries(condition)) {
      const column = table.columnOf.get(name);
      if (column === undefined) visit(test);
      else values.set(column, new Set([...(values.get(column) ?? []), ...equalTo(test)]));
    }
  };
  for (const { where } of table.indexes) visit(where);
  return values;
}

function equalTo(test: unknown): unknown[] {
  if (!isPlainObject(test)) return [test];
  return [test["eq"], ...(Array.isArray(test["in"]) ? test["in"] : [])];
}
