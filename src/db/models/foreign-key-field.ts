import { type Field, fieldOf } from "../../schema/index.ts";
import type { OneRelation } from "./relations.ts";

/** The column that points at a key: of its type, and nothing else of it. */
export function foreignKeyField(key: Field, relation: OneRelation): Field {
  const { type, bits, precision, scale, min, max, dbType } = key.facts;
  const facts = {
    type,
    bits,
    precision,
    scale,
    min,
    max,
    dbType: dbType === undefined || /serial/i.test(dbType) ? undefined : dbType,
  };
  const given = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  );
  return fieldOf({
    ...(given as unknown as typeof key.facts),
    nullable: relation.isNullable,
    presence: "required",
    ...(relation.isUnique && { unique: true }),
    ...(relation.isKey && { primaryKey: true }),
  });
}
