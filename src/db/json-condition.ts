import { UNKNOWN_OPERATOR, WRONG_VALUE } from "./errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import type { Column } from "./table.ts";

const OPERATORS: Readonly<Record<string, string>> = {
  eq: "=",
  not: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};
const KNOWN = ["path", ...Object.keys(OPERATORS), "in", "contains", "icontains"];

/** Writes a `JsonComparison`: `{ path: "address.city", eq: "Paris" }`. */
export function writeJsonComparison(
  w: SqlWriter,
  column: Column,
  sql: string,
  condition: Readonly<Record<string, unknown>>,
): void {
  const name = `${column.table.name}.${column.property}`;
  const { path, ...operators } = condition;
  if (typeof path !== "string" || path === "")
    throw WRONG_VALUE(name, 'a path such as "address.city"', path);
  const entries = Object.entries(operators);
  if (entries.length === 0) throw WRONG_VALUE(name, "an operator beside the path", condition);
  for (const [index, [operator, value]] of entries.entries()) {
    if (index > 0) w.add(" and ");
    w.mark(`.${JSON.stringify(path)}${operator}`);
    writeOperator(w, name, operator, value, (like) =>
      w.dialect.jsonValue(sql, path.split("."), like),
    );
  }
}

function writeOperator(
  w: SqlWriter,
  name: string,
  operator: string,
  value: unknown,
  at: (like: unknown) => string,
): void {
  if (operator === "in") return writeIn(w, name, value, at);
  if (operator === "contains" || operator === "icontains") {
    if (typeof value !== "string") throw WRONG_VALUE(name, `a text for ${operator}`, value);
    return w.dialect.writeText(w, at(value), "contains", value, operator === "icontains");
  }
  const symbol = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (symbol === undefined) throw UNKNOWN_OPERATOR(name, operator, KNOWN);
  if (value === null && (operator === "eq" || operator === "not")) {
    w.mark("0");
    return w.add(`${at("")} is ${operator === "not" ? "not " : ""}null`);
  }
  if (!isScalar(value)) throw WRONG_VALUE(name, "a text, a number or a boolean", value);
  w.mark((typeof value)[0]!);
  w.add(`${at(value)} ${operator === "not" ? w.dialect.isNot : symbol} `);
  writeScalar(w, value);
}

function writeIn(w: SqlWriter, name: string, values: unknown, at: (like: unknown) => string): void {
  if (!Array.isArray(values) || !values.every(isScalar))
    throw WRONG_VALUE(name, "an array of values for in", values);
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size > 1) throw WRONG_VALUE(name, "values of one type for in", values);
  w.mark((typeof values[0])[0]!);
  w.dialect.writeIn(
    w,
    at(values[0]),
    values.map((value) => sqlScalar(w, value)),
  );
}

function writeScalar(w: SqlWriter, value: string | number | boolean): void {
  w.param(sqlScalar(w, value));
}

/** SQLite gives JSON's true and false as 1 and 0. */
function sqlScalar(w: SqlWriter, value: string | number | boolean): unknown {
  return typeof value === "boolean" && w.dialect.name === "sqlite" ? Number(value) : value;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
