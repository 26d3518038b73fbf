import type { Field } from "../../schema/index.ts";
import { preparesItself, User, type UserModel } from "./user-model.ts";

/** What an app has added to the users: each field by its name, undefined for a relation. */
export function ownFields({ fields }: UserModel): ReadonlyMap<string, Field | undefined> {
  // Relations are getters, and may lead to models that are not there yet.
  const all: Record<string, PropertyDescriptor> = Object.getOwnPropertyDescriptors(fields);
  return new Map(
    Object.entries(all)
      .filter(([name]) => !isOurs(name))
      .map(([name, { value }]) => [name, value as Field | undefined]),
  );
}

/** Whether all users have it, whatever an app adds. */
export function isOurs(name: string): boolean {
  return Object.hasOwn(User.fields, name) || name === "id" || name === "password";
}

/** The fields of its own without which there is no user; where the model may set them itself, they can be left out. */
export function neededFields(model: UserModel): Readonly<Record<string, Field>> {
  const needed = [...ownFields(model)].flatMap(([name, field]) =>
    field !== undefined && isRequired(field)
      ? [[name, preparesItself(model) ? field.optional() : field] as const]
      : [],
  );
  return Object.fromEntries(needed);
}

/** Whether no row is made without it. */
export function isRequired({ facts }: Field): boolean {
  return facts.presence === "required" && !facts.nullable && facts.auto === undefined;
}
