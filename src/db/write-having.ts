import { nearest } from "../core/index.ts";
import type { Aggregate } from "./aggregate.ts";
import { UNKNOWN_FIELD, UNKNOWN_OPERATOR, WRONG_VALUE } from "./errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { isPlainObject, type Scope } from "./where.ts";
import { writeAggregate } from "./write-aggregate.ts";

const OPERATORS: Readonly<Record<string, string>> = {
  eq: "=",
  not: "<>",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
};

/** Conditions on computed values. The value is computed again, since SQL does not know its name here. */
export function writeHaving(
  w: SqlWriter,
  scope: Scope,
  condition: Readonly<Record<string, unknown>>,
  aggregates: Readonly<Record<string, Aggregate<unknown>>>,
): void {
  w.mark("H");
  w.add("(");
  for (const [index, [name, wanted]] of Object.entries(condition).entries()) {
    const aggregate = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
    if (aggregate === undefined)
      throw UNKNOWN_FIELD(scope.table.name, name, nearest(name, Object.keys(aggregates)));
    for (const [at, [operator, value]] of Object.entries(
      isPlainObject(wanted) ? wanted : { eq: wanted },
    ).entries()) {
      if (index + at > 0) w.add(" and ");
      writeCondition(w, scope, name, aggregate, operator, value);
    }
  }
  w.add(")");
}

function writeCondition(
  w: SqlWriter,
  scope: Scope,
  name: string,
  aggregate: Aggregate<unknown>,
  operator: string,
  value: unknown,
): void {
  const symbol = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (symbol === undefined) throw UNKNOWN_OPERATOR(name, operator, Object.keys(OPERATORS));
  writeAggregate(w, scope, aggregate);
  w.mark(operator);
  if (typeof value !== "number" && typeof value !== "bigint" && typeof value !== "string")
    throw WRONG_VALUE(name, "a number", value);
  w.add(` ${symbol} `);
  w.param(value);
}
