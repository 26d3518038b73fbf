import { COMPARISONS } from "../sql/comparisons.ts";
import type { Dialect } from "../connections/driver.ts";
import { quoted } from "../tables/names.ts";
import { MIGRATION_BAD_CONDITION } from "./errors.ts";
import type { ColumnState, Literal } from "./schema-state.ts";
import { sqlLiteral } from "./sql-literal.ts";

/** What a column is tested for: a value, or operators that must all hold. */
export type Test =
  | Literal
  | {
      readonly eq?: Literal;
      /** Differs, null counting as a value like any other. */
      readonly not?: Literal;
      readonly in?: readonly Literal[];
      readonly notIn?: readonly Literal[];
      readonly between?: readonly [Literal, Literal];
      readonly lt?: Literal;
      readonly lte?: Literal;
      readonly gt?: Literal;
      readonly gte?: Literal;
      /** `true`: is null; `false`: is not. */
      readonly null?: boolean;
    };

/** A condition on columns as plain data: an object means all of, an array any of; `not` holds a condition. */
export type Condition = { readonly [column: string]: Test | Condition } | readonly Condition[];

const SIGNS: Readonly<Record<string, string>> = { eq: "=", ...COMPARISONS };

/** Writes a condition as SQL with its values in it: DDL takes no parameters. */
export function conditionSql(
  condition: Condition,
  columns: Readonly<Record<string, ColumnState>>,
  dialect: Dialect,
): string {
  if (isAnyOf(condition)) {
    if (condition.length === 0) throw MIGRATION_BAD_CONDITION("[]", "is empty");
    const parts = condition.map((part) => conditionSql(part, columns, dialect));
    return parts.length === 1 ? parts[0]! : parts.map((part) => `(${part})`).join(" or ");
  }
  const parts = Object.entries(condition).flatMap(([name, test]) => {
    if (name === "not")
      return [`(${conditionSql(test as Condition, columns, dialect)}) is not true`];
    const column = columns[name];
    if (column === undefined)
      throw MIGRATION_BAD_CONDITION(name, `is not a column (${Object.keys(columns).join(", ")})`);
    return testsSql({ name: quoted(name), column, dialect }, test);
  });
  if (parts.length === 0) throw MIGRATION_BAD_CONDITION("{}", "is empty");
  return parts.join(" and ");
}

/** The columns that a condition is about. */
export function columnsOfCondition(condition: Condition): string[] {
  if (isAnyOf(condition)) return condition.flatMap(columnsOfCondition);
  return Object.entries(condition).flatMap(([name, test]) =>
    name === "not" ? columnsOfCondition(test as Condition) : [name],
  );
}

/** The same condition after a column was renamed. */
export function renameInCondition(condition: Condition, from: string, to: string): Condition {
  if (isAnyOf(condition)) return condition.map((part) => renameInCondition(part, from, to));
  return Object.fromEntries(
    Object.entries(condition).map(([name, test]) =>
      name === "not"
        ? [name, renameInCondition(test as Condition, from, to)]
        : [name === from ? to : name, test],
    ),
  );
}

function isAnyOf(condition: Condition): condition is readonly Condition[] {
  return Array.isArray(condition);
}

interface TestedColumn {
  /** Quoted. */
  readonly name: string;
  readonly column: ColumnState;
  readonly dialect: Dialect;
}

function testsSql(tested: TestedColumn, test: Test): string[] {
  const isOperators = typeof test === "object" && test !== null && !Array.isArray(test);
  const operators = isOperators ? test : { eq: test as Literal };
  return Object.entries(operators).map(([operator, value]) => testSql(tested, operator, value));
}

function testSql(tested: TestedColumn, operator: string, value: Literal): string {
  const { name, column, dialect } = tested;
  const literal = (item: Literal): string => sqlLiteral(item, column, dialect);
  const items = Array.isArray(value) ? (value as readonly Literal[]) : [];
  if (operator === "null") return `${name} is ${value === true ? "" : "not "}null`;
  if (operator === "in" && items.length > 0) return `${name} in (${items.map(literal).join(", ")})`;
  if (operator === "notIn" && items.length > 0)
    return orNull(tested, `not in (${items.map(literal).join(", ")})`);
  if (operator === "between" && items.length === 2)
    return `${name} between ${literal(items[0]!)} and ${literal(items[1]!)}`;
  if (value === null && operator === "eq") return `${name} is null`;
  if (value === null && operator === "not") return `${name} is not null`;
  if (operator === "not") return orNull(tested, `<> ${literal(value)}`);
  if (Object.hasOwn(SIGNS, operator)) return `${name} ${SIGNS[operator]} ${literal(value)}`;
  const known = [...Object.keys(SIGNS), "not", "in", "notIn", "between", "null"].join(", ");
  throw MIGRATION_BAD_CONDITION(operator, `is not an operator of theirs (${known})`);
}

/** SQL says of null neither that it differs nor that it does not; conditions say that it does. */
function orNull({ name, column }: TestedColumn, test: string): string {
  return column.nullable === true ? `(${name} is null or ${name} ${test})` : `${name} ${test}`;
}
