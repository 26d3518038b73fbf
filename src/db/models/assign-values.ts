import { nearest } from "../../core/index.ts";
import { makeDefault } from "../../schema/index.ts";
import {
  isThenable,
  NOT_ASSIGNABLE,
  NOT_SAVED,
  UNKNOWN_FIELD,
  WRONG_VALUE,
  wrongValue,
} from "../errors.ts";
import { isLoaded } from "../queries/hydrate.ts";
import { assignableOf, membersOf } from "./members.ts";
import type { AnyModel } from "./model-class.ts";
import type { OneRelation } from "./relations.ts";
import { stateOf, TrackedRow } from "./row-state.ts";
import { isPlainObject } from "../sql/plain-object.ts";

type Values = Readonly<Record<string, unknown>>;

/** Gives a new row its values, and the fields that were not given their defaults. */
export function initialiseRow(row: TrackedRow, values: Values): void {
  const record = row as unknown as Record<string, unknown>;
  for (const [property, field] of membersOf(row.constructor as AnyModel).fields) {
    if (Object.hasOwn(values, property) && values[property] !== undefined) continue;
    const value = makeDefault(field);
    if (value !== undefined) record[property] = value;
  }
  assignValues(row, values);
}

/**
 * Sets columns and to-one relations by property; a relation by row or key. Undefined leaves as it is.
 *
 * @throws `DB_UNKNOWN_FIELD`, `DB_NOT_ASSIGNABLE`, `DB_NOT_SAVED`, before anything is set.
 */
export function assignValues(row: TrackedRow, values: Values): void {
  const model = row.constructor as AnyModel;
  const given = Object.keys(values).filter((property) => values[property] !== undefined);
  checkNames(model, Object.keys(values));
  const { toOne } = assignableOf(model);
  const record = row as unknown as Record<string, unknown>;
  const keys = new Map<string, unknown>();
  for (const property of given) {
    const relation = toOne.get(property);
    if (relation !== undefined)
      keys.set(property, relatedKey(model, property, relation, values[property]));
  }
  for (const property of given) {
    if (keys.has(property)) {
      record[`${property}Id`] = keys.get(property);
      forgetLoaded(row, property);
    } else record[property] = values[property];
  }
}

function checkNames(model: AnyModel, names: readonly string[]): void {
  const { columns, toOne, toMany } = assignableOf(model);
  for (const name of names) {
    if (columns.has(name) || toOne.has(name)) continue;
    if (toMany.has(name)) throw NOT_ASSIGNABLE(model.modelName, name);
    throw UNKNOWN_FIELD(model.modelName, name, nearest(name, [...columns, ...toOne.keys()]));
  }
}

/** The key of a row of the relation's target; what is no row is taken for a key. */
export function relatedKey(
  model: AnyModel,
  property: string,
  relation: OneRelation,
  value: unknown,
): unknown {
  const target = relation.model();
  const { key } = assignableOf(target);
  if (value instanceof target) {
    if (stateOf(value as TrackedRow) === undefined)
      throw NOT_SAVED(target.modelName, `be the "${property}" of a "${model.modelName}"`);
    return (value as Values)[key];
  }
  if (value instanceof TrackedRow) {
    const { modelName } = value.constructor as AnyModel;
    throw WRONG_VALUE(
      `${model.modelName}.${property}`,
      `a "${target.modelName}" or its key`,
      `a "${modelName}"`,
    );
  }
  if (isThenable(value))
    throw wrongValue(`${model.modelName}.${property}`, `a "${target.modelName}" or its key`, value);
  return isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : value;
}

/** Back to the accessor that loads: what was loaded belongs to another key now. */
export function forgetLoaded(row: TrackedRow, property: string): void {
  if (!isLoaded(row, property)) return;
  delete (row as unknown as Record<string, unknown>)[property];
  // Rows with loaded relations have a prototype of their own that hides the accessors.
  Object.setPrototypeOf(row, (row.constructor as AnyModel).prototype as object);
}
