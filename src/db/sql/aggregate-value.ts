import { BAD_QUERY } from "../errors.ts";
import type { Aggregate } from "../queries/aggregate.ts";
import type { Column } from "../tables/table.ts";
import type { Codec } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { columnSql, type Scope } from "./scope.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { TEXT_TYPES } from "./text-types.ts";

/** How the value of an aggregate is read, and what it can be compared with. */
export interface AggregateColumn extends Pick<Codec, "wanted" | "accepts" | "encode"> {
  decode(raw: unknown): unknown;
}

/** `"read"`: as the driver can carry it; `"compared"`: as the database compares it. */
export type AggregateForm = "read" | "compared";

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

/** Writes an aggregate of a column up to where its filter stands; `count` goes without a column. */
export function writeAggregateValue(
  w: SqlWriter,
  scope: Scope,
  operation: Aggregate<unknown>["operation"],
  column: Column | undefined,
  form: AggregateForm,
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
  refuseUnlessNumbers(operation, column);
  return operation === "avg" ? writeMean(w, sql, column) : writeSum(w, sql, column, form);
}

/** As JSON in text, which both drivers carry. */
function writeCollected(w: SqlWriter, sql: string, column: Column, form: AggregateForm): Written {
  const { type } = column.field.facts;
  if (!TEXT_TYPES.has(type))
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
  form: AggregateForm,
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

function refuseUnlessNumbers(operation: "sum" | "avg", column: Column): void {
  const { type } = column.field.facts;
  if (!NUMERIC.has(type))
    throw BAD_QUERY(
      column.table.name,
      `${operation}() wants numbers, and "${column.property}" is ${type}`,
    );
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
function writeSum(w: SqlWriter, sql: string, column: Column, form: AggregateForm): Written {
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
