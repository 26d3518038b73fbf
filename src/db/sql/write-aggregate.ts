import { nearest } from "../../core/index.ts";
import type { Aggregate } from "../queries/aggregate.ts";
import type { Codec } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { BAD_QUERY, UNKNOWN_FIELD } from "../errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column, Relation, Table } from "../tables/table.ts";
import { columnSql, type Scope } from "./scope.ts";
import { writeLink, writeWhere } from "./where.ts";

/** How the value of an aggregate is read, and what it can be compared with. */
export interface AggregateColumn extends Pick<Codec, "wanted" | "accepts" | "encode"> {
  decode(raw: unknown): unknown;
}

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
 *
 * @param form `"read"`: as the driver can carry it; `"compared"`: as the database compares it.
 */
export function writeAggregate(
  w: SqlWriter,
  scope: Scope,
  aggregate: Aggregate<unknown>,
  form: "read" | "compared" = "read",
): AggregateColumn {
  const { operation, of } = aggregate;
  w.mark(`${operation}(${of ?? ""})`);
  const path = of === undefined ? undefined : pathOf(scope.table, of.split("."));
  if (path !== undefined) return writeOfRelation(w, scope, aggregate, path, form);
  const column = of === undefined ? undefined : columnOf(scope.table, of);
  const value = write(w, scope, operation, column, form);
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
  form: "read" | "compared",
): AggregateColumn {
  const inner: Scope = { table: relation.target, alias: w.alias() };
  const column = property === undefined ? undefined : columnOf(relation.target, property);
  w.add("(select ");
  const value = write(w, inner, aggregate.operation, column, form);
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

/** What stands after the aggregate and its filter, and how the value is read. */
interface Written {
  readonly end: string;
  readonly column: AggregateColumn;
}

const COUNT: AggregateColumn = {
  wanted: "a whole number",
  accepts: Number.isSafeInteger,
  decode: Number,
};

function write(
  w: SqlWriter,
  scope: Scope,
  operation: Aggregate<unknown>["operation"],
  column: Column | undefined,
  form: "read" | "compared",
): Written {
  if (operation === "count") {
    w.add(column === undefined ? "count(*)" : `count(${columnSql(scope, column)})`);
    return { end: "", column: COUNT };
  }
  if (column === undefined) throw BAD_QUERY(scope.table.name, `${operation}() wants a column`);
  const sql = columnSql(scope, column);
  if (operation === "countDistinct") {
    w.add(`count(distinct ${sql})`);
    return { end: "", column: COUNT };
  }
  if (operation === "collect") return writeCollected(w, sql, column, form);
  if (operation === "min" || operation === "max")
    return writeExtreme(w, operation, sql, column, form);
  return writeNumeric(w, operation, sql, column, form);
}

const TEXTS: ReadonlySet<string> = new Set(["text", "slug", "email", "url", "choice"]);

/** As JSON in text, which both drivers carry. */
function writeCollected(
  w: SqlWriter,
  sql: string,
  column: Column,
  form: "read" | "compared",
): Written {
  const { type } = column.field.facts;
  if (!TEXTS.has(type))
    throw BAD_QUERY(
      column.table.name,
      `collect() wants texts, and "${column.property}" is ${type}`,
    );
  if (form === "compared") throw BAD_QUERY(column.table.name, "what collect() gives has no order");
  w.add(`cast(coalesce(${w.dialect.jsonArray}(${sql} order by ${sql})`);
  return {
    end: ", '[]') as text)",
    column: {
      wanted: "nothing",
      accepts: () => false,
      decode: (raw) => JSON.parse(raw as string),
    },
  };
}

const UNSORTED: ReadonlySet<string> = new Set(["bool", "json", "list", "bytes", "uuid"]);

function writeExtreme(
  w: SqlWriter,
  operation: string,
  sql: string,
  column: Column,
  form: "read" | "compared",
): Written {
  const { type } = column.field.facts;
  // PostgreSQL knows no least of these.
  if (UNSORTED.has(type))
    throw BAD_QUERY(
      column.table.name,
      `${operation}() cannot be of "${column.property}", which is ${type}`,
    );
  const { read, decode, ...codec } = codecOf(column, w.dialect);
  const end = opened(w, form === "read" ? read : undefined);
  w.add(`${operation}(${sql})`);
  return {
    end,
    column: {
      ...codec,
      decode: (raw) => (raw === null || decode === undefined ? raw : decode(raw)),
    },
  };
}

/** Writes what `read` puts before its argument; gives what it puts after it. */
function opened(w: SqlWriter, read: Codec["read"]): string {
  const [before = "", after = ""] = read?.("\0").split("\0") ?? [];
  w.add(before);
  return after;
}

const NUMERIC: ReadonlySet<string> = new Set(["int", "float", "bigint", "decimal"]);

function writeNumeric(
  w: SqlWriter,
  operation: "sum" | "avg",
  sql: string,
  column: Column,
  form: "read" | "compared",
): Written {
  const { type } = column.field.facts;
  if (!NUMERIC.has(type))
    throw BAD_QUERY(
      column.table.name,
      `${operation}() wants numbers, and "${column.property}" is ${type}`,
    );
  return operation === "avg" ? writeMean(w, sql, column) : writeSum(w, sql, column, form);
}

function writeMean(w: SqlWriter, sql: string, column: Column): Written {
  const { type, scale = 2 } = column.field.facts;
  const unit = type === "decimal" && w.dialect.name === "sqlite" ? 10 ** scale : 1;
  const end = opened(w, w.dialect.asFloat);
  w.add(`avg(${sql})`);
  return {
    end,
    column: {
      wanted: "a number",
      accepts: Number.isFinite,
      encode: (value: number) => value * unit,
      decode: (raw) => (raw === null ? null : Number(raw) / unit),
    },
  };
}

const WIDE: ReadonlySet<string> = new Set(["bigint", "decimal"]);

/** 0 for no rows. Text where a number of JavaScript would lose digits. */
function writeSum(w: SqlWriter, sql: string, column: Column, form: "read" | "compared"): Written {
  const { type, scale = 2 } = column.field.facts;
  const { decode, accepts, wanted, encode } = codecOf(column, w.dialect);
  const isText = form === "read" && WIDE.has(type);
  w.add(`${isText ? "cast(" : ""}coalesce(sum(${sql})`);
  const fixed = (raw: unknown): unknown => (raw === "0" ? (0).toFixed(scale) : raw);
  return {
    end: `, 0)${isText ? " as text)" : ""}`,
    column: {
      wanted: type === "int" ? "a number" : wanted,
      accepts: type === "int" ? Number.isFinite : accepts,
      encode,
      decode: decode ?? (type === "decimal" ? fixed : Number),
    },
  };
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
