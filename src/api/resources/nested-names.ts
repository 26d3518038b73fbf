import { type Field, type Naming, wireName } from "../../schema/index.ts";

/** Renames what is inside of a value; the value has the form of JSON already. */
export type Rename = (value: unknown) => unknown;

/**
 * From the names of the code, as a column of JSON keeps them, to those of the wire.
 *
 * Only names that a shape declares: data without one stays as it is, and so do members that no shape knows.
 *
 * @returns undefined where both are the same, so that nothing needs to be walked.
 */
export function nestedNames({ facts }: Field, naming: Naming): Rename | undefined {
  const { type, items, shape } = facts;
  if (type === "list" && items !== undefined) return eachOf(nestedNames(items, naming));
  if (type !== "json" || shape === undefined) return undefined;
  if ("facts" in shape) return nestedNames(shape as Field, naming);
  return "fields" in shape ? membersOf(shape.fields as Members, naming) : undefined;
}

type Members = Readonly<Record<string, Field>>;

function eachOf(rename: Rename | undefined): Rename | undefined {
  return rename && ((value) => (Array.isArray(value) ? value.map(rename) : value));
}

function membersOf(fields: Members, naming: Naming): Rename | undefined {
  const members = new Map(
    Object.entries(fields).map(([property, field]) => [
      property,
      { name: wireName(property, naming), rename: nestedNames(field, naming) },
    ]),
  );
  const isSame = [...members].every(
    ([property, { name, rename }]) => name === property && rename === undefined,
  );
  if (isSame) return undefined;
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([property, one]) => {
        const { name = property, rename } = members.get(property) ?? {};
        return [name, rename === undefined ? one : rename(one)];
      }),
    );
  };
}
