import { nearest } from "../../core/index.ts";
import type { Aggregate } from "../queries/aggregate.ts";
import { UNKNOWN_FIELD, UNKNOWN_OPERATOR, wrongCondition } from "../errors.ts";
import type { SqlWriter } from "./sql-writer.ts";
import { COMPARISONS } from "./comparisons.ts";
import { isPlainObject } from "./plain-object.ts";
import type { Scope } from "./scope.ts";
import { writeAggregate } from "./write-aggregate.ts";

type Aggregates = Readonly<Record<string, Aggregate<unknown>>>;

/** Conditions on computed values. The value is computed again, since SQL does not know its name here. */
export function writeHaving(
  w: SqlWriter,
  scope: Scope,
  condition: Readonly<Record<string, unknown>>,
  aggregates: Aggregates,
): void {
  w.mark("H");
  const parts = Object.entries(condition).flatMap(([name, wanted]) => {
    if (!Object.hasOwn(aggregates, name))
      throw UNKNOWN_FIELD(scope.table.name, name, nearest(name, Object.keys(aggregates)));
    const operators = Object.entries(isPlainObject(wanted) ? wanted : { eq: wanted });
    if (operators.length === 0) throw wrongCondition(name, "a value or operators", wanted);
    return operators.map(([operator, value]) => [name, operator, value] as const);
  });
  w.add("(");
  for (const [index, [name, operator, value]] of parts.entries()) {
    if (index > 0) w.add(" and ");
    writeComparison(w, scope, name, aggregates[name]!, operator, value);
  }
  w.add(")");
}

function writeComparison(
  w: SqlWriter,
  scope: Scope,
  name: string,
  aggregate: Aggregate<unknown>,
  operator: string,
  value: unknown,
): void {
  const symbols = { ...COMPARISONS, eq: "=", not: w.dialect.isNot };
  if (!Object.hasOwn(symbols, operator))
    throw UNKNOWN_OPERATOR(name, operator, Object.keys(symbols));
  const { accepts, wanted, encode } = writeAggregate(w, scope, aggregate, "compared");
  w.mark(operator);
  if (value === null && !Object.hasOwn(COMPARISONS, operator)) {
    w.mark("0");
    return w.add(operator === "eq" ? " is null" : " is not null");
  }
  if (!accepts(value)) throw wrongCondition(name, wanted, value);
  w.add(` ${symbols[operator as "eq"]} `);
  w.param(encode === undefined ? value : encode(value));
}
