import { nearest } from "../../core/index.ts";
import { type Field, fieldOf, int, shape, type Shape } from "../../schema/index.ts";
import { UNKNOWN_FIELD } from "../errors.ts";
import { foreignKeyField } from "./foreign-key-field.ts";
import { assignableOf, membersOf } from "./members.ts";
import type { AnyModel } from "./model-class.ts";

/** Some columns of a model as a shape: what a request may send of a row, or what is answered of it. */
export function columnsShape(model: AnyModel, properties: readonly string[]): Shape {
  return shape(
    Object.fromEntries(
      properties.map((property) => [
        property,
        valueField(columnField(model, property), property === "id"),
      ]),
    ),
  );
}

/** @throws `DB_UNKNOWN_FIELD` */
function columnField(model: AnyModel, property: string): Field {
  const own = membersOf(model).fields.find(([name]) => name === property);
  if (own !== undefined) return own[1];
  const { columns, toOne } = assignableOf(model);
  if (!columns.has(property)) {
    throw UNKNOWN_FIELD(model.modelName, property, nearest(property, [...columns]));
  }
  const relation = toOne.get(property.slice(0, -"Id".length));
  if (relation === undefined) return int();
  const target = relation.model();
  return foreignKeyField(columnField(target, assignableOf(target).key), relation);
}

/** Without what only a table has; what may be null may be left out, as in `create`, and the key may not. */
function valueField({ facts }: Field, isId: boolean): Field {
  const { unique: _unique, primaryKey, column: _column, dbType: _type, ...own } = facts;
  if (primaryKey || isId) {
    const { default: _default, ...key } = own;
    return fieldOf({ ...key, presence: "required" });
  }
  if (!own.nullable || own.presence !== "required") return fieldOf(own);
  return fieldOf({ ...own, presence: "default", default: null });
}
