import type { Field } from "./field.ts";
import { namedFields, type Naming } from "./naming.ts";
import { isField, isObjectStructure, structureOf } from "./structure.ts";

/**
 * Looks through a shape, a map of fields or a field for names that are one on the wire.
 *
 * @throws `SCHEMA_NAMES_CLASH`
 */
export function checkNames(declared: object, naming: Naming): void {
  if (isField(declared)) {
    const structure = structureOf(declared);
    if (structure.is === "list") checkNames(structure.items, naming);
    if (structure.is === "field") checkNames(structure.field, naming);
    if (structure.is === "object") checkNames(structure.object, naming);
    return;
  }
  const isForeign = "~standard" in declared && !isObjectStructure(declared);
  if (isForeign) return;
  const fields = (isObjectStructure(declared) ? declared.fields : declared) as Record<
    string,
    Field
  >;
  for (const { field } of namedFields(fields, naming)) checkNames(field, naming);
}
