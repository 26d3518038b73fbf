/** How any column may be compared. */
export const COMPARISONS = [
  "eq",
  "not",
  "lt",
  "lte",
  "gt",
  "gte",
  "in",
  "notIn",
  "isNull",
] as const;

/** How columns that hold text may be compared, too. */
export const TEXT_COMPARISONS = [
  "contains",
  "icontains",
  "startsWith",
  "istartsWith",
  "endsWith",
  "iendsWith",
  "ieq",
] as const;

export type FilterOperator = (typeof COMPARISONS)[number] | (typeof TEXT_COMPARISONS)[number];

export function isTextComparison(operator: FilterOperator): boolean {
  return (TEXT_COMPARISONS as readonly string[]).includes(operator);
}
