import { BAD_QUERY, wrongValue } from "../errors.ts";
import type { Column, Table } from "../tables/table.ts";

/** The condition for one row by its key: a value, or an object where the key has several columns. */
export function keyCondition(table: Table, key: unknown): Readonly<Record<string, unknown>> {
  const [first, ...more] = table.key;
  if (first === undefined) throw BAD_QUERY(table.name, "it has no key");
  if (more.length === 0) return { [first.property]: plainKey(table, first, key) };
  const parts = Object(key) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    table.key.map((column) => [column.property, plainKey(table, column, parts[column.property])]),
  );
}

/** A value and no operators: a key often comes from outside. */
function plainKey(table: Table, column: Column, key: unknown): unknown {
  const isValue = typeof key !== "object" || key instanceof Date || key instanceof Uint8Array;
  if (isValue && key !== undefined) return key;
  throw wrongValue(`${table.name}.${column.property}`, "a key", key);
}
