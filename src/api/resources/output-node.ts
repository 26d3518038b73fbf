import { didYouMean } from "../../core/index.ts";
import type { Column, Relation, Table } from "../../db/index.ts";
import { type Naming, wireName } from "../../schema/index.ts";
import { isComputed, type Computed } from "./computed.ts";
import type { Problems } from "./declaration.ts";
import { nestedNames, type Rename } from "./nested-names.ts";
import type { FieldChoices, RelatedFields } from "./resource-options.ts";

/** One member of an answer. */
export type OutputField = ColumnOutput | RelationOutput | ComputedOutput;

interface NamedOutput {
  /** In code. */
  readonly property: string;
  /** On the wire. */
  readonly name: string;
}
interface ValueOutput extends NamedOutput {
  /** Of what is inside of the value; undefined where no name changes. */
  readonly rename: Rename | undefined;
}
export interface ColumnOutput extends ValueOutput {
  readonly kind: "column";
  readonly column: Column;
}
export interface RelationOutput extends NamedOutput {
  readonly kind: "relation";
  readonly relation: Relation;
  readonly node: OutputNode;
  /** Shown as the value of its only column, not as an object. */
  readonly isFlat: boolean;
}
export interface ComputedOutput extends ValueOutput {
  readonly kind: "computed";
  readonly computed: Computed;
}

/** What is shown of the rows of one table. */
export interface OutputNode {
  readonly table: Table;
  readonly fields: readonly OutputField[];
}

interface OutputOptions {
  readonly naming: Naming;
  readonly hidden: readonly string[];
  readonly problems: Problems;
}

/** What a resource shows, by its `fields`. */
export function outputNode(
  table: Table,
  choices: FieldChoices | readonly string[] | undefined,
  options: OutputOptions,
): OutputNode {
  if (Array.isArray(choices)) {
    return { table, fields: choices.flatMap((name) => outputFields(table, name, true, options)) };
  }
  return { table, fields: chosen(table, (choices ?? {}) as FieldChoices, options) };
}

/** All columns, with what was chosen in the place of a relation's key or behind them. */
function chosen(table: Table, choices: FieldChoices, options: OutputOptions): OutputField[] {
  const rest = new Map(Object.entries(choices));
  const fields = shownColumns(table, options.hidden).flatMap((column): OutputField[] => {
    const name = relationOf(table, column)?.property ?? column.property;
    const own = rest.has(column.property) ? column.property : name;
    const choice = rest.get(own);
    rest.delete(own);
    if (choice === undefined) return outputFields(table, column.property, true, options);
    return outputFields(table, own, choice, options);
  });
  return [
    ...fields,
    ...[...rest].flatMap(([name, choice]) => outputFields(table, name, choice, options)),
  ];
}

/** The members of an answer that a choice makes: one, or none where it hides it or is wrong. */
export function outputFields(
  table: Table,
  property: string,
  choice: RelatedFields | Computed | boolean,
  options: OutputOptions,
): OutputField[] {
  if (choice === false) return [];
  const { naming } = options;
  const named = { property, name: wireName(property, naming) };
  if (isComputed(choice)) {
    const rename = nestedNames(choice.field, naming);
    return [{ ...named, kind: "computed", computed: choice, rename }];
  }
  const column = table.columnOf.get(property);
  if (column !== undefined) {
    const rename = nestedNames(column.field, naming);
    if (column.field.facts.secret !== true) return [{ ...named, kind: "column", column, rename }];
    options.problems.push(`"${property}" is secret, so it cannot be among the fields`);
    return [];
  }
  const relation = table.relations.get(property);
  if (relation !== undefined) return [relationField(named, relation, choice, options)];
  const known = [...table.columnOf.keys(), ...table.relations.keys()];
  options.problems.push(
    `fields: "${property}" is no field of "${table.name}".${didYouMean(property, known)}`,
  );
  return [];
}

function relationField(
  named: NamedOutput,
  relation: Relation,
  choice: RelatedFields | true,
  options: OutputOptions,
): RelationOutput {
  const isFlat = typeof choice === "string";
  const inner = { ...options, hidden: [] };
  const { target } = relation;
  const fields = isFlat
    ? outputFields(target, choice, true, inner)
    : choice === true
      ? shownColumns(target, []).flatMap(({ property }) =>
          outputFields(target, property, true, inner),
        )
      : Array.isArray(choice)
        ? choice.flatMap((name) => outputFields(target, name, true, inner))
        : Object.entries(choice as Record<string, RelatedFields | true>).flatMap(([name, own]) =>
            outputFields(target, name, own, inner),
          );
  return { ...named, kind: "relation", relation, isFlat, node: { table: target, fields } };
}

function shownColumns(table: Table, hidden: readonly string[]): Column[] {
  return table.columns.filter(
    ({ property, field }) => field.facts.secret !== true && !hidden.includes(property),
  );
}

/** The to-one relation whose key a column is. */
export function relationOf(table: Table, column: Column): Relation | undefined {
  for (const relation of table.relations.values()) {
    if (relation.kind === "one" && relation.column === column) return relation;
  }
  return undefined;
}

/** Whether something in it is made by code, so that rows have to be instances. */
export function hasComputed({ fields }: OutputNode): boolean {
  return fields.some(
    (field) => field.kind === "computed" || (field.kind === "relation" && hasComputed(field.node)),
  );
}
