import { nearest } from "../../core/index.ts";
import { codecOf } from "./codec-of.ts";
import { BAD_QUERY, UNKNOWN_FIELD, WRONG_VALUE } from "../errors.ts";
import { quoted } from "../tables/names.ts";
import type { Direction } from "../queries/order.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column } from "../tables/table.ts";
import { isPlainObject } from "./plain-object.ts";
import { columnSql, type Scope } from "./scope.ts";

/** What the writer of an order has to know beside the table. */
interface OrderOptions {
  /** Turns every direction round. */
  readonly isReversed: boolean;
  /** Names of annotated values, which are sorted by their alias. */
  readonly annotations: ReadonlySet<string>;
  /** What a distinct query selects: it can be sorted by nothing else. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Whether a column that may be null is not in these rows, so that its nulls need no place. */
  readonly isNeverNull?: (column: Column) => boolean;
}

/** One way to sort: by a name, and how. */
export type Term = readonly [name: string, how: unknown];

/** The terms of an order: `"-title"`, or an object of which each member is a term. */
export function termsOf(order: readonly unknown[]): Term[] {
  return order.flatMap((term): Term[] => {
    if (typeof term === "string")
      return [term.startsWith("-") ? [term.slice(1), { desc: true }] : [term, {}]];
    if (isPlainObject(term)) return Object.entries(term);
    throw WRONG_VALUE("order", 'a name such as "-title" or an object', term);
  });
}

/** Writes the terms of an order, with commas, without `order by`. */
export function writeOrder(
  w: SqlWriter,
  scope: Scope,
  order: readonly unknown[],
  options: OrderOptions,
): void {
  for (const [index, term] of termsOf(order).entries()) {
    if (index > 0) w.add(", ");
    writeTerm(w, scope, term, options);
    w.mark(options.isReversed ? "~" : ";");
  }
}

function writeTerm(w: SqlWriter, scope: Scope, [name, how]: Term, options: OrderOptions): void {
  if (options.only?.has(name) === false)
    throw BAD_QUERY(
      scope.table.name,
      `distinct rows are sorted by what was selected, and "${name}" was not`,
    );
  if (!options.annotations.has(name)) return writeOwnTerm(w, scope, [name, how], [], options);
  w.mark(`@${name}`);
  w.add(quoted(name));
  writeDirection(w, how, true, options, name);
}

/** The way from the query's rows to those of a related table, each step a subquery for one value. */
type Path = readonly { readonly inner: Scope; readonly link: string }[];

function writeOwnTerm(
  w: SqlWriter,
  scope: Scope,
  [name, how]: Term,
  path: Path,
  options: OrderOptions,
): void {
  w.mark(name);
  const { table } = scope;
  const column = table.columnOf.get(name);
  if (column !== undefined) return writeColumnTerm(w, scope, column, how, path, options);
  const relation = table.relations.get(name);
  if (relation?.kind !== "one") {
    const known = [...table.columnOf.keys(), ...options.annotations];
    throw UNKNOWN_FIELD(table.name, name, nearest(name, known));
  }
  const inner = { table: relation.target, alias: w.alias() };
  const key = columnSql(inner, relation.target.key[0]!);
  const link = ` from ${inner.table.quoted} ${inner.alias} where ${key} = ${columnSql(scope, relation.column)})`;
  const terms = termsOf(Array.isArray(how) ? how : [how]);
  if (terms.length === 0) throw WRONG_VALUE(`order ${name}`, "a column of the related row", how);
  for (const [index, term] of terms.entries()) {
    if (index > 0) w.add(", ");
    w.mark(".");
    writeOwnTerm(w, inner, term, [...path, { inner, link }], options);
  }
}

function writeColumnTerm(
  w: SqlWriter,
  scope: Scope,
  column: Column,
  how: unknown,
  path: Path,
  options: OrderOptions,
): void {
  w.add("(select ".repeat(path.length));
  if (Array.isArray(how)) writeCases(w, scope, column, how);
  else w.add(columnSql(scope, column));
  for (const { link } of path.toReversed()) w.add(link);
  const isNullable =
    path.length > 0 || (column.field.facts.nullable && options.isNeverNull?.(column) !== true);
  writeDirection(w, Array.isArray(how) ? {} : how, isNullable, options, column.property);
}

/** The place of the value among the cases; others come after them. */
function writeCases(w: SqlWriter, scope: Scope, column: Column, cases: readonly unknown[]): void {
  const name = `${scope.table.name}.${column.property}`;
  if (cases.length === 0) throw WRONG_VALUE(`order ${name}`, "at least one value", cases);
  const codec = codecOf(column, w.dialect);
  w.mark(`[${cases.length}]`);
  w.add(`case ${columnSql(scope, column)}`);
  for (const [index, value] of cases.entries()) {
    if (!codec.accepts(value)) throw WRONG_VALUE(name, codec.wanted, value);
    w.add(" when ");
    w.param(codec.encode === undefined ? value : codec.encode(value));
    w.add(` then ${index}`);
  }
  w.add(` else ${cases.length} end`);
}

function writeDirection(
  w: SqlWriter,
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
  w.add(`${isDescending ? " desc" : ""}${w.dialect.nulls(isDescending, nulls, isNullable)}`);
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
