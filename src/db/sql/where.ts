import { nearest } from "../../core/index.ts";
import type { Codec } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { BAD_QUERY, UNKNOWN_FIELD, UNKNOWN_OPERATOR, wrongCondition } from "../errors.ts";
import { type Expression, isExpression } from "../queries/expression.ts";
import { writeJsonComparison } from "./json-condition.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { hasNul, NO_NUL, requireFindable } from "./text-to-find.ts";
import type { Column, Relation, Table, ToOne } from "../tables/table.ts";

/** A table under the name that the statement knows it by. */
export interface Scope {
  readonly table: Table;
  readonly alias: string;
}

/** A condition that writes itself: raw SQL, and what the framework needs beyond `Where`. */
export abstract class WrittenCondition {
  declare readonly "~condition": true;
  abstract write(w: SqlWriter, scope: Scope): void;
}

/** `t0."title"` */
export function columnSql(scope: Scope, column: Column): string {
  return `${scope.alias}.${column.quoted}`;
}

/**
 * Writes a condition of the form of `Where`.
 *
 * Every condition is true or false of a row, never unknown: so `not` and `exclude` give exactly the other rows.
 *
 * @throws `DB_UNKNOWN_FIELD`, `DB_UNKNOWN_OPERATOR`, `DB_WRONG_VALUE` (400): names and values are checked.
 */
export function writeWhere(w: SqlWriter, scope: Scope, condition: unknown): void {
  // What comes from outside could nest until the stack or the database's parser overflows.
  if (++w.depth > DEEPEST)
    throw wrongCondition(scope.table.name, `at most ${DEEPEST} conditions in each other`, "more");
  if (condition instanceof WrittenCondition) {
    w.add("(");
    condition.write(w, scope);
    w.add(")");
  } else if (Array.isArray(condition)) {
    if (condition.length === 0) countCondition(w, scope);
    writeAny(w, condition, (part) => writeWhere(w, scope, part));
  } else if (isPlainObject(condition)) writeAll(w, scope, condition);
  else throw wrongCondition(scope.table.name, "a condition: an object or an array", condition);
  w.depth--;
}

const DEEPEST = 50;
/** SQLite reads a statement in a time that grows with the square: 5,000 in 0.15 s, 20,000 in 15 s. */
const MOST = 5000;
/** Each `or` is a level deeper for SQLite, which takes 1,000; in brackets they count once. */
const TOGETHER = 200;

function writeAny<T>(w: SqlWriter, parts: readonly T[], write: (part: T) => void): void {
  w.mark("[");
  w.add(parts.length === 0 ? "(1 = 0" : "((");
  for (const [index, part] of parts.entries()) {
    if (index > 0) w.add(index % TOGETHER === 0 ? ") or (" : " or ");
    write(part);
    w.mark(",");
  }
  w.add(parts.length === 0 ? ")" : "))");
  w.mark("]");
}

function writeAll(w: SqlWriter, scope: Scope, condition: Readonly<Record<string, unknown>>): void {
  w.mark("{");
  let isFirst = true;
  // Own keys only; a key such as "__proto__" is looked up like any other and not found.
  for (const key of Object.keys(condition)) {
    w.add(isFirst ? "(" : " and ");
    isFirst = false;
    writeMember(w, scope, key, condition[key]);
    w.mark(",");
  }
  if (isFirst) countCondition(w, scope);
  w.add(isFirst ? "1 = 1" : ")");
  w.mark("}");
}

function countCondition(w: SqlWriter, { table }: Scope): void {
  if (++w.conditions > MOST)
    throw wrongCondition(
      table.name,
      `at most ${MOST} conditions in one query (\`in\` is one)`,
      "more",
    );
}

function writeMember(w: SqlWriter, scope: Scope, key: string, value: unknown): void {
  const { table } = scope;
  const column = table.columnOf.get(key);
  if (column !== undefined) return writeColumn(w, scope, column, value);
  const relation = table.relations.get(key);
  if (relation !== undefined) return writeRelation(w, scope, relation, value);
  if (key === "not") return writeNot(w, () => writeWhere(w, scope, value));
  const known = [...table.columnOf.keys(), ...table.relations.keys(), "not"];
  throw UNKNOWN_FIELD(table.name, key, nearest(key, known));
}

/** Writes the opposite of a condition. */
export function writeNot(w: SqlWriter, write: () => void): void {
  w.mark("!");
  w.add("((");
  write();
  w.add(") is not true)");
}

function writeColumn(w: SqlWriter, scope: Scope, column: Column, value: unknown): void {
  w.mark(column.property);
  countCondition(w, scope);
  const sql = columnSql(scope, column);
  if (JSON_TYPES.has(column.field.facts.type)) return writeJson(w, column, sql, value);
  if (Array.isArray(value)) return writeOneOf(w, sql, column, value, "in");
  if (!isPlainObject(value) || isExpression(value))
    return writeOperator(w, scope, column, "eq", value);
  const operators = Object.keys(value);
  if (operators.length === 0)
    throw wrongCondition(fieldName(column), "a value or operators", value);
  for (const [index, operator] of operators.entries()) {
    if (index > 0) w.add(" and ");
    writeOperator(w, scope, column, operator, value[operator]);
  }
}

const JSON_TYPES: ReadonlySet<string> = new Set(["json", "list"]);

function writeJson(w: SqlWriter, column: Column, sql: string, value: unknown): void {
  if (isPlainObject(value)) return writeJsonComparison(w, column, sql, value);
  if (value !== null) return writeJsonComparison(w, column, sql, { eq: value });
  w.mark(".eq0");
  w.add(`${sql} is null`);
}

const COMPARISONS: Readonly<Record<string, string>> = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
const TEXT_OPERATORS: Readonly<
  Record<string, readonly ["contains" | "startsWith" | "endsWith" | "eq", boolean]>
> = {
  contains: ["contains", false],
  icontains: ["contains", true],
  startsWith: ["startsWith", false],
  istartsWith: ["startsWith", true],
  endsWith: ["endsWith", false],
  iendsWith: ["endsWith", true],
  ieq: ["eq", true],
};
const TEXT_TYPES: ReadonlySet<string> = new Set(["text", "slug", "email", "url", "choice"]);

function writeOperator(
  w: SqlWriter,
  scope: Scope,
  column: Column,
  operator: string,
  value: unknown,
): void {
  w.mark(`.${operator}`);
  const sql = columnSql(scope, column);
  if (operator === "eq" || operator === "not")
    return writeEquality(w, scope, column, operator, value);
  if (Object.hasOwn(COMPARISONS, operator)) {
    w.add(`${sql} ${COMPARISONS[operator]} `);
    return writeValue(w, scope, column, value);
  }
  if (operator === "in" || operator === "notIn") return writeOneOf(w, sql, column, value, operator);
  if (operator === "between") return writeBetween(w, scope, column, value);
  const ofText = Object.hasOwn(TEXT_OPERATORS, operator) ? TEXT_OPERATORS[operator] : undefined;
  if (ofText !== undefined && TEXT_TYPES.has(column.field.facts.type)) {
    if (typeof value !== "string")
      throw wrongCondition(fieldName(column), `a text for ${operator}`, value);
    requireFindable(fieldName(column), operator, value);
    return w.dialect.writeText(w, sql, ofText[0], value, ofText[1]);
  }
  throw UNKNOWN_OPERATOR(fieldName(column), operator, operatorsOf(column));
}

function writeEquality(
  w: SqlWriter,
  scope: Scope,
  column: Column,
  operator: "eq" | "not",
  value: unknown,
): void {
  const sql = columnSql(scope, column);
  if (value === null) {
    w.mark("0");
    return w.add(operator === "eq" ? `${sql} is null` : `${sql} is not null`);
  }
  const other = isExpression(value) ? columnMeant(scope, column, value) : undefined;
  const isNullable = column.field.facts.nullable || other?.field.facts.nullable === true;
  const equals = isNullable && other !== undefined ? w.dialect.is : "=";
  const differs = isNullable ? w.dialect.isNot : "<>";
  w.add(`${sql} ${operator === "eq" ? equals : differs} `);
  writeValue(w, scope, column, value);
}

/** A value of the column, checked and encoded, or another column. */
function writeValue(w: SqlWriter, scope: Scope, column: Column, value: unknown): void {
  if (!isExpression(value)) return w.param(encoded(column, value, w));
  const other = columnMeant(scope, column, value);
  w.mark(`=${other.property}`);
  w.add(columnSql(scope, other));
}

/** The column that `column("…")` names. */
function columnMeant(
  scope: Scope,
  column: Column,
  { operation, column: name }: Expression,
): Column {
  if (operation !== "column" || name === undefined)
    throw wrongCondition(fieldName(column), "a value or column(…)", operation);
  const other = scope.table.columnOf.get(name);
  if (other === undefined)
    throw UNKNOWN_FIELD(scope.table.name, name, nearest(name, [...scope.table.columnOf.keys()]));
  if (kindOf(other) !== kindOf(column))
    throw wrongCondition(fieldName(column), `a column of ${column.field.facts.type}`, name);
  return other;
}

/** What columns can be compared with each other by. */
function kindOf({ field: { facts } }: Column): string {
  if (TEXT_TYPES.has(facts.type)) return "text";
  if (facts.type === "decimal") return `decimal ${facts.scale}`;
  return facts.type === "bigint" || facts.type === "float" ? "int" : facts.type;
}

function writeOneOf(
  w: SqlWriter,
  sql: string,
  column: Column,
  values: unknown,
  operator: "in" | "notIn",
): void {
  if (!Array.isArray(values))
    throw wrongCondition(fieldName(column), `an array for ${operator}`, values);
  const present = values.filter((value) => value !== null);
  const hasNull = present.length < values.length;
  w.mark(`#${operator}${hasNull ? "0" : ""}`);
  w.add("(");
  if (operator === "notIn")
    w.add(column.field.facts.nullable && !hasNull ? `${sql} is null or not ` : "not ");
  w.add("(");
  w.dialect.writeIn(
    w,
    sql,
    present.map((value) => encoded(column, value, w)),
  );
  if (hasNull) w.add(` or ${sql} is null`);
  w.add("))");
}

function writeBetween(w: SqlWriter, scope: Scope, column: Column, value: unknown): void {
  if (!Array.isArray(value) || value.length !== 2)
    throw wrongCondition(fieldName(column), "two values for between", value);
  w.add(`${columnSql(scope, column)} between `);
  writeValue(w, scope, column, value[0]);
  w.mark("&");
  w.add(" and ");
  writeValue(w, scope, column, value[1]);
}

function encoded(column: Column, value: unknown, w: SqlWriter): unknown {
  const codec: Codec = codecOf(column, w.dialect);
  if (!codec.accepts(value)) throw wrongCondition(fieldName(column), codec.wanted, value);
  if (hasNul(value)) throw wrongCondition(fieldName(column), NO_NUL, value);
  return codec.encode === undefined ? value : codec.encode(value);
}

function operatorsOf(column: Column): string[] {
  const ofText = TEXT_TYPES.has(column.field.facts.type) ? Object.keys(TEXT_OPERATORS) : [];
  return ["eq", "not", "in", "notIn", ...Object.keys(COMPARISONS), "between", ...ofText];
}

function fieldName(column: Column): string {
  return `${column.table.name}.${column.property}`;
}

function writeRelation(w: SqlWriter, scope: Scope, relation: Relation, value: unknown): void {
  w.mark(relation.property);
  if (relation.kind !== "one") return writeSome(w, scope, relation, value);
  const { column, target } = relation;
  if (isOfRow(target, value)) return writeOfRow(w, scope, relation, value);
  if (Array.isArray(value))
    return writeAny(w, value, (part) => writeRelation(w, scope, relation, part));
  if (!isCondition(value)) return writeColumn(w, scope, column, keyOf(target, value));
  writeColumn(w, scope, column, keysIn(target, value));
}

/** Whether this says something of a related row, and not just which it is. */
function isOfRow(target: Table, value: unknown): value is object {
  if (Array.isArray(value)) return value.length > 0 && value.every((one) => isOfRow(target, one));
  return isCondition(value) && !isOfKeys(target, value);
}

function writeOfRow(
  w: SqlWriter,
  scope: Scope,
  { column, target }: ToOne,
  condition: object,
): void {
  const inner = { table: target, alias: w.alias() };
  const [own, key] = [columnSql(scope, column), columnSql(inner, target.key[0]!)];
  const from = `from ${target.quoted} ${inner.alias} where`;
  // SQLite puts 700,000 posts into a list (450 ms) to look up the 20 that the comments of a page belong to.
  if (w.wantsFew && w.dialect.makesListsWhole && !isOfOne(target, condition)) {
    w.mark("?");
    w.add(`exists (select 1 ${from} ${key} = ${own} and `);
  } else w.add(`${own} in (select ${key} ${from} `);
  writeWhere(w, inner, condition);
  w.add(")");
}

/** Whether one row at most can meet a condition: then it is looked up first. */
function isOfOne(table: Table, condition: object): boolean {
  if (Array.isArray(condition)) return condition.every((one: object) => isOfOne(table, one));
  return Object.entries(condition).some(([name, value]) => {
    const column = table.columnOf.get(name);
    const isUnique =
      column?.field.facts.unique === true || (column?.isKey && table.key.length === 1);
    return isUnique && (typeof value !== "object" || value instanceof Date);
  });
}

/** Some row of a to-many relation meets the condition; no join, so no row comes twice. */
function writeSome(
  w: SqlWriter,
  scope: Scope,
  relation: Exclude<Relation, { kind: "one" }>,
  value: unknown,
): void {
  if (!isCondition(value) && !Array.isArray(value)) {
    throw BAD_QUERY(
      scope.table.name,
      `"${relation.property}" is to many and wants conditions on its rows`,
    );
  }
  countCondition(w, scope);
  const inner = { table: relation.target, alias: w.alias() };
  w.add("exists (select 1 from ");
  writeLink(w, scope, relation, inner);
  w.add(" and ");
  writeWhere(w, inner, value);
  w.add(")");
}

/** `comment t1 where t1.post_id = t0.id`, or the same through a join table. */
export function writeLink(
  w: SqlWriter,
  scope: Scope,
  relation: Exclude<Relation, { kind: "one" }>,
  inner: Scope,
): void {
  const own = columnSql(scope, scope.table.key[0]!);
  if (relation.kind === "many") {
    return w.add(
      `${inner.table.quoted} ${inner.alias} where ${columnSql(inner, relation.by)} = ${own}`,
    );
  }
  const join = { table: relation.join, alias: w.alias() };
  w.add(
    `${join.table.quoted} ${join.alias} join ${inner.table.quoted} ${inner.alias} on ${columnSql(inner, inner.table.key[0]!)} = ${columnSql(join, relation.far)}`,
  );
  w.add(` where ${columnSql(join, relation.near)} = ${own}`);
}

/** Whether this says something of a related row, and is no key. */
function isCondition(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? !isExpression(value) : value instanceof WrittenCondition;
}

/** The key of a row that is given where a key is wanted; any other value as it is. */
function keyOf(target: Table, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !(value instanceof target.model)) return value;
  return (value as unknown as Record<string, unknown>)[target.key[0]!.property] ?? value;
}

const OF_KEYS: ReadonlySet<string> = new Set(["eq", "not", "in", "notIn"]);

/** Whether these are operators on the foreign key, and not conditions on the row that it points at. */
function isOfKeys(target: Table, value: Readonly<Record<string, unknown>>): boolean {
  const entries = Object.entries(value);
  const isOperator = ([name, operand]: [string, unknown]): boolean =>
    OF_KEYS.has(name) &&
    !target.columnOf.has(name) &&
    !isPlainObject(operand) &&
    (name !== "not" || !Array.isArray(operand));
  return entries.length > 0 && entries.every(isOperator);
}

function keysIn(target: Table, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const key = (operand: unknown): unknown => keyOf(target, operand);
  return Object.fromEntries(
    Object.entries(value).map(([name, operand]) => [
      name,
      Array.isArray(operand) ? operand.map(key) : key(operand),
    ]),
  );
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
