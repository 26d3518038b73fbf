import { didYouMean } from "../../core/index.ts";
import type { AnyModel, Column, Relation, Table } from "../../db/index.ts";
import {
  checkNames,
  type Field,
  type Naming,
  SCHEMA_NAMES_CLASH,
  type Schema,
  schemaOf,
  shape,
  type Shape,
  type Writer,
  writerOf,
} from "../../schema/index.ts";
import { NAME_REFUSED, RESOURCE_INVALID } from "../errors.ts";
import type { Action } from "./action.ts";
import { type BulkPlan, bulkPlan } from "./bulk-plan.ts";
import type { Declaration } from "./declaration.ts";
import { type InputPlan, inputPlan } from "./input-plan.ts";
import { type ListPlan, listPlan, viewParameters } from "./list-plan.ts";
import { type OutputField, outputFields, outputNode, type OutputNode } from "./output-node.ts";
import type { Resource } from "./resource.ts";
import type { AnyResourceOptions } from "./resource-options.ts";
import { valueField } from "./value-field.ts";
import { narrowed, type View, viewOf } from "./view.ts";

/** A resource with all its names looked up: what requests are answered by, and documents are made from. */
export interface ResourcePlan {
  readonly resource: Resource;
  readonly options: AnyResourceOptions;
  readonly model: AnyModel;
  readonly table: Table;
  readonly naming: Naming;
  /** In the address of a row. */
  readonly lookup: Column;
  readonly lookupField: Field;
  readonly output: OutputNode;
  readonly input: InputPlan;
  readonly list: ListPlan;
  /** The query of a single row. */
  readonly single: Shape;
  readonly bulk: BulkPlan;
  readonly view: View;
  /** The same, read with all columns. */
  readonly keyedView: View;
  readonly views: Map<string, View>;
  readonly expansions: ReadonlyMap<string, OutputField>;
  readonly actions: ReadonlyMap<Action, ActionPlan>;
  /** Those whose rows are shown whatever their own policy says. */
  readonly open: ReadonlySet<Relation>;
}

export interface ActionPlan {
  readonly body: Schema<unknown> | undefined;
  readonly query: Schema<unknown>;
  /** Makes what is sent; undefined where the action does not say what it answers. */
  readonly write: Writer | undefined;
}

/** @throws `API_RESOURCE_INVALID` with all that is wrong with the options */
export function resourcePlan(resource: Resource, table: Table, naming: Naming): ResourcePlan {
  const declaration = { table, options: resource.options, naming, problems: [] as string[] };
  const plan = planned(resource, declaration);
  const { problems } = declaration;
  problems.push(...nameProblems(plan));
  if (problems.length > 0) throw RESOURCE_INVALID(resource.name, problems);
  return plan;
}

function planned(resource: Resource, declaration: Declaration): ResourcePlan {
  const { model } = resource;
  const { table, options, naming, problems } = declaration;
  const hidden = options.writeOnly ?? [];
  for (const name of hidden)
    if (!table.columnOf.has(name))
      problems.push(
        `writeOnly: "${name}" is no column of "${table.name}".${didYouMean(name, table.columnOf.keys())}`,
      );
  const output = outputNode(table, options.fields, { naming, hidden, problems });
  const input = inputPlan(declaration, output);
  const list = listPlan(declaration);
  const lookup = lookupOf(declaration);
  const keyField = valueField(lookup);
  const readsWhole = list.pagination.kind === "cursors";
  return {
    resource,
    options,
    model,
    table,
    naming,
    lookup,
    lookupField: keyField,
    output,
    input,
    list,
    single: shape(viewParameters(options)),
    bulk: bulkPlan(input, { property: lookup.property, field: keyField }, options),
    view: viewOf(output, model, readsWhole),
    keyedView: viewOf(output, model, true),
    views: new Map(),
    expansions: expansionsOf(declaration),
    actions: new Map(
      Object.values(options.actions ?? {}).map((one) => [one, actionPlan(one, naming)] as const),
    ),
    open: new Set(
      (options.open ?? []).flatMap((name) => relationNamed(declaration, "open", name) ?? []),
    ),
  };
}

/** Two fields that are one on the wire. */
function nameProblems({ input, naming }: ResourcePlan): string[] {
  try {
    checkNames(input.create, naming);
    return [];
  } catch (error) {
    if (SCHEMA_NAMES_CLASH.is(error)) return [error.message];
    throw error;
  }
}

const VIEWS_KEPT = 100;

/** The view that a request asks for by `fields` and `expand`. @throws `API_NAME_REFUSED` */
export function viewFor(plan: ResourcePlan, params: Readonly<Record<string, unknown>>): View {
  const fields = params["fields"] as string[] | undefined;
  const expand = params["expand"] as string[] | undefined;
  if (fields === undefined && expand === undefined) return plan.view;
  const key = JSON.stringify([fields, expand]);
  const known = plan.views.get(key);
  if (known !== undefined) return known;
  const whole = expand === undefined ? plan.output : expanded(plan, expand);
  const node = fields === undefined ? whole : narrowed(whole, fields);
  const view = viewOf(node, plan.model, plan.list.pagination.kind === "cursors");
  // Names come from lists, but their combinations do not end.
  if (plan.views.size >= VIEWS_KEPT) plan.views.clear();
  plan.views.set(key, view);
  return view;
}

function expanded({ output, expansions }: ResourcePlan, names: readonly string[]): OutputNode {
  const added = new Map<string, OutputField>();
  for (const name of names) {
    const field = expansions.get(name);
    if (field === undefined) throw NAME_REFUSED("expand", name, [...expansions.keys()]);
    added.set(field.property, field);
  }
  const kept = output.fields.filter(({ property }) => !added.has(property));
  return { ...output, fields: [...kept, ...added.values()] };
}

function expansionsOf(declaration: Declaration): Map<string, OutputField> {
  const { table, options, naming, problems } = declaration;
  const shownAs = { naming, hidden: [], problems };
  return new Map(
    Object.entries(options.expand ?? {}).flatMap(([property, fields = []]) => {
      if (relationNamed(declaration, "expand", property) === undefined) return [];
      const shown = fields.length > 0 ? fields : true;
      return outputFields(table, property, shown, shownAs).map((field) => [field.name, field]);
    }),
  );
}

/** The relation that an option names; undefined, and a problem, where there is none. */
function relationNamed(
  { table, problems }: Declaration,
  option: "expand" | "open",
  name: string,
): Relation | undefined {
  const relation = table.relations.get(name);
  if (relation === undefined)
    problems.push(
      `${option}: "${name}" is no relation of "${table.name}".${didYouMean(name, table.relations.keys())}`,
    );
  return relation;
}

function lookupOf({ table, options: { lookup }, problems }: Declaration): Column {
  if (lookup === undefined) {
    if (table.key.length !== 1)
      problems.push(
        `"${table.name}" has no key of one column; say by \`lookup\` what stands in addresses`,
      );
    return table.key[0] ?? table.columns[0]!;
  }
  const column = table.columnOf.get(lookup);
  if (column === undefined || (!column.isKey && column.field.facts.unique !== true))
    problems.push(`lookup: "${lookup}" is no unique column of "${table.name}"`);
  return column ?? table.columns[0]!;
}

function actionPlan({ body, query = {}, response }: Action, naming: Naming): ActionPlan {
  return {
    body: body && declaredSchema(body),
    query: declaredSchema(query),
    write: response && (writerOf(response, naming) ?? ((value) => value)),
  };
}

function declaredSchema(given: object): Schema<unknown> {
  return "~standard" in given ? schemaOf(given as never) : shape(given as Record<string, Field>);
}
