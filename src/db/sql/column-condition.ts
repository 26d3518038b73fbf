import { nearest } from "../../core/index.ts";
import { UNKNOWN_FIELD, UNKNOWN_OPERATOR, wrongCondition } from "../errors.ts";
import { type Expression, isExpression } from "../queries/expression.ts";
import type { Column } from "../tables/table.ts";
import type { Codec } from "./codec.ts";
import { codecOf } from "./codec-of.ts";
import { COMPARISONS } from "./comparisons.ts";
import { countCondition } from "./count-condition.ts";
import { writeJsonComparison } from "./json-condition.ts";
import { literalOf, partialValues } from "./partial-values.ts";
import { isPlainObject } from "./plain-object.ts";
import { columnSql, type Scope } from "./scope.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { hasNul, NO_NUL, requireFindable } from "./text-to-find.ts";
import { TEXT_TYPES } from "./text-types.ts";

/**
 * Writes the condition that a column is to meet: a value, a list of them, or operators.
 *
 * @throws `DB_UNKNOWN_OPERATOR`, `DB_WRONG_VALUE` (400)
 */
export function writeColumnCondition(
  w: SqlWriter,
  scope: Scope,
  column: Column,
  value: unknown,
): void {
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
  if (!isExpression(value)) return writeConstant(w, column, value);
  const other = columnMeant(scope, column, value);
  w.mark(`=${other.property}`);
  w.add(columnSql(scope, other));
}

/** As a parameter, except for what an index has to see in the SQL. */
function writeConstant(w: SqlWriter, column: Column, value: unknown): void {
  const raw = encoded(column, value, w);
  const named = partialValues(column);
  const literal = named?.has(value) === true ? literalOf(raw) : undefined;
  if (literal !== undefined) {
    w.mark(literal);
    return w.add(literal);
  }
  if (named !== undefined) w.add(w.dialect.unseen);
  w.param(raw);
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
