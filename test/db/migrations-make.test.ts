import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import {
  bool,
  choice,
  createdAt,
  datetime,
  decimal,
  int,
  many,
  model,
  one,
  text,
} from "quintet/db";
import {
  introspect,
  loadMigrations,
  makeMigrations,
  migrate,
  schemaDifferences,
  schemaOfTables,
  showMigrations,
  sqlMigrate,
} from "quintet/db/migrations";
import type { MakeMigrationsOptions, MigrationModule, Questions } from "quintet/db/migrations";
import { openDriver } from "../../src/db/connections/open-driver.ts";
import { resolveTables } from "../../src/db/tables/resolve-tables.ts";
import { eachDialect } from "./dialects.ts";
import { projectFolder, typeErrors } from "./project-folder.ts";

type Model = Parameters<typeof resolveTables>[0][number];

/** A project whose modules have these models now; migrations are written below one folder. */
function project(folder = projectFolder()): {
  folder: string;
  make(
    models: Readonly<Record<string, readonly Model[]>>,
    options?: Partial<MakeMigrationsOptions>,
  ): Promise<string[]>;
  modules(models: Readonly<Record<string, readonly Model[]>>): MigrationModule[];
} {
  const modules = (models: Readonly<Record<string, readonly Model[]>>): MigrationModule[] => {
    const tables = resolveTables(Object.values(models).flat()).all;
    return Object.entries(models).map(([module, own]) => ({
      module,
      folder: join(folder, module, "migrations"),
      tables: tables.filter((table) => own.includes(table.model)),
    }));
  };
  return {
    folder,
    modules,
    async make(models, options = {}) {
      const made = await makeMigrations({ modules: modules(models), ...options });
      return made.map(({ id }) => id);
    },
  };
}

class User extends model("user", { name: text({ max: 50 }).unique() }) {}

class Post extends model("post", {
  title: text({ max: 200 }),
  status: choice("draft", "published").default("draft"),
  price: decimal({ precision: 10, scale: 2 }).default("0.00"),
  publishedAt: datetime().nullable(),
  createdAt: createdAt(),
  get author() {
    return one(() => User, { onDelete: "cascade" });
  },
  get parent() {
    return one(() => Post, { onDelete: "setNull" }).nullable();
  },
}) {
  static {
    this.index(["status", "-publishedAt"]);
    this.index(["publishedAt"], { where: { status: "published" } });
    this.check("published_has_date", [
      { status: { not: "published" } },
      { publishedAt: { not: null } },
    ]);
  }
}

function read(folder: string, id: string): string {
  const [module, name] = id.split("/");
  return readFileSync(join(folder, module!, "migrations", `${name}.ts`), "utf8");
}

eachDialect((make, dialect) => {
  test("the first migrations of two modules depend on each other and give what the models say", async () => {
    await using database = await make();
    const app = project();
    const models = { blog: [Post], auth: [User] };
    assert.deepEqual(await app.make(models), ["auth/0001_initial", "blog/0001_initial"]);
    assert.match(read(app.folder, "blog/0001_initial"), /dependsOn: \["auth\/0001_initial"\]/);
    const modules = app.modules(models);
    await migrate(database.driver, { migrations: await loadMigrations(modules) });
    const { schema } = await introspect(database.driver);
    const wanted = schemaOfTables(modules.flatMap(({ tables }) => tables));
    assert.deepEqual(schemaDifferences(wanted, schema, dialect), []);
    assert.deepEqual(await app.make(models), [], "a second run finds nothing");
  });

  test("a renamed column keeps its values and its index", async () => {
    await using database = await make();
    const app = project();
    class Old extends model("post", { titel: text({ max: 50 }).unique() }) {}
    class New extends model("post", { title: text({ max: 50 }).unique() }) {}
    await app.make({ blog: [Old] });
    const modules = app.modules({ blog: [New] });
    await migrate(database.driver, { migrations: await loadMigrations(modules) });
    const insert = `insert into post (titel) values ('kept')`;
    await database.driver.execute({ sql: insert, isWrite: true, returnsRows: false }, []);
    const made = await app.make({ blog: [New] }, { rename: ["post.titel:title"] });
    assert.deepEqual(made, ["blog/0002_rename_post_titel_to_title"]);
    await migrate(database.driver, { migrations: await loadMigrations(modules) });
    const select = { sql: "select title from post", isWrite: false, returnsRows: true };
    assert.deepEqual((await database.driver.execute(select, [])).rows, [["kept"]]);
    const { schema } = await introspect(database.driver);
    assert.deepEqual(
      schemaDifferences(schemaOfTables(modules[0]!.tables), schema, dialect),
      [],
      "the constraint's name is derived from the new name",
    );
  });

  test("modules whose models point at each other are migrated, forward and back to zero", async () => {
    await using database = await make();
    const app = project();
    class Team extends model("team", {
      get captain() {
        return one(() => Player).nullable();
      },
    }) {}
    class Player extends model("player", {
      get team() {
        return one(() => Team);
      },
    }) {}
    const models = { teams: [Team], players: [Player] };
    const made = await app.make(models);
    assert.equal(made.length, 3, made.join(", "));
    const modules = app.modules(models);
    const migrations = await loadMigrations(modules);
    await migrate(database.driver, { migrations });
    const { schema } = await introspect(database.driver);
    const wanted = schemaOfTables(modules.flatMap(({ tables }) => tables));
    assert.deepEqual(schemaDifferences(wanted, schema, dialect), []);
    for (const module of ["teams", "players"])
      await migrate(database.driver, { migrations, target: { module, name: "zero" } });
    assert.equal((await introspect(database.driver)).schema.size, 0);
    assert.deepEqual(
      (await showMigrations(database.driver, migrations)).map(({ isApplied }) => isApplied),
      [false, false, false],
    );
  });
});

test("a migration file is formatted, type-checks and reads like the models", async () => {
  const app = project();
  await app.make({ auth: [User], blog: [Post] });
  const source = read(app.folder, "blog/0001_initial");
  assert.ok(source.includes(`import { createTable, migration } from "quintet/db/migrations";`));
  assert.ok(source.includes(`        status: { type: "text", default: "draft" },`));
  assert.ok(source.includes(`        price: { type: "decimal(10,2)", default: "0.00" },`));
  assert.ok(source.includes(`columns: ["status", "-published_at"]`));
  const bin = join(import.meta.dirname, "../../node_modules/.bin");
  await promisify(execFile)(join(bin, "oxfmt"), [join(app.folder, "blog")]);
  assert.equal(read(app.folder, "blog/0001_initial"), source);
  assert.deepEqual(await typeErrors(app.folder), []);
});

test("check writes nothing and tells what is missing", async () => {
  const app = project();
  assert.deepEqual(await app.make({ auth: [User] }, { check: true }), ["auth/0001_initial"]);
  assert.ok(!readdirSync(app.folder).includes("auth"));
});

test("names say what a migration does", async () => {
  const app = project();
  const fields = { title: text() };
  class First extends model("post", fields) {}
  class Second extends model("post", { ...fields, views: int().default(0) }) {}
  class Third extends model("post", {
    ...fields,
    views: int().default(1),
    likes: int().default(0),
  }) {}
  await app.make({ blog: [First] });
  assert.deepEqual(await app.make({ blog: [Second] }), ["blog/0002_add_post_views"]);
  assert.deepEqual(await app.make({ blog: [Third] }, { name: "likes" }), ["blog/0003_likes"]);
  assert.deepEqual(await app.make({ blog: [Third] }, { empty: "blog", name: "fill_likes" }), [
    "blog/0004_fill_likes",
  ]);
  await assert.rejects(app.make({ blog: [Third] }, { name: "../x" }), {
    code: "DB_MIGRATION_BAD_FLAG",
  });
});

test("names of migrations that do several things stay short", async () => {
  const app = project();
  class First extends model("post", { title: text() }) {}
  class Second extends model("post", { title: text().unique(), views: int().default(0) }) {
    static {
      this.index(["views"]);
    }
  }
  class Third extends model("post", { title: text(), views: int(), likes: int().default(0) }) {}
  class Team extends model("team", { name: text() }) {}
  class Member extends model("teamMember", {
    get team() {
      return one(() => Team);
    },
  }) {}
  class Guest extends model("guest", {
    get team() {
      return one(() => Team);
    },
  }) {}
  class Place extends model("place", { name: text() }, { table: "MeetingPlace" }) {}
  const make = async (...blog: Model[]) => (await app.make({ blog }))[0];
  await make(First);
  // The index and the constraint go with the column.
  assert.equal(await make(Second), "blog/0002_add_post_views");
  assert.equal(await make(Third), "blog/0003_add_post_likes_and_alter_post_views");
  assert.equal(await make(Third, Place), "blog/0004_create_meeting_place");
  assert.equal(await make(Third, Place, Member, Team, Guest), "blog/0005_create_team_and_2_more");
});

test("without a terminal a possible rename is an error that names the flags, and nothing is written", async () => {
  const app = project();
  class Old extends model("post", { titel: text() }) {}
  class New extends model("post", { title: text() }) {}
  class Other extends model("article", { titel: text() }) {}
  await app.make({ blog: [Old] });
  await assert.rejects(app.make({ blog: [New] }), {
    code: "DB_MIGRATION_AMBIGUOUS",
    hint: /--rename post\.titel:title, or --drop post\.titel/,
  });
  await assert.rejects(app.make({ blog: [Other] }), {
    code: "DB_MIGRATION_AMBIGUOUS",
    hint: /--rename post:article/,
  });
  assert.equal(readdirSync(join(app.folder, "blog/migrations")).length, 1);
  assert.deepEqual(await app.make({ blog: [Other] }, { rename: ["post:article"] }), [
    "blog/0002_rename_post_to_article",
  ]);
});

test("a person is asked, with what is most alike first, and dropping is an answer", async () => {
  const app = project();
  class Old extends model("post", { titel: text(), gone: int() }) {}
  class New extends model("post", { count: int().default(0), title: text() }) {}
  await app.make({ blog: [Old] });
  const asked: string[] = [];
  const questions: Questions = {
    renamedTable: () => Promise.reject(new Error("no table was renamed")),
    renamedColumn: (table, column, candidates) => {
      asked.push(`${table}.${column}: ${candidates.join(", ")}`);
      return Promise.resolve(column === "titel" ? "title" : undefined);
    },
    fill: () => Promise.reject(new Error("nothing has to be filled")),
  };
  const [id] = await app.make({ blog: [New] }, { questions });
  assert.deepEqual(asked, ["post.titel: title, count", "post.gone: count"]);
  const source = read(app.folder, id!);
  assert.match(source, /renameColumn\("post", "titel", "title"\)/);
  assert.match(source, /dropColumn\("post", "gone"\)/);
});

test("a flag about something that is not there names what was meant", async () => {
  const app = project();
  class Old extends model("post", { titel: text() }) {}
  class New extends model("post", { title: text() }) {}
  await app.make({ blog: [Old] });
  const refused = { code: "DB_MIGRATION_BAD_FLAG" };
  await assert.rejects(app.make({ blog: [New] }, { rename: ["post.titl:title"] }), {
    ...refused,
    message: /Did you mean "post\.titel"/,
  });
  await assert.rejects(app.make({ blog: [New] }, { rename: ["post.titel:titel2"] }), refused);
  await assert.rejects(app.make({ blog: [New] }, { rename: ["post.titel"] }), refused);
  await assert.rejects(app.make({ blog: [New] }, { drop: ["post.title"] }), refused);
  await assert.rejects(app.make({ blog: [New] }, { empty: "shop" }), refused);
});

test("a required column without a default is refused with the recipe, or filled once", async () => {
  const app = project();
  class Old extends model("post", { title: text() }) {}
  class New extends model("post", { title: text(), views: int(), createdAt: createdAt() }) {}
  await app.make({ blog: [Old] });
  await assert.rejects(app.make({ blog: [New] }), {
    code: "DB_MIGRATION_NEEDS_VALUE",
    message: /post\.views/,
    hint: /--fill post\.views=.*data migration/,
  });
  const fill = ["post.views=0", "post.created_at=now"];
  const [id] = await app.make({ blog: [New] }, { fill });
  const source = read(app.folder, id!);
  assert.match(source, /addColumn\("post", "views", \{ type: "int" \}, \{ fill: 0 \}\)/);
  assert.match(
    source,
    /addColumn\("post", "created_at", \{ type: "datetime" \}, \{ fill: "now" \}\)/,
  );
});

test("a column that may be null no more is filled by its default, or by what is said, the empty text too", async () => {
  const app = project();
  class Old extends model("post", { title: text().nullable(), views: int().nullable() }) {}
  class WithDefaults extends model("post", {
    title: text().default(""),
    views: int().default(1),
  }) {}
  class Required extends model("post", { title: text(), views: int().nullable() }) {}
  await app.make({ blog: [Old] });
  await assert.rejects(app.make({ blog: [Required] }), { code: "DB_MIGRATION_NEEDS_VALUE" });
  await assert.rejects(app.make({ blog: [WithDefaults] }, { fill: ["=1"] }), {
    code: "DB_MIGRATION_BAD_FLAG",
  });
  const [filled] = await app.make({ blog: [Required] }, { fill: ["post.title="] });
  assert.match(read(app.folder, filled!), /alterColumn\("post", "title", .*\{ fill: "" \}\)/);
  const [byDefault] = await app.make({ blog: [WithDefaults] });
  assert.match(read(app.folder, byDefault!), /alterColumn\("post", "views", .*\{ fill: 1 \}\)/);
});

test("what is unique among some rows only is a unique index with their condition, renamed with its column", async () => {
  const app = project();
  class Old extends model("loan", { item: int(), isOpen: bool() }) {}
  class New extends model("loan", { item: int(), isOpen: bool() }) {
    static {
      this.unique(["item"], { where: { isOpen: true } });
    }
  }
  class Renamed extends model("loan", { copy: int(), isOpen: bool() }) {
    static {
      this.unique(["copy"], { where: { isOpen: true } });
    }
  }
  await app.make({ loans: [Old] });
  const [id] = await app.make({ loans: [New] });
  assert.equal(id, "loans/0002_unique_loan_item");
  assert.match(
    read(app.folder, id),
    /addIndex\("loan", \{[^}]*name: "loan_item_partial_key",[^}]*unique: true,[^}]*where: \{ is_open: true \}/,
  );
  const [rename] = await app.make({ loans: [Renamed] }, { rename: ["loan.item:copy"] });
  assert.doesNotMatch(read(app.folder, rename!), /Index/);
  assert.deepEqual(await app.make({ loans: [Renamed] }, { check: true }), []);
});

test("two last migrations are a conflict that a merge ends, if their order does not matter", async () => {
  const app = project();
  class Post0 extends model("post", { title: text() }) {}
  class PostA extends model("post", { title: text(), a: int().default(0) }) {}
  class PostB extends model("post", { title: text(), b: int().default(0) }) {}
  class PostAB extends model("post", { title: text(), a: int().default(0), b: int().default(0) }) {}
  await app.make({ blog: [Post0] });
  const other = project();
  const folder = join(other.folder, "blog/migrations");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "0001_initial.ts"), read(app.folder, "blog/0001_initial"));
  await app.make({ blog: [PostA] });
  const [b] = await other.make({ blog: [PostB] });
  writeFileSync(join(app.folder, "blog/migrations/0002_add_post_b.ts"), read(other.folder, b!));
  await assert.rejects(app.make({ blog: [PostAB] }), {
    code: "DB_MIGRATION_CONFLICT",
    message: /0002_add_post_a, 0002_add_post_b/,
    hint: /--merge/,
  });
  const merged = await app.make({ blog: [PostAB] }, { merge: true });
  assert.deepEqual(merged, ["blog/0003_merge_add_post_a_add_post_b"]);
  assert.deepEqual(await app.make({ blog: [PostAB] }, { check: true }), []);
});

test("branches that change the same thing are not merged", async () => {
  const app = project();
  class Post0 extends model("post", { title: text() }) {}
  class PostA extends model("post", { title: text(), a: int().default(0) }) {}
  await app.make({ blog: [Post0] });
  await app.make({ blog: [PostA] });
  const twin = join(app.folder, "blog/migrations/0002_the_same.ts");
  writeFileSync(twin, read(app.folder, "blog/0002_add_post_a"));
  await assert.rejects(app.make({ blog: [PostA] }, { merge: true }), {
    code: "DB_MIGRATION_MERGE_CONFLICT",
    message: /has a column "a" already/,
  });
});

test("a table of a model that moved to another module is not dropped", async () => {
  const app = project();
  await app.make({ blog: [User], auth: [] });
  assert.deepEqual(await app.make({ blog: [], auth: [User] }), []);
});

test("a join table nobody declared is of the module that has the relation", async () => {
  const app = project();
  class Tag extends model("tag", { name: text() }) {}
  class Item extends model("item", {
    get tags() {
      return many(() => Tag);
    },
  }) {}
  const tables = resolveTables([Tag, Item]).all;
  const modules = [{ module: "shop", folder: join(app.folder, "shop/migrations"), tables }];
  const [made] = await makeMigrations({ modules });
  assert.match(made!.source, /createTable\("item_tag", \{/);
  assert.match(made!.source, /primaryKey: \["item_id", "tag_id"\]/);
});

test("a file that is no migration, and a dependency that is not there, are refused by name", async () => {
  const app = project();
  await app.make({ auth: [User] });
  const folder = join(app.folder, "auth/migrations");
  writeFileSync(join(folder, "0002_other.ts"), "export default 1;\n");
  await assert.rejects(app.make({ auth: [User] }), {
    code: "DB_MIGRATION_BAD_FILE",
    message: /0002_other\.ts/,
  });
  const source = read(app.folder, "auth/0001_initial");
  writeFileSync(
    join(folder, "0002_other.ts"),
    `import { migration } from "quintet/db/migrations";\nexport default migration({ dependsOn: ["auth/0001_initia"], operations: [] });\n`,
  );
  await promisify(execFile)(process.execPath, [
    "--conditions=quintet-source",
    "--input-type=module",
    "-e",
    `import { loadMigrations, makeMigrations } from ${JSON.stringify(join(import.meta.dirname, "../../src/db/migrations/index.ts"))};
     await makeMigrations({ modules: [{ module: "auth", folder: ${JSON.stringify(folder)}, tables: [] }] });`,
  ]).then(
    () => assert.fail("it was accepted"),
    (error: { stderr: string }) => assert.match(error.stderr, /Did you mean "auth\/0001_initial"/),
  );
  assert.equal(read(app.folder, "auth/0001_initial"), source);
});

test("the SQL of a migration is told without a database, for either dialect and direction", async () => {
  const app = project();
  await app.make({ auth: [User] });
  const migrations = await loadMigrations(app.modules({ auth: [User] }));
  const target = { module: "auth", name: "0001" };
  assert.deepEqual(sqlMigrate(migrations, target, "postgres"), [
    'create table "user" (\n  "id" bigint generated by default as identity not null,\n  "name" text not null,\n  constraint "user_pkey" primary key ("id"),\n  constraint "user_name_key" unique ("name")\n)',
  ]);
  assert.deepEqual(sqlMigrate(migrations, target, "sqlite"), [
    'create table "user" (\n  "id" integer primary key autoincrement,\n  "name" text not null\n)',
    'create unique index "user_name_key" on "user" ("name")',
  ]);
  assert.deepEqual(sqlMigrate(migrations, target, "sqlite", "backward"), ['drop table "user"']);
  assert.throws(() => sqlMigrate(migrations, { module: "auht", name: "0001" }, "sqlite"), {
    code: "DB_MIGRATION_UNKNOWN_MODULE",
    message: /Did you mean "auth"/,
  });
  assert.throws(() => sqlMigrate(migrations, { module: "auth", name: "0009" }, "sqlite"), {
    code: "DB_MIGRATION_UNKNOWN",
    message: /0001_initial/,
  });
});

test("planning on a database that has never been migrated writes nothing to it", async () => {
  const driver = await openDriver("sqlite::memory:");
  assert.deepEqual(await showMigrations(driver, []), []);
  assert.equal((await introspect(driver)).schema.size, 0);
  const tables = { sql: "select name from sqlite_master", isWrite: false, returnsRows: true };
  assert.deepEqual((await driver.execute(tables, [])).rows, []);
  await driver.close();
});
