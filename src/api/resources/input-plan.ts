import { didYouMean } from "../../core/index.ts";
import type { Column, Table, ToMany, ManyToMany, ToOne } from "../../db/index.ts";
import {
  type Field,
  fieldOf,
  list,
  type Naming,
  shape,
  type Shape,
  wireName,
} from "../../schema/index.ts";
import type { Declaration, Problems } from "./declaration.ts";
import { isNamed, type Named } from "./named.ts";
import { type OutputNode, relationOf } from "./output-node.ts";
import { valueField } from "./value-field.ts";

/** Something that is taken, by its names in code and on the wire. */
interface NamedInput {
  readonly property: string;
  readonly name: string;
}

/** A to-one relation that may be set by its key: `author` in code, `author_id` on the wire. */
export interface KeyInput extends NamedInput {
  readonly relation: ToOne;
}

/** Rows of a to-many relation that are set by their names. */
export interface NamesInput extends NamedInput {
  readonly named: Named;
  readonly field: Field;
  readonly relation: ToMany | ManyToMany;
}

/** What create and update take. */
export interface InputPlan {
  /** All that has to be given. Also for PUT. By the names of the code; foreign keys go by their columns, `authorId`. */
  readonly create: Shape;
  readonly replace: Shape;
  /** All of it optional, without defaults. */
  readonly update: Shape;
  /** By names of the wire: what only create takes. */
  readonly createOnly: ReadonlySet<string>;
  /** By names of the wire: what is shown and never taken. */
  readonly shownOnly: ReadonlySet<string>;
  /** From the names of a body to those that hooks and models take: from `authorId` to `author`. */
  readonly properties: ReadonlyMap<string, string>;
  readonly keys: readonly KeyInput[];
  readonly names: readonly NamesInput[];
  /** What PUT makes of that which is not given: null where it may be, no links, and else as it is. */
  readonly emptied: Readonly<Record<string, unknown>>;
}

interface Member extends NamedInput {
  /** In the body that was checked. */
  readonly key: string;
  readonly field: Field;
  /** Not changed any more, as the key. */
  readonly isCreateOnly: boolean;
  /** What PUT makes of it where it is not given; undefined leaves it as it is. */
  readonly emptied: null | readonly [] | undefined;
}

/** What a resource takes: its columns but those that the database, the model or the program sets. */
export function inputPlan(declaration: Declaration, output: OutputNode): InputPlan {
  const { table, naming } = declaration;
  const readOnly = readOnlyOf(declaration, output);
  const fixed = createOnlyOf(declaration, readOnly);
  const names = namesInputs(declaration);
  const members: readonly Member[] = [
    ...table.columns
      .filter((column) => !readOnly.has(column.property) && isGiven(declaration, column))
      .map((column) => columnMember(declaration, column, fixed)),
    ...addedMembers(declaration),
    ...names.map((input): Member => ({
      ...input,
      key: input.property,
      isCreateOnly: false,
      emptied: [],
    })),
  ];
  const changed = members.filter(({ isCreateOnly }) => !isCreateOnly);
  const fixedMembers = members.filter(({ isCreateOnly }) => isCreateOnly);
  const create = shape(Object.fromEntries(members.map(({ key, field }) => [key, field])));
  const replace = create.omit(...fixedMembers.map(({ key }) => key));
  return {
    create,
    replace,
    update: replace.partial(),
    createOnly: new Set(fixedMembers.map(({ name }) => name)),
    shownOnly: shownOnly(output, new Set(members.map(({ name }) => name)), naming),
    properties: new Map(members.map(({ property, key }) => [key, property])),
    keys: keyInputs(table, readOnly, naming),
    names,
    emptied: Object.fromEntries(
      changed.flatMap(({ property, emptied }) =>
        emptied === undefined ? [] : [[property, emptied]],
      ),
    ),
  };
}

/** A relation that is shown goes by its own name and that of its key, unless that one is taken. */
function shownOnly(
  { fields }: OutputNode,
  taken: ReadonlySet<string>,
  naming: Naming,
): ReadonlySet<string> {
  const shown = fields.flatMap((field) => {
    if (field.kind !== "relation" || field.relation.kind !== "one") return [field.name];
    const key = wireName(field.relation.column.property, naming);
    return taken.has(key) ? [] : [field.name, key];
  });
  return new Set(shown.filter((name) => !taken.has(name)));
}

function columnMember(
  { table, naming }: Declaration,
  column: Column,
  createOnly: ReadonlySet<string>,
): Member {
  const { nullable, default: initial } = column.field.facts;
  return {
    // A foreign key goes by its relation in code, as `Model.create` takes it.
    property: relationOf(table, column)?.property ?? column.property,
    name: wireName(column.property, naming),
    key: column.property,
    field: inputField(column),
    isCreateOnly: column.isKey || createOnly.has(column.property),
    emptied: nullable && initial === undefined ? null : undefined,
  };
}

/** What `write` adds for the hooks. */
function addedMembers({ options, naming }: Declaration): Member[] {
  return Object.entries(options.write ?? {}).flatMap(([property, field]) => {
    if (isNamed(field)) return [];
    const name = wireName(property, naming);
    return { property, name, key: property, field, isCreateOnly: false, emptied: undefined };
  });
}

/** What `write` takes for relations, by names. */
function namesInputs({ table, options, naming, problems }: Declaration): NamesInput[] {
  return Object.entries(options.write ?? {}).flatMap(([property, named]) => {
    if (!isNamed(named)) return [];
    return namesInput(table, { property, name: wireName(property, naming) }, named, problems);
  });
}

/** The values of a body by the names that hooks and models take. */
export function byProperty(
  { properties }: InputPlan,
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const name of Object.keys(values)) {
    if (values[name] !== undefined) own[properties.get(name)!] = values[name];
  }
  return own;
}

/** Whether requests give it, and not the database, the model or the program. */
function isGiven(
  { options }: Declaration,
  { property, field, isIdentity, isKey }: Column,
): boolean {
  const { auto, default: initial, secret = false } = field.facts;
  if (isIdentity || auto !== undefined || (isKey && initial !== undefined)) return false;
  // The hash of a password is not what somebody may send in its place.
  return !secret || options.writeOnly?.includes(property) === true;
}

/**
 * A relation that is shown by one of its columns (`author: "username"`) is for reading: who writes by
 * key is shown the key or an object with it.
 */
function readOnlyOf(declaration: Declaration, output: OutputNode): ReadonlySet<string> {
  const found = columnsNamed("readOnly", declaration);
  for (const field of output.fields) {
    if (field.kind === "relation" && field.isFlat && field.relation.kind === "one")
      found.add(field.relation.column.property);
  }
  return found;
}

function createOnlyOf(
  declaration: Declaration,
  readOnly: ReadonlySet<string>,
): ReadonlySet<string> {
  const { table, options, problems } = declaration;
  const found = columnsNamed("createOnly", declaration);
  for (const name of options.createOnly ?? []) {
    const { kind = "one" } = table.relations.get(name) ?? {};
    if (kind !== "one") problems.push(`createOnly: "${name}" is to many, and set by no column`);
  }
  for (const name of found) {
    if (readOnly.has(name))
      problems.push(`createOnly: "${name}" is read-only, so that no request may set it at all`);
  }
  return found;
}

/** The columns that an option names, by themselves or by their relation. To-many relations have none. */
function columnsNamed(
  option: "readOnly" | "createOnly",
  { table, options, problems }: Declaration,
): Set<string> {
  const columns = (options[option] ?? []).flatMap((name) => {
    const relation = table.relations.get(name);
    if (relation?.kind === "one") return [relation.column.property];
    if (table.columnOf.has(name)) return [name];
    if (relation === undefined)
      problems.push(
        `${option}: "${name}" is no field of "${table.name}".${didYouMean(name, table.columnOf.keys())}`,
      );
    return [];
  });
  return new Set(columns);
}

/** The column's field as input: null where it may be null and is not given, and a slug makes itself. */
function inputField({ field, references }: Column): Field {
  const { primaryKey: _key, unique: _unique, from, ...facts } = field.facts;
  const isOptional = from !== undefined || (facts.nullable && facts.presence === "required");
  const own = fieldOf({ ...facts, ...(isOptional && { presence: "optional" as const }) });
  return references !== undefined && facts.presence !== "required" ? own.optional() : own;
}

/** Names are checked as their column is, each at its place in the list. */
function namesField(column: Column, { max }: Named): Field {
  const name = valueField(column);
  return list(name.facts.type === "text" ? fieldOf({ ...NAME, ...name.facts }) : name, {
    max,
  }).optional();
}

/** Where the column of the names says nothing else. */
const NAME = { min: 1, max: 255 } as const;

function namesInput(
  table: Table,
  input: NamedInput,
  named: Named,
  problems: Problems,
): NamesInput[] {
  const relation = table.relations.get(named.relation);
  if (relation === undefined || relation.kind === "one") {
    const known = [...table.relations.keys()];
    problems.push(
      `write: "${named.relation}" is no to-many relation of "${table.name}".${didYouMean(named.relation, known)}`,
    );
    return [];
  }
  const column = relation.target.columnOf.get(named.by);
  if (column?.field.facts.unique !== true) {
    problems.push(
      `write: "${relation.target.name}" has no unique column "${named.by}" to tell its rows by`,
    );
    return [];
  }
  return [{ ...input, named, relation, field: namesField(column, named) }];
}

function keyInputs(table: Table, readOnly: ReadonlySet<string>, naming: Naming): KeyInput[] {
  return table.columns.flatMap((column) => {
    const relation = relationOf(table, column);
    if (relation?.kind !== "one" || readOnly.has(column.property)) return [];
    const { property } = relation;
    return [{ property, name: wireName(column.property, naming), relation }];
  });
}
