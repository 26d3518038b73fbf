import { snakeCase } from "../core/index.ts";
import { SCHEMA_NAMES_CLASH } from "./errors.ts";
import type { Field } from "./field.ts";

/** How names are written on the wire: `createdAt` as `created_at`, or as it is. */
export type Naming = "snake_case" | "camelCase";

/** The name on the wire of a property in code. */
export function wireName(property: string, naming: Naming): string {
  return naming === "camelCase" ? property : snakeCase(property);
}

/** One field of an object, by both of its names. */
export interface NamedField {
  readonly property: string;
  readonly name: string;
  readonly field: Field;
}

/** The fields of an object by the names of the code and of the wire. @throws `SCHEMA_NAMES_CLASH` */
export function namedFields(fields: Readonly<Record<string, Field>>, naming: Naming): NamedField[] {
  const taken = new Map<string, string>();
  return Object.entries(fields).map(([property, field]) => {
    const name = wireName(property, naming);
    const other = taken.get(name);
    if (other !== undefined) throw SCHEMA_NAMES_CLASH(other, property, name);
    taken.set(name, property);
    return { property, name, field };
  });
}
