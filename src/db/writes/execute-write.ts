import { ConstraintError } from "../connections/constraint-error.ts";
import type { Database } from "../database.ts";
import type { Result, Statement } from "../connections/driver.ts";
import { UNIQUE_VIOLATION } from "../errors.ts";
import { execute } from "../connections/execute.ts";
import type { Table } from "../tables/table.ts";

/** Executes a write of a table; where SQLite names columns only, a unique violation gets its constraint's name. */
export function executeWrite(
  database: Database,
  table: Table,
  statement: Statement,
  params: readonly unknown[],
): Result | Promise<Result> {
  if (database.dialect.name !== "sqlite") return execute(database, statement, params);
  const refused = (error: unknown): never => {
    throw named(table, error);
  };
  try {
    const result = execute(database, statement, params);
    return result instanceof Promise ? result.catch(refused) : result;
  } catch (error) {
    return refused(error);
  }
}

function named(table: Table, error: unknown): unknown {
  if (!(error instanceof ConstraintError) || !UNIQUE_VIOLATION.is(error)) return error;
  const { detail } = error;
  if (detail.constraint !== undefined || detail.table !== table.tableName) return error;
  const candidates = [
    ...table.uniques,
    { name: `${table.tableName}_pkey`, columns: table.key },
    ...table.indexes
      .filter(({ isUnique }) => isUnique)
      .map((index) => ({ name: index.name, columns: index.columns.map(({ column }) => column) })),
  ];
  const unique = candidates.find(
    ({ columns }) =>
      columns.length === detail.columns.length &&
      columns.every(({ name }) => detail.columns.includes(name)),
  );
  if (unique === undefined) return error;
  return new ConstraintError(UNIQUE_VIOLATION, { ...detail, constraint: unique.name }).because(
    error.cause,
  );
}
