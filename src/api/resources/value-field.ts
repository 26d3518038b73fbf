import type { Column } from "../../db/index.ts";
import { type Field, fieldOf } from "../../schema/index.ts";

/** A value of a column where it tells one row from others: in an address, or in a list of names. */
export function valueField({ field }: Column): Field {
  const {
    default: _default,
    from: _from,
    primaryKey: _key,
    unique: _unique,
    ...facts
  } = field.facts;
  return fieldOf({ ...facts, presence: "required", nullable: false });
}
