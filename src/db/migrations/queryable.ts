import type { Dialect, Result, Statement } from "../connections/driver.ts";
import { namedRows } from "./operation.ts";
import type { MigrationDatabase } from "./operation.ts";

/** A driver or a session: what statements can be run on. */
export interface Queryable {
  execute(statement: Statement, params: readonly unknown[]): Result | Promise<Result>;
}

/** A row of a catalogue: no column of it is anything else. */
export type CatalogueRow = Readonly<Record<string, string | number | bigint | boolean | null>>;

/** Rows of a select as objects. */
export async function selectRows(
  on: Queryable,
  sql: string,
  params: readonly unknown[] = [],
): Promise<CatalogueRow[]> {
  const statement = { sql, isWrite: false, returnsRows: true, wantsColumns: true };
  return namedRows(await on.execute(statement, params)) as CatalogueRow[];
}

/** Rows that a write has changed. */
export async function writeRows(
  on: Queryable,
  sql: string,
  params: readonly unknown[] = [],
): Promise<number> {
  const result = await on.execute({ sql, isWrite: true, returnsRows: false }, params);
  return result.affected;
}

/** What data migrations get. */
export function migrationDatabase(on: Queryable, dialect: Dialect): MigrationDatabase {
  return {
    dialect,
    async all<T>(sql: string, params: readonly unknown[] = []) {
      const isWrite = !/^\s*(select|values|pragma|explain)\b/i.test(sql);
      const text = placeholders(sql, dialect);
      const statement = { sql: text, isWrite, returnsRows: true, wantsColumns: true };
      return namedRows(await on.execute(statement, encoded(params, dialect))) as T[];
    },
    run: (sql, params = []) => writeRows(on, placeholders(sql, dialect), encoded(params, dialect)),
  };
}

/** Values of JavaScript as the database stores them, the same for both. */
function encoded(params: readonly unknown[], dialect: Dialect): unknown[] {
  return params.map((value) => {
    if (value === undefined) return null;
    if (value instanceof Date) return value.toISOString();
    if (typeof value === "boolean" && dialect === "sqlite") return Number(value);
    const isJson = typeof value === "object" && value !== null && !(value instanceof Uint8Array);
    return isJson ? JSON.stringify(value) : value;
  });
}

/** Turns `?` into `$1`…, but not those in text, names and comments. */
function placeholders(sql: string, dialect: Dialect): string {
  if (dialect === "sqlite") return sql;
  let count = 0;
  const parts = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\?/g;
  return sql.replaceAll(parts, (part) => (part === "?" ? `$${++count}` : part));
}
