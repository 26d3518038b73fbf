import { snakeCase } from "../../core/index.ts";
import type { Operation } from "./operation.ts";

const LONGEST_NAME = 52;

/**
 * Names a migration after what it does: `add_post_views`, `create_team_and_4_more`.
 *
 * Indexes and constraints go with their tables and columns, and are named only where they are all there is.
 */
export function nameOfOperations(operations: readonly Operation[]): string {
  const main = operations.filter(({ kind }) => /(?:Table|Column)$/.test(kind));
  const [first = "empty", second, ...others] = (main.length > 0 ? main : operations).map(words);
  if (second === undefined) return first;
  const both = `${first}_and_${second}`;
  if (others.length === 0 && both.length <= LONGEST_NAME) return both;
  return `${first}_and_${others.length + 1}_more`;
}

function words({ title }: Operation): string {
  const name = snakeCase(title).replaceAll(/[^a-z0-9_]+/g, "_");
  return name.slice(0, LONGEST_NAME).replace(/_+$/, "");
}
