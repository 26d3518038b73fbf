import type { Dialect } from "../connections/driver.ts";
import { checksumOf } from "./migration.ts";
import type { Migration } from "./migration.ts";
import { selectRows, writeRows } from "./queryable.ts";
import type { Queryable } from "./queryable.ts";

/** Where a database keeps which migrations it has. */
export const HISTORY_TABLE = "quintet_migrations";

/** One migration that a database has. */
export interface AppliedMigration {
  readonly id: string;
  readonly module: string;
  readonly name: string;
  readonly appliedAt: string;
  /** Of the operations as they were then. */
  readonly checksum: string;
}

const CREATE = `create table if not exists ${HISTORY_TABLE} (
  module text not null,
  name text not null,
  applied_at text not null,
  checksum text not null,
  primary key (module, name)
)`;

type On = Queryable & { readonly dialect: Dialect };

/** Makes the table of the history where there is none. Call it while holding the lock. */
export async function createHistory(on: Queryable): Promise<void> {
  await writeRows(on, CREATE);
}

/** The migrations that a database has, by id. Writes nothing. */
export async function readHistory(on: On): Promise<Map<string, AppliedMigration>> {
  if (!(await hasHistory(on))) return new Map();
  const rows = await selectRows(
    on,
    `select module, name, applied_at, checksum from ${HISTORY_TABLE} order by applied_at, module, name`,
  );
  return new Map(
    rows.map((row) => {
      const [module, name] = [String(row["module"]), String(row["name"])];
      const id = `${module}/${name}`;
      const applied = {
        id,
        module,
        name,
        appliedAt: String(row["applied_at"]),
        checksum: String(row["checksum"]),
      };
      return [id, applied];
    }),
  );
}

/** Notes that a migration was applied. */
export async function recordApplied(on: On, migration: Migration, at: Date): Promise<void> {
  const values = on.dialect === "sqlite" ? "?, ?, ?, ?" : "$1, $2, $3, $4";
  const { module, name } = migration;
  await writeRows(
    on,
    `insert into ${HISTORY_TABLE} (module, name, applied_at, checksum) values (${values})`,
    [module, name, at.toISOString(), checksumOf(migration)],
  );
}

/** Notes that a migration was undone. */
export async function recordUndone(on: On, { module, name }: Migration): Promise<void> {
  const where = on.dialect === "sqlite" ? "module = ? and name = ?" : "module = $1 and name = $2";
  await writeRows(on, `delete from ${HISTORY_TABLE} where ${where}`, [module, name]);
}

async function hasHistory(on: On): Promise<boolean> {
  const sql =
    on.dialect === "sqlite"
      ? `select 1 as found from sqlite_master where type = 'table' and name = '${HISTORY_TABLE}'`
      : `select 1 as found from pg_class where relnamespace = current_schema()::regnamespace and relname = '${HISTORY_TABLE}'`;
  return (await selectRows(on, sql)).length > 0;
}
