import { wrongCondition } from "../errors.ts";
import type { Scope } from "./scope.ts";
import type { SqlWriter } from "./sql-writer.ts";

/** SQLite reads a statement in a time that grows with the square: 5,000 in 0.15 s, 20,000 in 15 s. */
const MOST = 5000;

/** @throws `DB_WRONG_VALUE` (400) where a query has too many. */
export function countCondition(w: SqlWriter, { table }: Scope): void {
  if (++w.conditions > MOST)
    throw wrongCondition(
      table.name,
      `at most ${MOST} conditions in one query (\`in\` is one)`,
      "more",
    );
}
