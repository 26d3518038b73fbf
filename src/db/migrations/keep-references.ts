import { MIGRATION_BROKEN_REFERENCES } from "./errors.ts";
import { selectRows } from "./queryable.ts";
import type { Queryable } from "./queryable.ts";

/**
 * Runs what rebuilds tables of SQLite, which does not look at foreign keys meanwhile.
 *
 * @throws `DB_MIGRATION_BROKEN_REFERENCES` when more rows point at nothing than before
 */
export async function keepingReferences(
  on: Queryable,
  id: string,
  run: () => Promise<void>,
): Promise<void> {
  const before = await danglingRows(on);
  await run();
  const worse = [...(await danglingRows(on))].filter(
    ([tables, rows]) => rows > (before.get(tables) ?? 0),
  );
  if (worse.length === 0) return;
  throw MIGRATION_BROKEN_REFERENCES(
    id,
    worse.map(([tables, rows]) => `${tables}: ${rows}`).join(", "),
  );
}

/** Rows that point at nothing, counted by the two tables: there may have been some before. */
async function danglingRows(on: Queryable): Promise<Map<string, number>> {
  const rows = await selectRows(
    on,
    `select "table" || ' → ' || parent as tables, count(*) as rows from pragma_foreign_key_check group by 1`,
  );
  return new Map(rows.map((row) => [String(row["tables"]), Number(row["rows"])]));
}
