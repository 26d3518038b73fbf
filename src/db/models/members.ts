import type { Field } from "../../schema/index.ts";
import type { AnyModel } from "./model-class.ts";
import type { ManyRelation, OneRelation } from "./relations.ts";

/** What can be known of a model without calling the getters of its relations. */
export interface Members {
  readonly fields: readonly (readonly [property: string, field: Field])[];
  readonly relations: ReadonlySet<string>;
  /** Columns that are `secret()`. */
  readonly secrets: readonly string[];
}

/** What a row may be given, known once all models are declared. */
export interface Assignable {
  /** Columns by property, foreign keys included. */
  readonly columns: ReadonlySet<string>;
  readonly toOne: ReadonlyMap<string, OneRelation>;
  readonly toMany: ReadonlySet<string>;
  /** Property of the key; the first of several. */
  readonly key: string;
}

const known = new WeakMap<object, Members>();
const knownAssignable = new WeakMap<object, Assignable>();

/** The members of a model, read from the descriptors of its fields: once per class. */
export function membersOf(model: Pick<AnyModel, "fields">): Members {
  const fields = model.fields as object;
  let members = known.get(fields);
  if (members === undefined) known.set(fields, (members = readMembers(fields)));
  return members;
}

/** Calls the getters of the relations, so never while models are being declared. */
export function assignableOf(model: Pick<AnyModel, "fields">): Assignable {
  const fields = model.fields as object;
  let assignable = knownAssignable.get(fields);
  if (assignable === undefined)
    knownAssignable.set(fields, (assignable = readAssignable(fields, membersOf(model))));
  return assignable;
}

function readMembers(declared: object): Members {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(declared));
  const relations = descriptors.filter(([, { get }]) => get !== undefined).map(([name]) => name);
  // What is neither a field nor a getter is told when a database is given the model.
  const fields = descriptors
    .filter(([, { value }]) => isField(value))
    .map(([name, { value }]) => [name, value as Field] as const);
  const secrets = fields.filter(([, { facts }]) => facts.secret === true).map(([name]) => name);
  return { fields, relations: new Set(relations), secrets };
}

function isField(value: unknown): value is Field {
  return typeof value === "object" && value !== null && "facts" in value;
}

function readAssignable(declared: object, { fields, relations }: Members): Assignable {
  const toOne = new Map<string, OneRelation>();
  const toMany = new Set<string>();
  for (const name of relations) {
    const { relation } = (declared as Record<string, { relation: OneRelation | ManyRelation }>)[
      name
    ]!;
    if (relation.kind === "one") toOne.set(name, relation);
    else toMany.add(name);
  }
  const keys = [
    ...fields.filter(([, { facts }]) => facts.primaryKey === true).map(([name]) => name),
    ...[...toOne].filter(([, { isKey }]) => isKey).map(([name]) => `${name}Id`),
  ];
  const own = fields.map(([name]) => name);
  const implied = keys.length === 0 && !own.includes("id") ? ["id"] : [];
  const columns = new Set([...implied, ...own, ...[...toOne.keys()].map((name) => `${name}Id`)]);
  return { columns, toOne, toMany, key: keys[0] ?? "id" };
}
