import { assignValues } from "../models/assign-values.ts";
import type { Database } from "../database.ts";
import { BAD_QUERY, SERIALIZATION_FAILURE, UNIQUE_VIOLATION } from "../errors.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { TrackedRow } from "../models/row-state.ts";
import { saveRow } from "./save-row.ts";
import { SelectQuery } from "../queries/select-query.ts";
import type { Column, Table } from "../tables/table.ts";
import type { Values } from "./tell-changes.ts";
import { transactionOn } from "../connections/transaction.ts";
import { findTransaction } from "../connections/transaction-scope.ts";

export interface Found {
  readonly row: object;
  readonly isCreated: boolean;
}

/** Between the look and the insert another may create the row, and a third delete it again. */
const TRIES = 3;

/**
 * Finds a row by `where`, or creates it. When another creates it in between, the unique constraint tells,
 * in a savepoint of its own, and the other's row is given.
 */
export async function getOrCreate(
  database: Database,
  model: AnyModel,
  where: Values,
  defaults: Values,
): Promise<Found> {
  requireUnique(database.tables.of(model), where);
  const query = SelectQuery.of(model).where(where).order();
  const find = (): Promise<object | undefined> => database.run(() => query.first());
  const found = await find();
  if (found !== undefined) return { row: found, isCreated: false };
  for (let tries = 1; ; tries++) {
    const row = new model({ ...defaults, ...where }) as TrackedRow;
    const error = await failureOf(transactionOn(database, () => saveRow(row)));
    if (error === undefined) return { row, isCreated: true };
    const other = await find();
    if (other !== undefined) return { row: other, isCreated: false };
    // Of the snapshot of a strict transaction the other's row is no part; the next try sees it.
    if (isStrict(database)) throw SERIALIZATION_FAILURE().because(error);
    if (tries === TRIES) throw error;
  }
}

/** The unique violation that a write met; other errors are thrown. */
async function failureOf(write: Promise<unknown>): Promise<Error | undefined> {
  try {
    await write;
    return undefined;
  } catch (error) {
    if (UNIQUE_VIOLATION.is(error)) return error;
    throw error;
  }
}

function isStrict(database: Database): boolean {
  const isolation = findTransaction(database)?.isolation;
  return isolation === "repeatableRead" || isolation === "serializable";
}

/** Updates the row found by `where`, or creates it; the row is locked between the look and the update. */
export async function updateOrCreate(
  database: Database,
  model: AnyModel,
  where: Values,
  values: Values,
): Promise<Found> {
  return transactionOn(database, async () => {
    const found = await getOrCreate(database, model, where, values);
    if (found.isCreated) return found;
    const query = SelectQuery.of(model).where(where).order().lock();
    const row = (await database.run(() => query.get())) as TrackedRow;
    assignValues(row, values);
    await saveRow(row);
    return { row, isCreated: false };
  });
}

/** Without a unique constraint nothing keeps two from creating the same; and null equals no other null. */
function requireUnique(table: Table, where: Values): void {
  const isGiven = (column: Column): boolean => {
    const relation = [...table.relations.values()].find(
      (one) => one.kind === "one" && one.column === column,
    );
    const value = where[column.property] ?? (relation && where[relation.property]);
    return value !== undefined && value !== null;
  };
  const keys = [table.key, ...table.uniques.map(({ columns }) => columns)];
  if (keys.some((columns) => columns.length > 0 && columns.every(isGiven))) return;
  throw BAD_QUERY(
    table.name,
    `${Object.keys(where).join(", ")} is not unique, so two at once could both create it; declare it with unique()`,
  );
}
