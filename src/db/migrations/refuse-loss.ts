import { readTable } from "../inspect/introspect-sqlite.ts";
import { tableDifferences } from "../inspect/schema-differences.ts";
import { MIGRATION_WOULD_LOSE } from "./errors.ts";
import type { Queryable } from "./queryable.ts";
import type { TableState } from "./schema-state.ts";

/** What the text of a table may say that no state has words for. */
const UNTOLD =
  /\bcollate\b|\bon\s+update\s+(?:cascade|set|restrict)\b|\bset\s+default\b|\bdeferrable\b|\bon\s+conflict\b/gi;

/**
 * Refuses to rebuild a SQLite table that has more than its state says: columns that somebody has added
 * by hand, checks and defaults that models had no words for.
 *
 * @param sql  The text that made the table.
 * @param kept Indexes that the rebuild makes again from their text.
 * @throws `DB_MIGRATION_WOULD_LOSE`
 */
export async function refuseLoss(
  on: Queryable,
  state: TableState,
  sql: string,
  kept: ReadonlySet<string>,
): Promise<void> {
  const unsupported: string[] = [];
  const found = await readTable(on, state.name, sql, unsupported);
  const lost = [
    ...tableDifferences(state, found, "sqlite")
      .filter(({ actual }) => actual !== undefined)
      .map(({ what }) => what)
      .filter((what) => !kept.has(what.replace(/^(index|unique) /, ""))),
    ...unsupported.filter((what) => what.startsWith("generated")),
    ...Array.from(sql.matchAll(UNTOLD), ([words]) => words.toLowerCase()),
  ];
  if (lost.length > 0) throw MIGRATION_WOULD_LOSE(state.name, lost.join(", "));
}
