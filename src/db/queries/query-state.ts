import { nearest } from "../../core/index.ts";
import type { Aggregate } from "./aggregate.ts";
import { BAD_QUERY, UNKNOWN_FIELD, WRONG_VALUE } from "../errors.ts";
import type { AnyModel } from "../models/model-class.ts";
import type { LockOptions } from "./query.ts";
import type { Column, Table } from "../tables/table.ts";
import { isPlainObject } from "../sql/plain-object.ts";

/** All that was said of a query; never changed, so that queries can be shared and narrowed. */
export interface QueryState {
  readonly model: AnyModel;
  readonly wheres: readonly Narrowing[];
  readonly havings: readonly Readonly<Record<string, unknown>>[];
  readonly related: RelatedTree;
  /** Undefined: the model's own order. */
  readonly order: readonly unknown[] | undefined;
  readonly isReversed: boolean;
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  readonly isDistinct: boolean;
  /** Undefined: all columns, as instances. */
  readonly select: readonly string[] | undefined;
  /** Rows are plain objects with the values that JSON carries. */
  readonly isWire: boolean;
  readonly annotations: Readonly<Record<string, Aggregate<unknown>>>;
  readonly lock: LockOptions | undefined;
}

export interface Narrowing {
  readonly condition: unknown;
  readonly isExcluded: boolean;
}

/** What to load with a relation, by the relation's property. */
export type RelatedTree = ReadonlyMap<string, RelatedNode>;

export interface RelatedNode {
  readonly related: RelatedTree;
  readonly select: readonly string[] | undefined;
  readonly where: unknown;
  readonly order: readonly unknown[] | undefined;
  readonly limit: number | undefined;
  /** Of a relation to one: it is null where its row does not meet this. */
  readonly onlyIf: unknown;
}

export const NO_RELATED: RelatedTree = new Map();

export function emptyState(model: AnyModel): QueryState {
  return {
    model,
    wheres: [],
    havings: [],
    related: NO_RELATED,
    order: undefined,
    isReversed: false,
    limit: undefined,
    offset: undefined,
    isDistinct: false,
    select: undefined,
    isWire: false,
    annotations: {},
    lock: undefined,
  };
}

/** Adds the arguments of a `with` to a tree. */
export function withRelated(
  tree: RelatedTree,
  args: readonly unknown[],
  model: string,
): RelatedTree {
  const merged = new Map(tree);
  for (const arg of args) {
    if (typeof arg === "string")
      merged.set(arg, merged.get(arg) ?? relatedNode(true, model, undefined));
    else if (isPlainObject(arg)) {
      for (const [name, options] of Object.entries(arg))
        merged.set(name, relatedNode(options, model, merged.get(name)));
    } else throw BAD_QUERY(model, "with() takes names of relations and objects of them");
  }
  return merged;
}

const OPTIONS = ["with", "select", "where", "order", "limit", "onlyIf"];

function relatedNode(
  options: unknown,
  model: string,
  before: RelatedNode | undefined,
): RelatedNode {
  const given = options === true ? {} : options;
  if (!isPlainObject(given))
    throw BAD_QUERY(model, "a relation is loaded with true or an object of options");
  const unknown = Object.keys(given).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined)
    throw BAD_QUERY(
      model,
      `"${unknown}" is no option of a loaded relation (${OPTIONS.join(", ")})`,
    );
  const {
    with: nested,
    select,
    where,
    order,
    limit,
    onlyIf,
  } = given as {
    with?: unknown[];
    select?: string[];
    where?: unknown;
    order?: unknown;
    limit?: number;
    onlyIf?: unknown;
  };
  if (select?.length === 0) throw BAD_QUERY(model, "a select without columns has nothing to read");
  if (limit !== undefined) countOfRows(`${model} limit`, limit);
  return {
    related: withRelated(before?.related ?? NO_RELATED, nested ?? [], model),
    select: select ?? before?.select,
    where: where ?? before?.where,
    order: order === undefined ? before?.order : Array.isArray(order) ? order : [order],
    limit: limit ?? before?.limit,
    onlyIf: onlyIf ?? before?.onlyIf,
  };
}

/** Whether rows may be equal at all: whole rows differ in their key. */
export function isDistinct(state: QueryState): boolean {
  return state.isDistinct && state.select !== undefined;
}

/** @throws `DB_WRONG_VALUE` unless it can be a number of rows. */
export function countOfRows(name: string, rows: unknown): number {
  if (Number.isSafeInteger(rows) && (rows as number) >= 0) return rows as number;
  throw WRONG_VALUE(name, "a whole number from 0", rows);
}

/** The columns with these properties. @throws `DB_UNKNOWN_FIELD` */
export function columnsNamed(table: Table, properties: readonly string[]): Column[] {
  return properties.map((property) => {
    const column = table.columnOf.get(property);
    if (column === undefined)
      throw UNKNOWN_FIELD(table.name, property, nearest(property, [...table.columnOf.keys()]));
    return column;
  });
}
