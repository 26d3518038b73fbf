import type { AggregateColumn } from "./aggregate-value.ts";
import { isOfRelation, writeAggregate } from "./write-aggregate.ts";
import { BAD_QUERY } from "../errors.ts";
import { type CollectionSource, writeCollectionSource } from "./collection-source.ts";
import { writeHaving } from "./write-having.ts";
import type { SqlDialect } from "./dialects/dialect.ts";
import { quoted } from "../tables/names.ts";
import { leavesOutNulls } from "../queries/leaves-out-nulls.ts";
import { orderOf } from "../queries/order-of.ts";
import { isDistinct, type QueryState, type RelatedTree } from "../queries/query-state.ts";
import {
  type ReadNode,
  ReadPlanner,
  readSql,
  selectList,
  writeJoins,
} from "../queries/read-plan.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Table } from "../tables/table.ts";
import type { Scope } from "./scope.ts";
import { writeNot, writeWhere } from "./where.ts";
import { findAlternatives, writeAlternatives } from "./write-alternatives.ts";
import { termsOf, writeOrder } from "./write-order.ts";

/** What the second pass over a select finds out beside the SQL. */
export interface SelectPlan {
  readonly node: ReadNode;
  readonly annotations: readonly (readonly [name: string, column: AggregateColumn])[];
}

/** What a select has beside the query's own state. */
export interface SelectExtras {
  /** Only the rows that belong to these parents, with the parent's key as the last column. */
  readonly source?: CollectionSource | undefined;
  /** Conditions beside those of the query: of a cursor. */
  readonly condition?: unknown;
  /** Sorted by these after the query's own order, so that the order is total. */
  readonly tieBreak?: readonly unknown[] | undefined;
}

/** Writes the select of a query; gives the plan in the pass that builds. */
export function writeSelect(
  w: SqlWriter,
  table: Table,
  state: QueryState,
  extras: SelectExtras = {},
): SelectPlan | undefined {
  const names = Object.keys(state.annotations);
  markShape(w, state, names);
  const node = w.isBuilding
    ? new ReadPlanner(w, state.isWire).plan(table, state, names)
    : undefined;
  const scope: Scope = { table, alias: "t0" };
  const { source } = extras;
  const isPerParent = source !== undefined && state.limit !== undefined;
  if (isPerParent) w.add("select * from (");
  w.add(
    `select ${isDistinct(state) ? "distinct " : ""}${node === undefined ? "" : selectList(node, w.dialect)}`,
  );
  const annotations = names.map((name) => [name, writeAnnotation(w, scope, name, state)] as const);
  if (source !== undefined) w.add(`, ${readParentKey(source, w.dialect)}`);
  if (isPerParent) writeRowNumber(w, scope, state, source);
  w.add(` from ${table.quoted} t0`);
  writeJoins(w, table, state.related, node);
  if (isPerParent) {
    writeConditions(w, scope, state, extras);
    writePerParent(w, state);
  } else writeNarrowed(w, scope, state, extras);
  return node === undefined ? undefined : { node, annotations };
}

function markShape(w: SqlWriter, state: QueryState, annotations: readonly string[]): void {
  w.mark(isDistinct(state) ? "d:" : ":");
  if (state.isWire) w.mark("w:");
  if (state.select !== undefined) w.mark(state.select.join());
  if (state.related.size > 0) w.mark(shapeOf(state.related));
  if (annotations.length > 0) w.mark(`@${annotations.join()}`);
}

const shapes = new WeakMap<RelatedTree, string>();

/** The part of a tree that is joined; what is loaded by statements of its own has its own shape. */
function shapeOf(related: RelatedTree): string {
  let shape = shapes.get(related);
  if (shape === undefined) {
    const parts = [...related].map(
      ([name, node]) => `${name}(${node.select?.join() ?? ""}${shapeOf(node.related)})`,
    );
    shapes.set(related, (shape = `<${parts.join()}>`));
  }
  return shape;
}

function writeAnnotation(
  w: SqlWriter,
  scope: Scope,
  name: string,
  { annotations, related }: QueryState,
): AggregateColumn {
  const { table } = scope;
  const aggregate = annotations[name]!;
  // A number may stand where the rows would: annotate({ posts: count("posts") }).
  const isOfRows = table.relations.has(name) && table.relations.get(name)!.kind !== "one";
  if (table.columnOf.has(name) || (table.relations.has(name) && !isOfRows))
    throw BAD_QUERY(table.name, `"${name}" is a field, so no computed value can have that name`);
  if (isOfRows && related.has(name))
    throw BAD_QUERY(
      table.name,
      `"${name}" is loaded and computed; give the computed value another name`,
    );
  if (!isOfRelation(table, aggregate))
    throw BAD_QUERY(
      table.name,
      `"${name}" goes over no relation; aggregate() and groupBy() compute over rows`,
    );
  w.add(", ");
  const column = writeAggregate(w, scope, aggregate);
  w.add(` as ${quoted(name)}`);
  return column;
}

/** Writes the table of a query and its conditions, for what selects no rows of it. */
export function writeFrom(w: SqlWriter, table: Table, state: QueryState): void {
  const scope: Scope = { table, alias: w.alias() };
  w.add(`${table.quoted} ${scope.alias}`);
  writeConditions(w, scope, state);
}

/** ` where …`: the conditions of the query, of its source and of its cursor. */
export function writeConditions(
  w: SqlWriter,
  scope: Scope,
  state: QueryState,
  extras: SelectExtras = {},
): void {
  if (extras.source !== undefined) writeCollectionSource(w, scope, extras.source);
  let isFirst = extras.source === undefined;
  w.wantsFew = state.limit !== undefined;
  const next = (): void => {
    w.add(isFirst ? " where " : " and ");
    isFirst = false;
  };
  for (const { condition, isExcluded } of state.wheres) {
    next();
    if (isExcluded) writeNot(w, () => writeWhere(w, scope, condition));
    else writeWhere(w, scope, condition);
    w.mark("&");
  }
  if (extras.condition !== undefined) {
    next();
    writeWhere(w, scope, extras.condition);
  }
  for (const having of state.havings) {
    next();
    writeHaving(w, scope, having, state.annotations);
  }
}

/** Numbers the rows of each parent in the order of the query. */
function writeRowNumber(
  w: SqlWriter,
  scope: Scope,
  state: QueryState,
  source: CollectionSource,
): void {
  w.add(`, row_number() over (partition by ${parentKey(source)} order by `);
  const terms = orderOf(scope.table, state);
  const total =
    termsOf(terms).length > 0 ? terms : scope.table.key.map((column) => column.property);
  writeOrder(w, scope, total, { isReversed: state.isReversed, annotations: new Set() });
  w.add(") as quintet_row");
}

function writePerParent(w: SqlWriter, state: QueryState): void {
  w.mark("P");
  w.add(") numbered where quintet_row <= ");
  w.param(state.limit);
  w.add(" order by quintet_row");
}

/** Which rows, and in which order. */
function writeNarrowed(w: SqlWriter, scope: Scope, state: QueryState, extras: SelectExtras): void {
  const terms = [...orderOf(scope.table, state), ...(extras.tieBreak ?? [])];
  const alternatives =
    extras.source === undefined && state.lock === undefined
      ? findAlternatives(w, scope.table, state, terms)
      : undefined;
  if (alternatives === undefined) {
    writeConditions(w, scope, state, extras);
    return writeRest(w, scope, state, terms);
  }
  writeAlternatives(w, scope, alternatives, (part, narrowed) =>
    writeConditions(w, part, narrowed, extras),
  );
}

function writeRest(w: SqlWriter, scope: Scope, state: QueryState, terms: readonly unknown[]): void {
  const names = Object.keys(state.annotations);
  w.mark("|");
  if (termsOf(terms).length > 0) {
    w.add(" order by ");
    const only = isDistinct(state) ? new Set([...state.select!, ...names]) : undefined;
    writeOrder(w, scope, terms, {
      isReversed: state.isReversed,
      annotations: new Set(names),
      only,
      // The shape has the conditions already.
      isNeverNull: (column) => w.isBuilding && needsNoPlaceOfNulls(state, column),
    });
  }
  writeLimit(w, state.limit, state.offset);
  if (state.lock !== undefined) {
    const { strength = "update", whenLocked = "wait" } = state.lock;
    w.mark(`L${strength}${whenLocked}`);
    if (isDistinct(state)) throw BAD_QUERY(scope.table.name, "a distinct query cannot lock rows");
    w.add(w.dialect.lock(strength, whenLocked));
  }
}

/**
 * The indexes of a model have nulls where queries want them. Those that others have made have them where
 * PostgreSQL does, and are found where nothing is said of nulls.
 */
function needsNoPlaceOfNulls(state: QueryState, column: Column): boolean {
  const isIndexed = column.table.indexes.some(({ columns }) =>
    columns.some((part) => part.column === column),
  );
  return !isIndexed && leavesOutNulls(state, column);
}

export function writeLimit(
  w: SqlWriter,
  limit: number | undefined,
  offset: number | undefined,
): void {
  if (limit !== undefined) {
    w.mark("l");
    w.add(` limit ${w.dialect.unseen}`);
    w.param(limit);
  }
  if (offset !== undefined && offset > 0) {
    w.mark("o");
    w.add(`${limit === undefined ? w.dialect.noLimit : ""} offset `);
    w.param(offset);
  }
}

function readParentKey({ relation }: CollectionSource, dialect: SqlDialect): string {
  return relation.kind === "many"
    ? readSql("t0", relation.by, dialect)
    : readSql("link", relation.near, dialect);
}

function parentKey(source: CollectionSource): string {
  const { relation } = source;
  return relation.kind === "many" ? `t0.${relation.by.quoted}` : `link.${relation.near.quoted}`;
}
