import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { promisify } from "node:util";
import { Database } from "quintet/db";
import {
  inspectdb,
  introspect,
  loadMigrations,
  makeMigrations,
  migrate,
  schemaDifferences,
  schemaOfTables,
} from "quintet/db/migrations";
import type { MigrationModule } from "quintet/db/migrations";
import type { Driver } from "../../src/db/connections/driver.ts";
import { openDriver } from "../../src/db/connections/open-driver.ts";
import { eachDialect } from "./dialects.ts";
import type { MakeDatabase } from "./dialects.ts";
import { projectFolder, typeErrors } from "./project-folder.ts";

const DATA = join(import.meta.dirname, "../data");

const folder = projectFolder();

/** The sample database, of which there is a file and a script. */
async function chinook(make: MakeDatabase): Promise<Driver> {
  const database = await make();
  if (database.dialect === "postgres") {
    const script = readFileSync(join(DATA, "chinook_pg.sql"), "utf8");
    await database.driver.script(script.replace(/^(DROP DATABASE|CREATE DATABASE|\\c).*$/gm, ""));
    return database.driver;
  }
  const file = join(folder, "chinook.sqlite");
  copyFileSync(join(DATA, "chinook.sqlite"), file);
  return openDriver(`sqlite:${file}`);
}

eachDialect((make, dialect) => {
  describe("models written for a database that nobody here designed", async () => {
    const file = join(folder, `${dialect}.ts`);
    let driver: Driver;
    let models: Record<string, any>;
    after(() => driver.close());

    test("are formatted TypeScript that lacks nothing", async () => {
      driver = await chinook(make);
      const { source, notes } = await inspectdb(driver);
      assert.deepEqual(notes, []);
      writeFileSync(file, source);
      models = (await import(file)) as Record<string, any>;
      assert.deepEqual(
        Object.keys(models).toSorted(),
        "Album Artist Customer Employee Genre Invoice InvoiceLine MediaType Playlist PlaylistTrack Track".split(
          " ",
        ),
      );
      const oxfmt = join(import.meta.dirname, "../../node_modules/.bin/oxfmt");
      writeFileSync(`${file}.copy.ts`, source);
      await promisify(execFile)(oxfmt, [`${file}.copy.ts`]);
      assert.equal(readFileSync(`${file}.copy.ts`, "utf8"), source);
    });

    test("query it, over relations of every kind", async () => {
      const { Album, Employee, Invoice, Playlist, Track } = models;
      const database = new Database(driver, { models: Object.values(models) });
      await database.run(async () => {
        const key = dialect === "sqlite" ? "id" : "albumId";
        const album = await Album.where({ title: "Let There Be Rock" })
          .with("artist", "tracks")
          .get();
        assert.equal(album.artist.name, "AC/DC");
        assert.equal(album.tracks.length, 8);
        assert.equal(album[key], 4);
        assert.equal(await Track.count({ playlists: { name: "Grunge" } }), 15);
        const grunge = await Playlist.where({ name: "Grunge" }).with("tracks").get();
        assert.equal(grunge.tracks.length, 15);
        const boss = await Employee.where({ reportsTo: null }).get();
        assert.equal((await boss.employees).length, 2);
        const invoice = await Invoice.all()
          .order(dialect === "sqlite" ? "id" : "invoiceId")
          .first();
        assert.equal(invoice.invoiceDate.toISOString().slice(10), "T00:00:00.000Z");
        assert.equal(Number(invoice.total), 1.98);
      });
    });

    test("say the same as the database, and a faked first migration leaves nothing to do", async () => {
      const { all: tables } = new Database(driver, { models: Object.values(models) }).tables;
      const { schema } = await introspect(driver);
      assert.deepEqual(schemaDifferences(schemaOfTables(tables), schema, dialect), []);
      const modules: MigrationModule[] = [
        { module: "chinook", folder: join(folder, `${dialect}-migrations`), tables },
      ];
      const made = await makeMigrations({ modules });
      assert.deepEqual(
        made.map(({ id }) => id),
        ["chinook/0001_initial"],
      );
      const migrations = await loadMigrations(modules);
      await migrate(driver, { migrations, fake: true });
      assert.deepEqual((await migrate(driver, { migrations })).done, []);
      assert.deepEqual(await makeMigrations({ modules, check: true }), []);
    });

    test("type-check", async () => {
      assert.deepEqual(await typeErrors(folder), []);
    });
  });
});
