import type { Database } from "../database.ts";
import { execute } from "../connections/execute.ts";
import { wrongValue } from "../errors.ts";
import { codecOf } from "../sql/codec-of.ts";
import type { AnyModel } from "../models/model-class.ts";
import { emptyState } from "./query-state.ts";
import { readRows } from "./read-rows.ts";
import { type Bound, prepareSelect } from "./prepare.ts";
import { SelectQuery } from "./select-query.ts";
import type { SelectPlan } from "../sql/write-select.ts";
import type { Table } from "../tables/table.ts";

/**
 * The row with a key, or `undefined`.
 *
 * The question that is asked most has one shape, so that it is asked without making it anew: a third of
 * the time that the same query takes with `where` (bench/runtime/rows.bench.ts).
 */
export async function findByKey(
  database: Database,
  model: AnyModel,
  key: unknown,
): Promise<object | undefined> {
  const table = database.tables.of(model);
  const [column, ...more] = table.key;
  if (column === undefined || more.length > 0) return SelectQuery.of(model).find(key);
  const { accepts, encode, wanted } = codecOf(column, database.dialect);
  if (!accepts(key)) throw wrongValue(`${table.name}.${column.property}`, wanted, key);
  const { statement, plan } = byKey(database, table, key);
  const pending = execute(database, statement, [encode === undefined ? key : encode(key)]);
  const { rows } = pending instanceof Promise ? await pending : pending;
  return rows.length === 0 ? undefined : readRows(plan.node, rows, database)[0]!.rows[0];
}

function byKey(database: Database, table: Table, key: unknown): Bound<SelectPlan> {
  const shape = `key ${table.name}`;
  const known = database.plans.get(shape) as Bound<SelectPlan> | undefined;
  if (known !== undefined) return known;
  // The shape does not depend on the value, but it is made from one.
  const condition = { [table.key[0]!.property]: key };
  const state = {
    ...emptyState(table.model),
    order: [],
    wheres: [{ condition, isExcluded: false }],
  };
  const bound = prepareSelect(database, state);
  database.plans.set(shape, bound);
  return bound;
}
