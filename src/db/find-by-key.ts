import type { Database } from "./database.ts";
import { execute } from "./execute.ts";
import { WRONG_VALUE } from "./errors.ts";
import { codecOf } from "./codec-of.ts";
import type { AnyModel } from "./model-class.ts";
import { emptyState } from "./query-state.ts";
import { readRows } from "./read-plan.ts";
import { type Bound, prepareSelect } from "./run-select.ts";
import type { SelectPlan } from "./write-select.ts";
import type { Table } from "./table.ts";

/**
 * The row with a key, or `undefined`.
 *
 * The question that is asked most has one shape, so that it is asked without making it anew: a third of
 * the time that the same query takes with `where` (bench/runtime/rows.bench.ts).
 */
export async function findByKey(database: Database, model: AnyModel, key: unknown): Promise<object | undefined> {
  const table = database.tables.of(model);
  const [column, ...more] = table.key;
  if (column === undefined || more.length > 0) throw WRONG_VALUE(table.name, "where(…), since its key is not one column", key);
  const { accepts, encode, wanted } = codecOf(column, database.dialect);
  if (!accepts(key)) throw WRONG_VALUE(`${table.name}.${column.property}`, wanted, key);
  const { statement, plan } = byKey(database, table);
  const pending = execute(database, statement, [encode === undefined ? key : encode(key)]);
  const { rows } = pending instanceof Promise ? await pending : pending;
  return rows.length === 0 ? undefined : readRows(plan.node, rows, database)[0]!.rows[0];
}

function byKey(database: Database, table: Table): Bound<SelectPlan> {
  const shape = `key ${table.name}`;
  const known = database.plans.get(shape) as Bound<SelectPlan> | undefined;
  if (known !== undefined) return known;
  const column = table.key[0]!;
  const any = ANY_KEY[column.field.facts.type] ?? "00000000-0000-0000-0000-000000000000";
  const state = { ...emptyState(table.model), order: [], wheres: [{ condition: { [column.property]: any }, isExcluded: false }] };
  const bound = prepareSelect(database, state);
  database.plans.set(shape, bound);
  return bound;
}

/** The shape does not depend on the value, but it is made from one. */
const ANY_KEY: Readonly<Record<string, unknown>> = { int: 0, bigint: 0n, datetime: new Date(0), decimal: "0", float: 0 };
