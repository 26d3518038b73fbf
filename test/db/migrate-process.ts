// Migrates the database of its first argument: one of several processes that do it at once.
import {
  addColumn,
  addIndex,
  createTable,
  migrate,
  migration,
  placed,
  runData,
} from "quintet/db/migrations";
import type { Migration } from "quintet/db/migrations";
import { openDriver } from "../../src/db/connections/open-driver.ts";

/** Tables, a concurrent index and rows: each would fail or count double if it ran twice. */
export const MIGRATIONS: readonly Migration[] = [
  placed(
    migration({
      operations: [
        createTable("counter", {
          columns: { id: { type: "int", identity: true }, value: { type: "int" } },
          primaryKey: ["id"],
        }),
      ],
    }),
    "app",
    "0001_initial",
  ),
  placed(
    migration({
      dependsOn: ["app/0001_initial"],
      operations: [
        runData(
          async (db) => void (await db.run("insert into counter (value) values (?)", [1])),
          async (db) => void (await db.run("delete from counter")),
        ),
      ],
    }),
    "app",
    "0002_rows",
  ),
  placed(
    migration({
      dependsOn: ["app/0002_rows"],
      operations: [
        addIndex(
          "counter",
          { name: "counter_value_idx", columns: ["value"] },
          { concurrently: true },
        ),
      ],
    }),
    "app",
    "0003_index",
  ),
  placed(
    migration({
      dependsOn: ["app/0003_index"],
      operations: [addColumn("counter", "note", { type: "text", default: "" })],
    }),
    "app",
    "0004_note",
  ),
];

const [url] = process.argv.slice(2);
if (import.meta.main && url !== undefined) {
  const driver = await openDriver(url);
  const { done } = await migrate(driver, { migrations: MIGRATIONS });
  process.stdout.write(JSON.stringify(done.map(({ migration: { id } }) => id)));
  await driver.close();
}
