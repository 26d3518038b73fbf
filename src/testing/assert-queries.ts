import { AssertionError } from "node:assert";
import { queryLog } from "../db/index.ts";

/**
 * Asserts how many queries `fn` makes, and gives what it gives. On failure the message lists them.
 *
 * Counts what code asked for in the context of `fn`, also in what `fn` starts and awaits; begin,
 * commit and savepoints are not counted.
 *
 * @param expected A number, or `{ max }` for a budget.
 * @throws `AssertionError`; what `fn` throws
 * @example
 * const posts = await assertQueries(2, () => Post.all().with("tags"));
 */
export async function assertQueries<T>(
  expected: number | { readonly max: number },
  fn: () => T | PromiseLike<T>,
): Promise<T> {
  const outer = queryLog.get();
  const queries: string[] = [];
  let value: T;
  try {
    value = await queryLog.run(queries, async () => fn());
  } finally {
    outer?.push(...queries);
  }
  const isMet =
    typeof expected === "number" ? queries.length === expected : queries.length <= expected.max;
  if (isMet) return value;
  throw new AssertionError({
    message: messageOf(expected, queries),
    actual: queries.length,
    expected: typeof expected === "number" ? expected : expected.max,
    operator: "assertQueries",
    stackStartFn: assertQueries,
  });
}

function messageOf(
  expected: number | { readonly max: number },
  queries: readonly string[],
): string {
  const wanted = typeof expected === "number" ? `${expected}` : `at most ${expected.max}`;
  if (queries.length === 0) return `Expected ${wanted} queries, there were none.`;
  const lines = [...Map.groupBy(queries, (sql) => sql)].map(
    ([sql, { length }]) => `  ${length === 1 ? "    " : `${length} ×`.padEnd(4)}${sql}`,
  );
  return `Expected ${wanted} queries, there were ${queries.length}:\n${lines.join("\n")}`;
}
