/** A value that the database computes from the row, in an update or a condition. */
export interface Expression<T = unknown> {
  readonly "~expression": T;
  readonly operation: "column" | "plus" | "minus" | "times" | "lower" | "now";
  readonly column?: string;
  readonly value?: unknown;
}

/**
 * The column's own value and this much: `update({ views: plus(1) })`. Safe under concurrency.
 *
 * A decimal wants text: `plus("12.50")`. The result is not checked against the field's `max`; a check
 * constraint holds.
 */
export const plus = <T extends number | bigint | string>(value: T): Expression<T> =>
  expression("plus", { value });
/** The column's own value less this much. The result is not checked against the field's `min`. */
export const minus = <T extends number | bigint | string>(value: T): Expression<T> =>
  expression("minus", { value });
/** The column's own value this many times; a whole number, but for floats and decimals, which are rounded. */
export const times = (value: number | bigint): Expression<any> => expression("times", { value });
/** Another column of the same row, by property: `where({ dueDate: { lt: column("createdAt") } })`. */
export const column = (name: string): Expression<any> => expression("column", { column: name });

/** What was made here: an object of that form that came from outside, as JSON, is no expression. */
const expressions = new WeakSet<object>();

export function isExpression(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && expressions.has(value);
}

function expression<T>(
  operation: Expression["operation"],
  parts: { column?: string; value?: unknown },
): Expression<T> {
  const made: Expression<T> = { "~expression": undefined as T, operation, ...parts };
  expressions.add(made);
  return made;
}
