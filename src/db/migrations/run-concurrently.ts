import type { Driver } from "../connections/driver.ts";
import { quoted } from "../tables/names.ts";
import { selectRows } from "./queryable.ts";
import type { Queryable } from "./queryable.ts";
import { stepsOf } from "./resolve-migration.ts";
import type { ResolvedOperation } from "./resolve-migration.ts";
import { stepFailure } from "./step-failure.ts";

/**
 * Runs an operation of PostgreSQL that no transaction may hold. Each statement commits by itself, so what an
 * attempt before has left is looked at first.
 */
export async function runConcurrently(
  driver: Driver,
  id: string,
  operation: ResolvedOperation,
): Promise<void> {
  const steps = stepsOf(operation, "postgres");
  for (const step of steps) {
    if (!("sql" in step)) continue;
    try {
      if (!(await isDone(driver, step))) await driver.script(step.sql);
    } catch (error) {
      throw stepFailure(id, step, error);
    }
  }
}

/** Drops an index that a failed attempt has left invalid. */
async function isDone(
  driver: Driver,
  step: { readonly sql: string; readonly concurrentIndex?: string },
): Promise<boolean> {
  const constraint = /add constraint "((?:[^"]|"")+)" unique using index/.exec(step.sql)?.[1];
  if (constraint !== undefined) return isConstraint(driver, constraint.replaceAll('""', '"'));
  const name = step.concurrentIndex;
  if (name === undefined || step.sql.startsWith("drop")) return false;
  const [index] = await selectRows(
    driver,
    `select x.indisvalid as valid from pg_index x join pg_class i on i.oid = x.indexrelid
     where i.relnamespace = current_schema()::regnamespace and i.relname = $1`,
    [name],
  );
  if (index?.["valid"] === false) await driver.script(`drop index concurrently ${quoted(name)}`);
  return index?.["valid"] === true;
}

async function isConstraint(on: Queryable, name: string): Promise<boolean> {
  const rows = await selectRows(
    on,
    "select 1 as found from pg_constraint where connamespace = current_schema()::regnamespace and conname = $1",
    [name],
  );
  return rows.length > 0;
}
