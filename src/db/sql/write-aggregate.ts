import { nearest } from "../../core/index.ts";
import type { Aggregate } from "../queries/aggregate.ts";
import {
  type AggregateColumn,
  type AggregateForm,
  writeAggregateValue,
} from "./aggregate-value.ts";
import { BAD_QUERY, UNKNOWN_FIELD } from "../errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Relation, Table } from "../tables/table.ts";
import type { Scope } from "./scope.ts";
import { writeLink, writeWhere } from "./where.ts";

/** A to-many relation of a row, or of the row that it points at: `posts.views`, `author.posts.views`. */
interface Path {
  readonly relation: Exclude<Relation, { kind: "one" }>;
  /** The key of the row whose relation it is, in the table that the path begins at. */
  readonly key: Column;
  readonly property: string | undefined;
}

/** Whether an aggregate goes over the rows of a to-many relation. */
export function isOfRelation(table: Table, { of }: Aggregate<unknown>): boolean {
  return of !== undefined && pathOf(table, of.split(".")) !== undefined;
}

/** @throws `DB_BAD_QUERY` where values are computed over the rows themselves. */
export function refuseOfRelation(table: Table, name: string, aggregate: Aggregate<unknown>): void {
  if (isOfRelation(table, aggregate))
    throw BAD_QUERY(
      table.name,
      `"${name}" goes over a relation of each row; annotate() adds such values`,
    );
}

function pathOf(table: Table, [name = "", ...rest]: readonly string[]): Path | undefined {
  const relation = table.relations.get(name);
  if (relation === undefined) return undefined;
  if (relation.kind !== "one") return { relation, key: table.key[0]!, property: rest[0] };
  const path = pathOf(relation.target, rest);
  // The foreign key is the key of the row that it points at. Further on there would be a row to read.
  return path?.key === relation.target.key[0] ? { ...path!, key: relation.column } : undefined;
}

/**
 * Writes an aggregate over the rows of the statement, or, where it is of a to-many relation, a subquery
 * over its rows: no join, so two aggregates of one query do not multiply each other.
 */
export function writeAggregate(
  w: SqlWriter,
  scope: Scope,
  aggregate: Aggregate<unknown>,
  form: AggregateForm = "read",
): AggregateColumn {
  const { operation, of } = aggregate;
  w.mark(`${operation}(${of ?? ""})`);
  const path = of === undefined ? undefined : pathOf(scope.table, of.split("."));
  if (path !== undefined) return writeOfRelation(w, scope, aggregate, path, form);
  const column = of === undefined ? undefined : columnOf(scope.table, of);
  const value = writeAggregateValue(w, scope, operation, column, form);
  if (aggregate.where !== undefined) {
    w.mark("?");
    // The filter belongs to the aggregate, whatever the value is cast to afterwards.
    w.add(" filter (where ");
    writeWhere(w, scope, aggregate.where);
    w.add(")");
  }
  w.add(value.end);
  return value.column;
}

function writeOfRelation(
  w: SqlWriter,
  scope: Scope,
  aggregate: Aggregate<unknown>,
  { relation, key, property }: Path,
  form: AggregateForm,
): AggregateColumn {
  const inner: Scope = { table: relation.target, alias: w.alias() };
  const column = property === undefined ? undefined : columnOf(relation.target, property);
  w.add("(select ");
  const value = writeAggregateValue(w, inner, aggregate.operation, column, form);
  w.add(`${value.end} from `);
  writeLink(w, scope, relation, inner, key);
  if (aggregate.where !== undefined) {
    w.mark("?");
    w.add(" and ");
    writeWhere(w, inner, aggregate.where);
  }
  w.add(")");
  return value.column;
}

function columnOf(table: Table, property: string): Column {
  const column = table.columnOf.get(property);
  if (column === undefined)
    throw UNKNOWN_FIELD(
      table.name,
      property,
      nearest(property, [...table.columnOf.keys(), ...table.relations.keys()]),
    );
  return column;
}
