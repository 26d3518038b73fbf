import type { Database } from "../database.ts";
import type { AnyModel } from "../models/model-class.ts";
import { followUp } from "./follow-up.ts";
import { signalsOf } from "../models/model-signals.ts";
import { stateOf, type TrackedRow } from "../models/row-state.ts";
import type { Table } from "../tables/table.ts";

interface Hooked {
  beforeSave(): void | Promise<void>;
}

/** The row's own hook first, then the receivers of `saving`, which see what it made of the row. */
export async function runBeforeSave(
  database: Database,
  table: Table,
  row: TrackedRow,
): Promise<void> {
  await followUp(table, () => (row as unknown as Hooked).beforeSave());
  const { saving } = signalsOf(table.model);
  if (database.events.isHeard(saving, "before")) {
    const event = { row, isNew: stateOf(row) === undefined };
    await followUp(table, () => database.events.emit(saving, event, "before"));
  }
}

/** Whether saving a row of this table does more than write it: then bulk updates go row by row. */
export function isHooked(database: Database, table: Table): boolean {
  return (
    hasOwnHook(table.model) || database.events.isHeard(signalsOf(table.model).saving, "before")
  );
}

/** Whether the class, or one between it and `ModelBase`, overrides the hook: `ModelBase` has it first of all. */
function hasOwnHook(model: AnyModel): boolean {
  const { beforeSave } = model.prototype as Hooked;
  let first = beforeSave;
  for (let base = model.prototype as object | null; base !== null;) {
    if (Object.hasOwn(base, "beforeSave")) first = (base as Hooked).beforeSave;
    base = Object.getPrototypeOf(base) as object | null;
  }
  return beforeSave !== first;
}
