import { isDeepStrictEqual } from "node:util";
import { actor, now, requestId } from "../../core/index.ts";
import type { Change, ChangeOperation, Signal } from "../../events/index.ts";
import type { Database } from "../database.ts";
import { plainReader, type RowReader } from "../queries/hydrate.ts";
import { signalsOf } from "../models/model-signals.ts";
import { stateOf, type TrackedRow } from "../models/row-state.ts";
import type { ManyToMany, Table } from "../tables/table.ts";
import { followUp } from "./follow-up.ts";
import { transactionOn } from "../connections/transaction.ts";
import { findTransaction } from "../connections/transaction-scope.ts";

export type Values = Readonly<Record<string, unknown>>;

/** A written row, as the change stream wants it. */
export interface Written {
  readonly row: TrackedRow;
  /** Undefined for a row that was inserted. */
  readonly before: Values | undefined;
  readonly after: Values;
}

/** Whether anybody hears of saved rows of this table. */
export function hearsSaved(database: Database, table: Table): boolean {
  return database.events.isHeard(signalsOf(table.model).saved);
}

export function hearsDeleted(database: Database, table: Table): boolean {
  const { deleted, deleting } = signalsOf(table.model);
  return database.events.isHeard(deleted) || database.events.isHeard(deleting);
}

/** Whether anybody hears of the many-to-many relations of this table. */
export function hearsLinked(database: Database, table: Table): boolean {
  return database.events.isHeard(signalsOf(table.model).linked);
}

/** Whether saving a row of this table has to be in a transaction with what its receivers do. */
export function wantsTransaction({ events }: Database, table: Table): boolean {
  const { saving, saved } = signalsOf(table.model);
  return events.isHeard(saving, "before") || events.isHeard(saved, "inTransaction");
}

/** Runs `write` in the open transaction, or in one of its own. */
export function inTransaction<T>(database: Database, write: () => Promise<T>): Promise<T> {
  return findTransaction(database) === undefined ? transactionOn(database, write) : write();
}

/** Tells of an inserted or updated row: at once, in the transaction, and after the commit. */
export function tellSaved(
  database: Database,
  table: Table,
  { row, before, after }: Written,
): Promise<void> {
  const changed = changedBetween(before, after);
  const operation = before === undefined ? "insert" : "update";
  const change = changeOf(table, operation, { key: keyOf(table, after), before, after, changed });
  const event = { row, isNew: before === undefined, before, changed, change };
  return tell(database, table, { change, signal: signalsOf(table.model).saved, event });
}

export function tellDeleted(
  database: Database,
  table: Table,
  { row, before }: { readonly row: TrackedRow; readonly before: Values },
): Promise<void> {
  const change = changeOf(table, "delete", { key: keyOf(table, before), before, changed: [] });
  const { deleted: signal } = signalsOf(table.model);
  return tell(database, table, { change, signal, event: { row, change } });
}

/** Tells of two rows that a derived join table now links, or no longer links. */
export function tellLinked(
  database: Database,
  relation: ManyToMany,
  operation: "link" | "unlink",
  key: unknown,
  target: unknown,
): Promise<void> {
  const { property } = relation;
  const table = relation.near.references!.table;
  const link = { relation: property, target: relation.target.model, key: target };
  const change = changeOf(table, operation, { key, changed: [property], link });
  const event = { relation: property, operation, key, target, change };
  return tell(database, table, { change, signal: signalsOf(table.model).linked, event });
}

function changedBetween(before: Values | undefined, after: Values): string[] {
  const properties = Object.keys(after);
  if (before === undefined) return properties;
  return properties.filter((property) => !isDeepStrictEqual(before[property], after[property]));
}

function changeOf(
  table: Table,
  operation: ChangeOperation,
  parts: Pick<Change, "key" | "before" | "after" | "changed" | "link">,
): Change {
  return {
    model: table.name,
    source: table.model,
    operation,
    ...parts,
    at: now(),
    requestId: requestId.get(),
    actor: actor.get(),
  };
}

/** What is told: to readers of changes, and to receivers. */
interface News<T> {
  readonly change: Change;
  readonly signal: Signal<T>;
  readonly event: T;
}

async function tell<T>(
  database: Database,
  table: Table,
  { change, signal, event }: News<T>,
): Promise<void> {
  const { events } = database;
  const scope = findTransaction(database);
  // Before the receivers, whose own writes come after this one.
  scope?.record(change);
  await followUp(table, () => events.emit(signal, event, "inTransaction"));
  const emit = (): void => void events.emit(signal, event, "afterCommit");
  if (scope === undefined) {
    await events.publish([change]);
    emit();
  } else if (events.isHeard(signal, "afterCommit")) scope.afterCommit(emit);
}

/** The key as the change stream has it: a value, or an object of several. */
export function keyOf(table: Table, values: Values): unknown {
  const [first, ...more] = table.key;
  if (first !== undefined && more.length === 0) return values[first.property];
  return Object.fromEntries(table.key.map(({ property }) => [property, values[property]]));
}

const readers = new WeakMap<Table, Map<string, RowReader>>();

/** The columns of a row as plain data, as they were last read or written. */
export function storedValues(database: Database, row: TrackedRow): Values {
  const { raw, offset, set } = stateOf(row)!;
  let own = readers.get(set.table);
  if (own === undefined) readers.set(set.table, (own = new Map()));
  let read = own.get(database.dialect.name);
  if (read === undefined)
    own.set(database.dialect.name, (read = plainReader(set.table.columns, database.dialect)));
  return read(raw as unknown[], offset, set) as Values;
}
