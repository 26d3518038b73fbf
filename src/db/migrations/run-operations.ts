import type { MigrationDatabase, Operation } from "./operation.ts";

/** SQL for every database, or one text for each; a list where there are several statements. */
export type SqlText =
  | string
  | readonly string[]
  | {
      readonly sqlite?: string | readonly string[];
      readonly postgres?: string | readonly string[];
    };

/**
 * Runs SQL of your own, in the migration's transaction.
 *
 * What it changes is not known to the migrations after it: it is for what no operation says (triggers,
 * extensions, views), not for tables and columns of models. Without `down` it cannot be reversed.
 */
export function runSql(sql: { readonly up: SqlText; readonly down?: SqlText }): Operation {
  const { up, down } = sql;
  return {
    kind: "runSql",
    args: [sql],
    title: "run_sql",
    needs: [],
    apply: (before) => before,
    steps: (_before, _after, dialect) => statements(up, dialect).map((text) => ({ sql: text })),
    inverse: () => (down === undefined ? undefined : runSql({ up: down, down: up })),
    dangers: () => [],
  };
}

/** What a data migration does. */
export type DataChange = (database: MigrationDatabase) => void | Promise<void>;

/**
 * Changes rows, in a transaction of its own.
 *
 * Works on tables by SQL, not through models: models are those of today, the tables those of this
 * migration. Without `reverse` it cannot be undone; give an empty function when there is nothing to undo.
 *
 * @example
 * runData(
 *   async (db) => { await db.run("update post set status = 'draft' where status is null"); },
 *   () => {},
 * )
 */
export function runData(change: DataChange, reverse?: DataChange): Operation {
  return {
    kind: "runData",
    args: reverse === undefined ? [change] : [change, reverse],
    title: "run_data",
    isData: true,
    needs: [],
    apply: (before) => before,
    steps: () => [{ run: change }],
    inverse: () => (reverse === undefined ? undefined : runData(reverse, change)),
    dangers: () => [],
  };
}

function statements(sql: SqlText, dialect: "sqlite" | "postgres"): readonly string[] {
  const own = typeof sql === "string" || Array.isArray(sql) ? sql : dialectText(sql, dialect);
  return typeof own === "string" ? [own] : own;
}

function dialectText(sql: SqlText, dialect: "sqlite" | "postgres"): string | readonly string[] {
  return (sql as { readonly [d in typeof dialect]?: string | readonly string[] })[dialect] ?? [];
}
