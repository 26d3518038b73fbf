import { type AnyModel, inWireForm, type Query, type Relation } from "../../db/index.ts";
import { NAME_REFUSED } from "../errors.ts";
import { allOf } from "./granted-query.ts";
import { hasComputed, type OutputNode } from "./output-node.ts";
import { computedNames, outputWriter, type OutputWriter } from "./output-writer.ts";
import { columnsOf, relatedArgs } from "./read-args.ts";
import type { GrantOf } from "./related-grants.ts";

/** A way to show the rows of a resource: what is read, and what is made of it. */
export interface View {
  readonly model: AnyModel;
  readonly node: OutputNode;
  /** Those whose rows are shown, at any depth. */
  readonly relations: readonly Relation[];
  /** Rows are read as what JSON carries, without instances. */
  readonly isWire: boolean;
  /** All columns: pages by cursor are made of their values. */
  readonly readsWhole: boolean;
  readonly write: OutputWriter;
  /** Members whose values may be promises. */
  readonly computed: readonly string[];
  /** For those who may see all related rows. */
  readonly query: Query<any, any>;
}

const SEES_ALL: GrantOf = () => true;

export function viewOf(node: OutputNode, model: AnyModel, readsWhole: boolean): View {
  const isWire = !hasComputed(node);
  return {
    model,
    node,
    relations: relationsIn(node),
    isWire,
    readsWhole,
    write: outputWriter(node, isWire),
    computed: computedNames(node),
    query: queryOf({ model, node, isWire, readsWhole }, SEES_ALL),
  };
}

function relationsIn({ fields }: OutputNode): Relation[] {
  return fields.flatMap((field) =>
    field.kind === "relation" ? [field.relation, ...relationsIn(field.node)] : [],
  );
}

/** The query for all rows of a view, with related rows as far as the user may see them. */
export function seenQuery(view: View, grantOf: GrantOf): Query<any, any> {
  const seesAll = view.relations.every((relation) => grantOf(relation) === true);
  return seesAll ? view.query : queryOf(view, grantOf);
}

function queryOf(
  { model, node, isWire, readsWhole }: Pick<View, "model" | "node" | "isWire" | "readsWhole">,
  grantOf: GrantOf,
): Query<any, any> {
  const args = relatedArgs(node, isWire, grantOf);
  const all = allOf(model);
  const query = Object.keys(args).length === 0 ? all : all.with(args);
  if (!isWire) return query;
  const columns = columnsOf(node);
  if (readsWhole || columns.length === 0) return inWireForm(query);
  return inWireForm(query.select(...columns));
}

/** What is sent of rows that were read by a view. */
export function written(view: View, rows: readonly any[]): any[] | Promise<any[]> {
  const items = rows.map(view.write);
  return view.computed.length === 0 ? items : settled(items, view.computed);
}

/** All at once: while one is awaited, another that fails would be nobody's, and end the process. */
async function settled(items: any[], names: readonly string[]): Promise<any[]> {
  const settle = async (item: any, name: string): Promise<void> => {
    item[name] = await item[name];
  };
  await Promise.all(items.flatMap((item) => names.map((name) => settle(item, name))));
  return items;
}

/** Only some of a node's fields. @throws `API_NAME_REFUSED` */
export function narrowed(node: OutputNode, names: readonly string[]): OutputNode {
  const known = node.fields.map(({ name }) => name);
  for (const name of names) {
    if (!known.includes(name)) throw NAME_REFUSED("fields", name, known);
  }
  return { ...node, fields: node.fields.filter(({ name }) => names.includes(name)) };
}
