import type { Field } from "../schema/index.ts";
import type { AnyModel } from "./model-class.ts";

/** What can be known of a model without calling the getters of its relations. */
export interface Members {
  readonly fields: readonly (readonly [property: string, field: Field])[];
  readonly relations: ReadonlySet<string>;
  /** Everything that a row may be given: fields, relations, foreign keys and `id`. */
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<object, Members>();

/** The members of a model, read from the descriptors of its fields: once per class. */
export function membersOf(model: Pick<AnyModel, "fields">): Members {
  const fields = model.fields as object;
  let members = known.get(fields);
  if (members === undefined) known.set(fields, (members = read(fields)));
  return members;
}

function read(declared: object): Members {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(declared));
  const relations = descriptors.filter(([, { get }]) => get !== undefined).map(([name]) => name);
  const fields = descriptors.filter(([, { get }]) => get === undefined).map(([name, { value }]) => [name, value as Field] as const);
  const names = ["id", ...fields.map(([name]) => name), ...relations, ...relations.map((name) => `${name}Id`)];
  return { fields, relations: new Set(relations), names: new Set(names) };
}
