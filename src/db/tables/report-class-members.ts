import { HYDRATED } from "../queries/hydrate.ts";
import { ModelBase } from "../model-base.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { DraftTable } from "./draft-table.ts";

/** What the class has beside its fields and cannot have. */
export function reportClassMembers(
  { model, name, columnOf, members }: DraftTable,
  problems: string[],
): void {
  const names = new Set([...columnOf.keys(), ...members.keys()]);
  let row: ModelBase;
  try {
    row = emptyRow(model, names);
  } catch (error) {
    problems.push(
      `A row of "${name}" is made before it has its values, and that failed: ${error instanceof Error ? error.message : String(error)}. Derive values in a getter, or in beforeSave().`,
    );
    return;
  }
  if (row.save !== ModelBase.prototype.save)
    problems.push(
      `"${name}" has a save() of its own, which create() and writes of many rows would not call. What belongs into every save stands in beforeSave().`,
    );
  for (const property of names)
    if (Object.hasOwn(row, property))
      problems.push(
        `"${name}.${property}" is a class field too, which would overwrite what the row is given. Leave the class field out: a value for new rows is the default(…) of the field, and a type alone is \`declare ${property}: …\`.`,
      );
}

/**
 * A row as it is made for reading, of which only class fields set what they are named after: these define
 * their property, and what is assigned, by a constructor too, meets an accessor that drops it.
 */
function emptyRow(model: AnyModel, names: ReadonlySet<string>): ModelBase {
  const empty = class extends model {};
  Object.defineProperty(empty.prototype, "constructor", { value: model });
  for (const name of names)
    Object.defineProperty(empty.prototype, name, { get: () => undefined, set: () => {} });
  return new empty(HYDRATED);
}
