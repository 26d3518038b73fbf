import type { Dialect } from "../connections/driver.ts";
import type { Queryable } from "../migrations/queryable.ts";
import type { SchemaState } from "../migrations/schema-state.ts";
import { introspectPostgres } from "./introspect-postgres.ts";
import { introspectSqlite } from "./introspect-sqlite.ts";

/** What a database holds, and what of it a schema state has no words for. */
export interface Introspection {
  readonly schema: SchemaState;
  /** Indexes on expressions, generated columns and the like, in words. */
  readonly unsupported: readonly string[];
}

/**
 * Reads the schema of a database: of the current schema on PostgreSQL, of the file on SQLite.
 * Leaves out the table in which Quintet keeps the history of migrations.
 *
 * Conditions of checks and partial indexes come back as SQL, and SQLite knows fewer types than models
 * do (a bool is an integer there): compare with `schemaDifferences`, which knows.
 */
export async function introspect(
  on: Queryable & { readonly dialect: Dialect },
): Promise<Introspection> {
  return on.dialect === "sqlite" ? introspectSqlite(on) : introspectPostgres(on);
}
