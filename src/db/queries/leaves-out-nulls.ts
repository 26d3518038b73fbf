import { isPlainObject } from "../sql/plain-object.ts";
import type { Column } from "../tables/table.ts";
import type { QueryState } from "./query-state.ts";

const NEVER_OF_NULL = ["lt", "lte", "gt", "gte", "between"];

/** Whether a condition on the column itself says that it is not null. */
export function leavesOutNulls({ wheres }: QueryState, { property }: Column): boolean {
  return wheres.some(({ condition, isExcluded }) => {
    const value = !isExcluded && isPlainObject(condition) && condition[property];
    if (!isPlainObject(value)) return false;
    return (
      value["not"] === null || NEVER_OF_NULL.some((operator) => Object.hasOwn(value, operator))
    );
  });
}
