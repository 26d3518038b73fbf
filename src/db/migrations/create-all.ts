import type { Driver } from "../connections/driver.ts";
import type { Table } from "../tables/table.ts";
import { detectChanges } from "./detect-changes.ts";
import { rebuildTable } from "./rebuild-table.ts";
import { EMPTY_SCHEMA } from "./schema-state.ts";
import type { SchemaState } from "./schema-state.ts";
import { schemaOfTables } from "./schema-of-tables.ts";

/**
 * Makes the tables of models in an empty database, without migrations: for tests and first sketches.
 *
 * All or none of them. A table that is there already is an error of the database: this does not change tables.
 */
export async function createAll(driver: Driver, tables: readonly Table[]): Promise<void> {
  await createSchema(driver, schemaOfTables(tables));
}

/** The same for a schema. */
export async function createSchema(driver: Driver, schema: SchemaState): Promise<void> {
  const session = await driver.begin({ withoutForeignKeys: driver.dialect === "sqlite" });
  try {
    let state = EMPTY_SCHEMA;
    for (const operation of detectChanges(EMPTY_SCHEMA, schema)) {
      const after = operation.apply(state);
      for (const step of operation.steps(state, after, driver.dialect))
        if ("rebuild" in step) await rebuildTable(session, step.rebuild);
        else if ("sql" in step) await session.script(step.sql);
      state = after;
    }
    await session.commit();
  } catch (error) {
    await session.rollback();
    throw error;
  }
}
