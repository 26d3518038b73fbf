import type { Condition, Test } from "../migrations/condition-sql.ts";
import type { ColumnState, Literal } from "../migrations/schema-state.ts";
import type { ModelPlan } from "./model-plan.ts";

/** A condition on columns as models write it: by property, with bigints. */
export function conditionOnProperties(condition: Condition, plan: ModelPlan): unknown {
  if (Array.isArray(condition))
    return condition.map((part: Condition) => conditionOnProperties(part, plan));
  const tests = Object.entries(condition as Record<string, Test>).map(([name, test]) => {
    const one = plan.ones.get(name);
    const property = one === undefined ? plan.fields.get(name)! : `${one.property}Id`;
    return [property, valueOf(test, plan.table.columns[name]!)];
  });
  return Object.fromEntries(tests);
}

function valueOf(test: Test, column: ColumnState): unknown {
  if (Array.isArray(test)) return test.map((item: Literal) => valueOf(item, column));
  if (typeof test === "object" && test !== null)
    return Object.fromEntries(
      Object.entries(test as Record<string, Literal>).map(([operator, value]) => [
        operator,
        valueOf(value, column),
      ]),
    );
  return column.type === "bigint" && test !== null ? BigInt(test) : test;
}
