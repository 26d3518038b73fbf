import { nearest } from "../core/index.ts";
import type { Aggregate } from "./aggregate.ts";
import { codecOf } from "./codec-of.ts";
import { BAD_QUERY, UNKNOWN_FIELD } from "./errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Relation, Table } from "./table.ts";
import { columnSql, type Scope, writeLink, writeWhere } from "./where.ts";

/** How the value of an aggregate is read. */
export interface AggregateColumn {
  decode(raw: unknown): unknown;
}

/**
 * Writes an aggregate over the rows of the statement, or, where it is of a to-many relation, a subquery
 * over its rows: no join, so two aggregates of one query do not multiply each other.
 */
export function writeAggregate(
  w: SqlWriter,
  scope: Scope,
  aggregate: Aggregate<unknown>,
): AggregateColumn {
  const { operation, of } = aggregate;
  w.mark(`${operation}(${of ?? ""})`);
  const [first = "", property] = of?.split(".") ?? [];
  const relation = scope.table.relations.get(first);
  if (relation !== undefined && relation.kind !== "one")
    return writeOfRelation(w, scope, aggregate, relation, property);
  const column = of === undefined ? undefined : columnOf(scope.table, of);
  const value = write(w, scope, operation, column);
  if (aggregate.where !== undefined) {
    w.mark("?");
    w.add(" filter (where ");
    writeWhere(w, scope, aggregate.where);
    w.add(")");
  }
  return value;
}

function writeOfRelation(
  w: SqlWriter,
  scope: Scope,
  aggregate: Aggregate<unknown>,
  relation: Exclude<Relation, { kind: "one" }>,
  property: string | undefined,
): AggregateColumn {
  const inner: Scope = { table: relation.target, alias: w.alias() };
  const column = property === undefined ? undefined : columnOf(relation.target, property);
  w.add("(select ");
  const value = write(w, inner, aggregate.operation, column);
  w.add(" from ");
  writeLink(w, scope, relation, inner);
  if (aggregate.where !== undefined) {
    w.mark("?");
    w.add(" and ");
    writeWhere(w, inner, aggregate.where);
  }
  w.add(")");
  return value;
}

function write(
  w: SqlWriter,
  scope: Scope,
  operation: Aggregate<unknown>["operation"],
  column: Column | undefined,
): AggregateColumn {
  if (operation === "count") {
    w.add(column === undefined ? "count(*)" : `count(${columnSql(scope, column)})`);
    return { decode: Number };
  }
  if (column === undefined) throw BAD_QUERY(scope.table.name, `${operation}() wants a column`);
  const sql = columnSql(scope, column);
  if (operation === "countDistinct") {
    w.add(`count(distinct ${sql})`);
    return { decode: Number };
  }
  if (operation === "min" || operation === "max") return writeExtreme(w, operation, sql, column);
  return writeNumeric(w, scope, operation, sql, column);
}

function writeExtreme(
  w: SqlWriter,
  operation: string,
  sql: string,
  column: Column,
): AggregateColumn {
  const { read, decode } = codecOf(column, w.dialect);
  w.add(read?.(`${operation}(${sql})`) ?? `${operation}(${sql})`);
  return { decode: (raw) => (raw === null || decode === undefined ? raw : decode(raw)) };
}

const NUMERIC: ReadonlySet<string> = new Set(["int", "float", "bigint", "decimal"]);

function writeNumeric(
  w: SqlWriter,
  scope: Scope,
  operation: "sum" | "avg",
  sql: string,
  column: Column,
): AggregateColumn {
  const { type, scale = 2 } = column.field.facts;
  if (!NUMERIC.has(type))
    throw BAD_QUERY(
      scope.table.name,
      `${operation}() wants numbers, and "${column.property}" is ${type}`,
    );
  const { read, decode } = codecOf(column, w.dialect);
  if (operation === "avg") {
    const unit = type === "decimal" && w.dialect.name === "sqlite" ? 10 ** scale : 1;
    w.add(w.dialect.averageOf(sql));
    return { decode: (raw) => (raw === null ? null : Number(raw) / unit) };
  }
  const total = `coalesce(sum(${sql}), 0)`;
  w.add(
    type === "bigint" || type === "decimal" ? `cast(${total} as text)` : (read?.(total) ?? total),
  );
  if (type === "decimal" && decode === undefined)
    return { decode: (raw) => (raw === "0" ? (0).toFixed(scale) : raw) };
  return { decode: decode === undefined ? Number : decode };
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
