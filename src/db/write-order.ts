import { nearest } from "../core/index.ts";
import { codecOf } from "./codec-of.ts";
import { UNKNOWN_FIELD, WRONG_VALUE } from "./errors.ts";
import { quoted } from "./names.ts";
import type { Direction } from "./order.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column } from "./table.ts";
import { columnSql, isPlainObject, type Scope } from "./where.ts";

/** What the writer of an order has to know beside the table. */
interface OrderOptions {
  /** Turns every direction round. */
  readonly isReversed: boolean;
  /** Names of annotated values, which are sorted by their alias. */
  readonly annotations: ReadonlySet<string>;
}

/** Writes the terms of an order, with commas, without `order by`. */
export function writeOrder(
  w: SqlWriter,
  scope: Scope,
  terms: readonly unknown[],
  options: OrderOptions,
): void {
  for (const [index, term] of terms.flatMap(split).entries()) {
    if (index > 0) w.add(", ");
    writeTerm(w, scope, term, options);
    w.mark(options.isReversed ? "~" : ";");
  }
}

type Term = readonly [name: string, how: unknown];

/** `"-title"`, or an object of which each member is a term. */
function split(term: unknown): Term[] {
  if (typeof term === "string")
    return [term.startsWith("-") ? [term.slice(1), { desc: true }] : [term, {}]];
  if (isPlainObject(term)) return Object.entries(term);
  throw WRONG_VALUE("order", 'a name such as "-title" or an object', term);
}

function writeTerm(w: SqlWriter, scope: Scope, [name, how]: Term, options: OrderOptions): void {
  w.mark(name);
  if (options.annotations.has(name))
    return writeDirected(w, quoted(name), how, true, options, name);
  const column = scope.table.columnOf.get(name);
  if (column !== undefined) return writeColumnTerm(w, scope, column, how, options);
  const relation = scope.table.relations.get(name);
  if (relation?.kind !== "one") {
    throw UNKNOWN_FIELD(
      scope.table.name,
      name,
      nearest(name, [...scope.table.columnOf.keys(), ...options.annotations]),
    );
  }
  const inner = { table: relation.target, alias: w.alias() };
  const key = columnSql(inner, relation.target.key[0]!);
  for (const [index, term] of (Array.isArray(how) ? how : [how]).flatMap(split).entries()) {
    if (index > 0) w.add(", ");
    const at = inner.table.columnOf.get(term[0]);
    if (at === undefined)
      throw UNKNOWN_FIELD(
        inner.table.name,
        term[0],
        nearest(term[0], [...inner.table.columnOf.keys()]),
      );
    w.mark(`.${at.property}`);
    const read = `(select ${columnSql(inner, at)} from ${inner.table.quoted} ${inner.alias} where ${key} = ${columnSql(scope, relation.column)})`;
    writeDirected(w, read, term[1], true, options, `${name}.${at.property}`);
  }
}

function writeColumnTerm(
  w: SqlWriter,
  scope: Scope,
  column: Column,
  how: unknown,
  options: OrderOptions,
): void {
  const sql = columnSql(scope, column);
  if (!Array.isArray(how)) {
    return writeDirected(w, sql, how, column.field.facts.nullable, options, column.property);
  }
  const codec = codecOf(column, w.dialect);
  w.mark(`[${how.length}]`);
  w.add(`case ${sql}`);
  for (const [index, value] of how.entries()) {
    if (!codec.accepts(value))
      throw WRONG_VALUE(`${scope.table.name}.${column.property}`, codec.wanted, value);
    w.add(" when ");
    w.param(codec.encode === undefined ? value : codec.encode(value));
    w.add(` then ${index}`);
  }
  w.add(` else ${how.length} end${options.isReversed ? " desc" : ""}`);
}

function writeDirected(
  w: SqlWriter,
  sql: string,
  how: unknown,
  isNullable: boolean,
  options: OrderOptions,
  name: string,
): void {
  const direction = directionOf(name, how);
  const isDescending = (direction.desc === true) !== options.isReversed;
  const turned = direction.nulls === "first" ? "last" : "first";
  const nulls = direction.nulls !== undefined && options.isReversed ? turned : direction.nulls;
  w.mark(`${isDescending ? "-" : "+"}${nulls ?? ""}`);
  w.add(`${sql}${isDescending ? " desc" : ""}${w.dialect.nulls(isDescending, nulls, isNullable)}`);
}

function directionOf(name: string, how: unknown): Direction {
  const wanted = '{ desc: true or false, nulls: "first" or "last" }';
  if (!isPlainObject(how)) throw WRONG_VALUE(`order ${name}`, wanted, how);
  const isKnown = Object.entries(how).every(([key, value]) =>
    key === "desc"
      ? typeof value === "boolean"
      : key === "nulls" && (value === "first" || value === "last"),
  );
  if (!isKnown) throw WRONG_VALUE(`order ${name}`, wanted, how);
  return how;
}
