import { UNKNOWN_OPERATOR, wrongCondition } from "../errors.ts";
import { COMPARISONS } from "./comparisons.ts";
import type { JsonKind } from "./dialects/dialect.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { hasNul, requireFindable } from "./text-to-find.ts";
import type { Column } from "../tables/table.ts";

const OPERATORS: Readonly<Record<string, string>> = { eq: "=", not: "<>", ...COMPARISONS };
const KNOWN = ["path", ...Object.keys(OPERATORS), "in", "contains", "icontains", "has"];

type Scalar = string | number | boolean;
type ValueAt = (kind: JsonKind) => string;

/** Writes a `JsonComparison`: `{ path: "address.city", eq: "Paris" }`. */
export function writeJsonComparison(
  w: SqlWriter,
  column: Column,
  sql: string,
  condition: Readonly<Record<string, unknown>>,
): void {
  const name = `${column.table.name}.${column.property}`;
  const { path, ...operators } = condition;
  if (Object.hasOwn(condition, "path") && (typeof path !== "string" || path === "" || hasNul(path)))
    throw wrongCondition(name, 'a path such as "address.city"', path);
  const steps = typeof path === "string" ? path.split(".") : [];
  const entries = Object.entries(operators);
  if (entries.length === 0) throw wrongCondition(name, "an operator beside the path", condition);
  for (const [index, [operator, value]] of entries.entries()) {
    if (index > 0) w.add(" and ");
    w.mark(`.${JSON.stringify(steps)}${operator}`);
    if (operator === "has") {
      if (!isScalar(value)) throw wrongCondition(name, SCALAR, value);
      w.dialect.writeJsonHas(w, sql, steps, value);
    } else writeOperator(w, name, operator, value, (kind) => w.dialect.jsonValue(sql, steps, kind));
  }
}

function writeOperator(
  w: SqlWriter,
  name: string,
  operator: string,
  value: unknown,
  at: ValueAt,
): void {
  if (operator === "in") return writeIn(w, name, value, at);
  if (operator === "contains" || operator === "icontains") {
    if (typeof value !== "string") throw wrongCondition(name, `a text for ${operator}`, value);
    requireFindable(name, operator, value);
    return w.dialect.writeText(w, at("string"), "contains", value, operator === "icontains");
  }
  const symbol = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (symbol === undefined) throw UNKNOWN_OPERATOR(name, operator, KNOWN);
  if (value === null && (operator === "eq" || operator === "not")) {
    w.mark("0");
    return w.add(`${at("any")} is ${operator === "not" ? "not " : ""}null`);
  }
  if (!isScalar(value)) throw wrongCondition(name, SCALAR, value);
  w.mark((typeof value)[0]!);
  w.add(`${at(kindOf(value))} ${operator === "not" ? w.dialect.isNot : symbol} `);
  w.param(sqlScalar(w, value));
}

function writeIn(w: SqlWriter, name: string, values: unknown, at: ValueAt): void {
  if (!Array.isArray(values) || !values.every(isScalar))
    throw wrongCondition(name, "an array of values for in", values);
  const kinds = new Set(values.map(kindOf));
  if (kinds.size > 1) throw wrongCondition(name, "values of one type for in", values);
  const [kind = "string"] = kinds;
  w.mark(kind[0]!);
  w.dialect.writeIn(
    w,
    at(kind),
    values.map((value) => sqlScalar(w, value)),
  );
}

/** SQLite gives JSON's true and false as 1 and 0. */
function sqlScalar(w: SqlWriter, value: Scalar): unknown {
  return typeof value === "boolean" && w.dialect.name === "sqlite" ? Number(value) : value;
}

const SCALAR = "a text without the character NUL (U+0000), a number or a boolean";

function isScalar(value: unknown): value is Scalar {
  if (typeof value === "string") return !hasNul(value);
  return typeof value === "boolean" || Number.isFinite(value);
}

function kindOf(value: Scalar): "string" | "number" | "boolean" {
  return typeof value as "string";
}
