import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import {
  createAll,
  inspectdb,
  introspect,
  schemaDifferences,
  schemaOfTables,
} from "quintet/db/migrations";
import { resolveTables } from "../../src/db/tables/resolve-tables.ts";
import { eachDialect } from "./dialects.ts";
import { projectFolder, typeErrors } from "./project-folder.ts";

/** What databases have that nobody planned for models. */
const SQL = {
  common: `
    create table categories (id integer primary key, "parent" integer references categories (id), "Full Name" varchar(40) not null default 'it''s');
    create table "2nd-hand" (code varchar(8) primary key not null, "delete" integer not null default 3, "select" text);
    create unique index "2nd-hand_delete_key" on "2nd-hand" ("delete");
    create unique index odd_name on "2nd-hand" ("select");
    create table people (id integer primary key, name text not null check (upper(name) <> ''), boss_id integer references people (id) on delete set null);
    create table matches (id integer primary key, home_id integer not null references people (id) on delete cascade,
      guest_id integer not null references people (id), unique (home_id, guest_id));
    create table friendships (a_id integer not null references people (id), b_id integer not null references people (id), primary key (a_id, b_id));
    create table logs (what text);
    create table prices (shop text not null, item text not null, price real, at_time text, primary key (shop, item));
    create table notes (id integer primary key, shop text, item text,
      constraint told check (shop = 'a' or id >= 3 and id < 10 and (item in ('b', 'c')) and shop is null), foreign key (shop, item) references prices (shop, item));
    create index notes_item_idx on notes (item) where length(item) > 3;
    create unique index notes_item_partial_key on notes (item) where shop is null;
    create index "notes_shop_partial_idx" on notes (shop) where item is not null and shop in ('a', 'it''s');
    create index notes_upper_idx on notes (upper(item));
    create index friendships_b_id_idx on friendships (b_id);
    create index categories_parent_idx on categories (parent);
    create index people_boss_id_idx on people (boss_id);
    create index matches_guest_id_idx on matches (guest_id);`,
  postgres: `
    create type mood as enum ('happy', 'sad');
    create table pg_things (id serial primary key, feeling mood not null default 'happy', tags text[], ip inet, doc jsonb not null default '{}',
      doc2 json, amount numeric, money numeric(12, 4) not null default 1.5, made timestamptz not null default now(), day date default '2026-11-20',
      small smallint, big bigint not null default 9007199254740993, uid uuid not null default gen_random_uuid(), twice bigint generated always as (big * 2) stored);`,
  sqlite: `
    create table things (id integer primary key autoincrement, made datetime not null default current_timestamp, money decimal(12,4), ok boolean not null default 1,
      data blob, big bigint, uid uuid, doc json, anything, twice integer generated always as (big * 2) virtual);`,
};

eachDialect((make, dialect) => {
  test("models of an odd database are formatted, type-check, resolve, and say what they lack", async () => {
    await using database = await make();
    await database.driver.script(SQL.common + SQL[dialect]);
    const folder = projectFolder();
    const file = join(folder, "models.ts");
    const { source, notes } = await inspectdb(database.driver);
    writeFileSync(file, source);
    const bin = join(import.meta.dirname, "../../node_modules/.bin");
    await promisify(execFile)(join(bin, "oxfmt"), [file]);
    assert.equal(readFileSync(file, "utf8"), source);
    assert.deepEqual(await typeErrors(folder), []);
    const models = Object.values((await import(file)) as Record<string, any>);
    const { all: tables } = resolveTables(models);
    const { schema } = await introspect(database.driver);
    const untold = schemaDifferences(schemaOfTables(tables), schema, dialect).map((line) =>
      line.replace(/: (expected|missing|not).*/, ""),
    );
    assert.deepEqual(untold.toSorted(), UNTOLD[dialect].toSorted());
    if (dialect === "postgres") {
      // There the text of a condition is the server's own, so equal texts are equal conditions.
      await using fresh = await make();
      const usual = tables.filter(({ tableName }) => tableName !== "pg_things");
      await createAll(fresh.driver, usual);
      const again = (await introspect(fresh.driver)).schema.get("notes")!;
      const notesTable = schema.get("notes")!;
      assert.deepEqual(again.checks, notesTable.checks);
      assert.deepEqual(
        again.indexes.filter(({ whereSql }) => whereSql !== undefined),
        notesTable.indexes.filter(({ name }) => name.includes("_partial_")),
      );
    }
    for (const what of [
      /logs has no primary key/,
      /check/,
      /notes_item_idx/,
      /notes_upper_idx/,
      /twice/,
    ])
      assert.ok(
        notes.some((note) => what.test(note)),
        `${what} in ${notes.join("; ")}`,
      );
  });
});

/** What models have no words for; each of it is in the notes. */
const COMMON = [
  "table logs",
  "table notes, foreign key shop, item",
  "table notes, index notes_item_idx",
];
const UNTOLD = {
  sqlite: [...COMMON, "table people, check people_check1", "table things, column made"],
  postgres: [
    ...COMMON,
    ...["categories", "matches", "notes", "people"].map((name) => `table ${name}, column id`),
    "table people, check people_name_check",
    "table pg_things, column made",
    "table pg_things, column uid",
  ],
};
