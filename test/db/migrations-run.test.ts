import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { int, model, one, text } from "quintet/db";
import {
  addCheck,
  addColumn,
  addForeignKey,
  addIndex,
  addUnique,
  alterColumn,
  createAll,
  createTable,
  dropColumn,
  dropTable,
  introspect,
  migrate,
  migration,
  placed,
  plan,
  renameTable,
  runData,
  runSql,
  showMigrations,
  validateConstraint,
} from "quintet/db/migrations";
import type { MigrationSpec, Migration, Operation } from "quintet/db/migrations";
import type { Driver } from "../../src/db/connections/driver.ts";
import { resolveTables } from "../../src/db/tables/resolve-tables.ts";
import { eachDialect } from "./dialects.ts";
import { MIGRATIONS } from "./migrate-process.ts";

/** Migrations of one module, each after the one before. */
function chain(...specs: readonly (readonly Operation[] | MigrationSpec)[]): Migration[] {
  return specs.map((spec, at) => {
    const dependsOn = at === 0 ? [] : [`app/000${at}_step`];
    const given = "operations" in spec ? spec : { operations: spec };
    return placed(migration({ dependsOn, ...given }), "app", `000${at + 1}_step`);
  });
}

async function rows(driver: Driver, sql: string): Promise<unknown[][]> {
  return (await driver.execute({ sql, isWrite: false, returnsRows: true }, [])).rows;
}

const id = { type: "int", identity: true } as const;
const post = createTable("post", {
  columns: { id, title: { type: "text" } },
  primaryKey: ["id"],
});

eachDialect((make, dialect) => {
  test("a migration that fails half way leaves nothing, and runs when the cause is mended", async () => {
    await using database = await make();
    const { driver } = database;
    const bad = chain(
      [post],
      [
        addColumn("post", "views", { type: "int", default: 0 }),
        createTable("tag", { columns: { id }, primaryKey: ["id"] }),
        runSql({ up: "insert into nowhere values (1)", down: [] }),
      ],
    );
    await assert.rejects(migrate(driver, { migrations: bad }), {
      code: "DB_MIGRATION_FAILED",
      message: /app\/0002_step has failed at: insert into nowhere/,
    });
    const { schema } = await introspect(driver);
    assert.deepEqual([...schema.keys()], ["post"]);
    assert.deepEqual(Object.keys(schema.get("post")!.columns), ["id", "title"]);
    const shown = await showMigrations(driver, bad);
    assert.deepEqual(
      shown.map(({ isApplied }) => isApplied),
      [true, false],
    );
    const good = chain([post], [addColumn("post", "views", { type: "int", default: 0 })]);
    const { done } = await migrate(driver, { migrations: good });
    assert.deepEqual(
      done.map(({ migration: { id: name } }) => name),
      ["app/0002_step"],
    );
  });

  test("processes that migrate at once share the work, and nothing is done twice", async () => {
    await using database = await make();
    const script = join(import.meta.dirname, "migrate-process.ts");
    const run = promisify(execFile);
    const runs = await Promise.all(
      [1, 2, 3].map(() =>
        run(process.execPath, ["--conditions=quintet-source", script, database.url]),
      ),
    );
    const done = runs.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
    assert.deepEqual(
      done.toSorted(),
      MIGRATIONS.map(({ id: name }) => name),
    );
    assert.deepEqual(await rows(database.driver, "select value, note from counter"), [[1, ""]]);
  });

  test("a target is reached forward and back, and zero undoes all", async () => {
    await using database = await make();
    const { driver } = database;
    const target = (name: string) => ({ migrations: MIGRATIONS, target: { module: "app", name } });
    const ids = async (name: string): Promise<string[]> =>
      (await migrate(driver, target(name))).done.map(
        ({ migration: { name: own }, direction }) => `${direction} ${own}`,
      );
    assert.deepEqual(await ids("0002"), ["forward 0001_initial", "forward 0002_rows"]);
    const planned = await plan(driver, { migrations: MIGRATIONS });
    assert.deepEqual(
      planned.map(({ migration: { name } }) => name),
      ["0003_index", "0004_note"],
    );
    await migrate(driver, { migrations: MIGRATIONS });
    assert.deepEqual(await ids("0001"), [
      "backward 0004_note",
      "backward 0003_index",
      "backward 0002_rows",
    ]);
    assert.deepEqual(await rows(driver, "select * from counter"), []);
    assert.deepEqual(await ids("zero"), ["backward 0001_initial"]);
    assert.equal((await introspect(driver)).schema.size, 0);
    await assert.rejects(ids("0007"), { code: "DB_MIGRATION_UNKNOWN" });
  });

  test("what cannot be undone is refused before anything is undone", async () => {
    await using database = await make();
    const { driver } = database;
    const migrations = chain(
      [post],
      [runData(() => {})],
      [addColumn("post", "views", { type: "int", default: 0 })],
    );
    await migrate(driver, { migrations });
    await assert.rejects(migrate(driver, { migrations, target: { module: "app", name: "zero" } }), {
      code: "DB_MIGRATION_IRREVERSIBLE",
      message: /app\/0002_step/,
    });
    const { schema } = await introspect(driver);
    assert.ok("views" in schema.get("post")!.columns);
  });

  test("fake notes migrations without running them", async () => {
    await using database = await make();
    const { driver } = database;
    await migrate(driver, { migrations: chain([post]), fake: true });
    assert.equal((await introspect(driver)).schema.size, 0);
    const [shown] = await showMigrations(driver, chain([post]));
    assert.equal(shown!.isApplied, true);
  });

  test("a file that was changed after it was applied is shown, and one that is gone", async () => {
    await using database = await make();
    const { driver } = database;
    await migrate(driver, { migrations: chain([post], [runData(() => {})]) });
    const changed = chain([post, addColumn("post", "views", { type: "int", default: 0 })]);
    const shown = await showMigrations(driver, changed);
    assert.deepEqual(
      shown.map(({ name, isChanged, isMissing }) => [name, isChanged, isMissing]),
      [
        ["0001_step", true, false],
        ["0002_step", false, true],
      ],
    );
  });

  test("data migrations have their parameters, rows by name, and a way back", async () => {
    await using database = await make();
    const { driver } = database;
    const seen: unknown[] = [];
    const migrations = chain(
      [post],
      [
        runData(
          async (db) => {
            await db.run("insert into post (title) values (?), ('what?')", ["it's"]);
            await db.run("update post set title = title where ? and ? > ?", [
              true,
              new Date(),
              new Date(0),
            ]);
            seen.push(
              ...(await db.all("select title from post where title <> ? order by id", [""])),
            );
          },
          async (db) => void (await db.run("delete from post where title = ?", ["it's"])),
        ),
      ],
    );
    await migrate(driver, { migrations });
    assert.deepEqual(seen, [{ title: "it's" }, { title: "what?" }]);
    await migrate(driver, { migrations, target: { module: "app", name: "0001" } });
    assert.deepEqual(await rows(driver, "select title from post"), [["what?"]]);
  });

  test("dangers are named with a recipe, refused where asked for, and run when acknowledged", async () => {
    await using database = await make();
    const { driver } = database;
    await migrate(driver, { migrations: chain([post]) });
    const drop = [dropColumn("post", "title")];
    const [planned] = await plan(driver, { migrations: chain([post], drop) });
    assert.deepEqual(
      planned!.dangers.map(({ id: name }) => name),
      ["drop-column"],
    );
    await assert.rejects(migrate(driver, { migrations: chain([post], drop), dangers: "refuse" }), {
      code: "DB_MIGRATION_DANGEROUS",
      message: /app\/0002_step: drop-column: post\.title .* Safely: /,
      hint: /acknowledge: \["drop-column"\]/,
    });
    assert.ok("title" in (await introspect(driver)).schema.get("post")!.columns);
    const acknowledged = chain([post], { operations: drop, acknowledge: ["drop-column"] });
    await migrate(driver, { migrations: acknowledged, dangers: "refuse" });
    assert.ok(!("title" in (await introspect(driver)).schema.get("post")!.columns));
  });

  test("operations on a table that the same run makes are no danger", async () => {
    await using database = await make();
    const index = addIndex("post", { name: "post_title_idx", columns: ["title"] });
    const migrations = chain(
      [post],
      [index, alterColumn("post", "title", { type: "text", nullable: true })],
    );
    const planned = await plan(database.driver, { migrations });
    assert.deepEqual(
      planned.flatMap(({ dangers }) => dangers),
      [],
    );
    await migrate(database.driver, { migrations, dangers: "refuse" });
  });

  test("tables are made of models at once, cycles included", async () => {
    await using database = await make();
    class Team extends model("team", {
      get captain() {
        return one(() => Player).nullable();
      },
    }) {}
    class Player extends model("player", {
      name: text(),
      number: int(),
      get team() {
        return one(() => Team);
      },
    }) {}
    await createAll(database.driver, resolveTables([Team, Player]).all);
    const { schema } = await introspect(database.driver);
    assert.deepEqual([...schema.keys()].toSorted(), ["player", "team"]);
    assert.equal(schema.get("team")!.foreignKeys.length, 1);
    assert.equal(schema.get("player")!.foreignKeys.length, 1);
  });

  if (dialect === "sqlite") rebuilds(make);
  else onPostgres(make);
});

test("data changes and concurrent indexes are refused beside other operations", () => {
  const index = addIndex("post", { name: "i", columns: ["title"] }, { concurrently: true });
  assert.throws(() => migration({ operations: [post, runData(() => {})] }), {
    code: "DB_MIGRATION_MIXED",
  });
  assert.throws(() => migration({ operations: [post, index] }), { code: "DB_MIGRATION_MIXED" });
});

type Make = Parameters<Parameters<typeof eachDialect>[0]>[0];

function rebuilds(make: Make): void {
  describe("a table that is rebuilt", () => {
    const child = createTable("comment", {
      columns: { id, post_id: { type: "int" } },
      primaryKey: ["id"],
      foreignKeys: [
        {
          name: "comment_post_id_fkey",
          columns: ["post_id"],
          references: { table: "post", columns: ["id"] },
          onDelete: "cascade",
        },
      ],
    });
    const before = chain(
      [post, child],
      [
        runSql({
          up: [
            "create table log (what text)",
            "create trigger post_log after insert on post begin insert into log values (new.title); end",
            "create index own_idx on post (upper(title))",
            "create view titles as select title from post",
            "insert into post (id, title) values (7, 'a')",
            "insert into comment (post_id) values (7)",
          ],
        }),
      ],
    );

    test("keeps rows that point at it, triggers, views and indexes of others", async () => {
      await using database = await make();
      const { driver } = database;
      await migrate(driver, { migrations: before });
      const after = chain(...before.map(({ operations }) => operations), [
        addCheck("post", { name: "has_title", where: { title: { not: "" } } }),
      ]);
      await migrate(driver, { migrations: after });
      assert.deepEqual(await rows(driver, "select id, post_id from comment"), [[1, 7]]);
      assert.deepEqual(await rows(driver, "select title from titles"), [["a"]]);
      await driver.script("insert into post (title) values ('b')");
      assert.deepEqual(await rows(driver, "select what from log"), [["a"], ["b"]]);
      const indexes = await rows(
        driver,
        "select name from sqlite_master where type = 'index' and tbl_name = 'post'",
      );
      assert.deepEqual(indexes, [["own_idx"]]);
      await assert.rejects(driver.script("insert into post (title) values ('')"), {
        code: "DB_CHECK_VIOLATION",
      });
      await assert.rejects(driver.script("insert into comment (post_id) values (99)"), {
        code: "DB_FOREIGN_KEY_VIOLATION",
      });
    });

    test("keeps its autoincrement sequence, strict and without rowid", async () => {
      await using database = await make();
      const { driver } = database;
      await driver.script(`create table post (id integer primary key autoincrement, title text not null) strict;
        insert into post (title) values ('a'), ('b'); delete from post where title = 'b';
        create table word (name text primary key not null, rank integer not null) without rowid`);
      const word = createTable("word", {
        columns: { name: { type: "text" }, rank: { type: "int" } },
        primaryKey: ["name"],
      });
      const migrations = chain([post, word]);
      await migrate(driver, { migrations, fake: true });
      await migrate(driver, {
        migrations: chain(
          [post, word],
          [
            alterColumn("post", "title", { type: "text", nullable: true }),
            alterColumn("word", "rank", { type: "int", default: 0 }),
          ],
        ),
      });
      await driver.script("insert into post (title) values ('c')");
      assert.deepEqual(await rows(driver, "select id from post order by id"), [[1], [3]]);
      const kept =
        "select name, strict, wr from pragma_table_list where name in ('post', 'word') order by name";
      assert.deepEqual(await rows(driver, kept), [
        ["post", 1, 0],
        ["word", 0, 1],
      ]);
    });

    test("is left alone when it has what no migration knows of", async () => {
      const alter = alterColumn("post", "title", { type: "text", nullable: true });
      for (const [what, sql] of [
        ["column extra", "id integer primary key, title text not null, extra text"],
        ["check post_check1", "id integer primary key, title text not null check (title <> '')"],
        ["column title", "id integer primary key, title text not null default (upper('x'))"],
        ["unique post_title_key", "id integer primary key, title text not null unique"],
        [
          "generated column post.up",
          "id integer primary key, title text not null, up as (upper(title))",
        ],
        ["collate", "id integer primary key, title text not null collate nocase"],
      ] as const) {
        await using database = await make();
        const { driver } = database;
        await driver.script(`create table post (${sql})`);
        await migrate(driver, { migrations: chain([post]), fake: true });
        const made = "select sql from sqlite_master where name = 'post'";
        const before = await rows(driver, made);
        await assert.rejects(
          migrate(driver, { migrations: chain([post], [alter]) }),
          { code: "DB_MIGRATION_WOULD_LOSE", message: new RegExp(`would lose .*: ${what}`) },
          what,
        );
        assert.deepEqual(await rows(driver, made), before);
      }
    });

    test("is left as it was when rows would point at nothing", async () => {
      await using database = await make();
      const { driver } = database;
      await migrate(driver, { migrations: before });
      const operations = before.map((one) => one.operations);
      const tag = createTable("tag", { columns: { id }, primaryKey: ["id"] });
      const key = addForeignKey("comment", {
        name: "comment_tag_fkey",
        columns: ["post_id"],
        references: { table: "tag", columns: ["id"] },
      });
      await assert.rejects(migrate(driver, { migrations: chain(...operations, [tag, key]) }), {
        code: "DB_MIGRATION_BROKEN_REFERENCES",
        message: /comment → tag: 1/,
      });
      assert.ok(!(await introspect(driver)).schema.has("tag"));
      assert.deepEqual(await rows(driver, "pragma foreign_keys"), [[1]]);
    });
  });
}

function onPostgres(make: Make): void {
  const title = ["title"];

  test("an index that a failed attempt left invalid is replaced by the next", async () => {
    await using database = await make();
    const { driver } = database;
    const rowsTwice = runSql({ up: "insert into post (title) values ('a'), ('a')" });
    const unique = addUnique(
      "post",
      { name: "post_title_key", columns: title },
      { concurrently: true },
    );
    const migrations = chain([post], [rowsTwice], [unique]);
    await assert.rejects(migrate(driver, { migrations }), { code: "DB_MIGRATION_FAILED" });
    const invalid = "select indisvalid from pg_index where indexrelid = 'post_title_key'::regclass";
    assert.deepEqual(await rows(driver, invalid), [[false]]);
    await driver.script("delete from post where id = 2");
    await migrate(driver, { migrations });
    const { schema } = await introspect(driver);
    assert.deepEqual(schema.get("post")!.uniques, [{ name: "post_title_key", columns: title }]);
    await migrate(driver, { migrations, target: { module: "app", name: "0002" } });
    assert.deepEqual((await introspect(driver)).schema.get("post")!.uniques, []);
  });

  test("a constraint that is not valid yet holds for new rows, and is validated later", async () => {
    await using database = await make();
    const { driver } = database;
    const check = { name: "has_title", where: { title: { not: "" } } };
    const operations = [
      [post],
      [runSql({ up: "insert into post (title) values ('')" })],
      [addCheck("post", check, { notValid: true })],
    ];
    await migrate(driver, { migrations: chain(...operations) });
    await assert.rejects(driver.script("insert into post (title) values ('')"), {
      code: "DB_CHECK_VIOLATION",
    });
    const validated = chain(...operations, [validateConstraint("post", "has_title")]);
    await assert.rejects(migrate(driver, { migrations: validated }), {
      code: "DB_MIGRATION_FAILED",
    });
    await driver.script("delete from post");
    await migrate(driver, { migrations: validated });
  });

  test("long locks, rewrites and lost values are named before they run", async () => {
    await using database = await make();
    const { driver } = database;
    const user = createTable("user", { columns: { id }, primaryKey: ["id"] });
    const old = createTable("old", { columns: { id }, primaryKey: ["id"] });
    const base = [post, user, old];
    await migrate(driver, { migrations: chain(base) });
    const key = {
      name: "post_views_fkey",
      columns: ["views"],
      references: { table: "user", columns: ["id"] },
    };
    const planned = await plan(driver, {
      migrations: chain(base, [
        addColumn("post", "views", { type: "int" }),
        addForeignKey("post", key),
        addIndex("post", { name: "post_title_idx", columns: title }),
        addUnique("post", { name: "post_title_key", columns: title }),
        addCheck("post", { name: "has_title", where: { title: { not: "" } } }),
        alterColumn("post", "title", { type: "uuid" }),
        renameTable("old", "older"),
        dropTable("older"),
      ]),
    });
    assert.deepEqual(
      planned[0]!.dangers.map((danger) => danger.id),
      [
        "not-null-without-default",
        "add-foreign-key",
        "index-not-concurrent",
        "unique-not-concurrent",
        "add-check",
        "narrow-type",
        "rewrite-table",
        "rename-table",
      ],
    );
    for (const { recipe } of planned[0]!.dangers) assert.ok(recipe.length > 20);
  });

  test("a table in use is waited for a short time only, and tried again", async () => {
    await using database = await make("max=4");
    const { driver } = database;
    await migrate(driver, { migrations: chain([post]) });
    const reader = await driver.begin();
    await reader.script("lock table post in access share mode");
    const migrations = chain([post], [addColumn("post", "views", { type: "int", default: 0 })]);
    const migrating = migrate(driver, { migrations, tableTimeout: "100ms" });
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(
      (await rows(driver, "select 1 from post")).length,
      0,
      "others are not kept waiting",
    );
    await reader.commit();
    assert.equal((await migrating).done.length, 1);
  });
}
