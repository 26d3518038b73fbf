import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { temporaryDatabase } from "quintet/testing";
import { postgres } from "../services.ts";
import { atTerminal, makeProject, type Outcome, type Project } from "./project.ts";

const models = (fields: string): string => `
import { int, many, model, text } from "quintet/db";
export class Tag extends model("tag", { name: text().unique() }) {}
export class Post extends model("post", { ${fields}, get tags() { return many(() => Tag); } }) {}`;

const app = (url: string, models = "./models.ts"): string => `
import { app, module } from "quintet/app";
import { database } from "quintet/db";
import { Post, Tag } from "${models}";
const tags = module("tags", { models: [Tag] });
const blog = module("blog", { models: [Post], migrations: "./posts/migrations", dependsOn: [tags] });
const never = () => ({ name: "never", start() { throw new Error("started"); } });
export default app({ modules: [database({ url: ${JSON.stringify(url)} }), blog, tags,
  module("web", { components: [never] })] });`;

describe("migrations on SQLite", () => suite("sqlite:./app.db", "sqlite"));
describe("migrations on PostgreSQL", { skip: postgres.missing }, () =>
  suite(postgres.url, "postgres"),
);

function suite(kind: string, dialect: string): void {
  test("from models to tables and back, without starting the app", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({ "models.ts": models("title: text()"), "app.ts": app(place.url) });
    const ran = runner(project);

    assert.match(await ran(1, "makemigrations", "--check"), /have changes without a migration/);
    assert.equal(existsSync(join(project.folder, "tags")), false);
    assert.match(
      await ran(0, "makemigrations"),
      /^tags\/migrations\/0001_initial\.ts\n {2}create_tag\nposts\/migrations\/0001_initial\.ts\n {2}create_post\n {2}create_post_tag\n/,
    );
    assert.match(await ran(0, "makemigrations", "--check"), /up to date/);

    assert.match(
      await ran(0, "migrate", "--plan"),
      /^\+ tags\/0001_initial\n {4}create_tag\n\+ blog\/0001_initial\n/,
    );
    assert.match(
      await ran(0, "showmigrations"),
      /^tags\n \[ \] 0001_initial\nblog\n \[ \] 0001_initial\n$/,
    );
    assert.match(
      await ran(0, "migrate"),
      /^\+ tags\/0001_initial\n\+ blog\/0001_initial\n✓ 2 done on /,
    );
    assert.match(await ran(0, "migrate"), /^✓ Nothing to do/);
    assert.match(await ran(0, "showmigrations", "blog"), /^blog\n \[X\] 0001_initial {2}\d{4}-/);

    assert.match(await ran(0, "migrate", "blog", "zero"), /^- blog\/0001_initial\n/);
    assert.match(await ran(0, "showmigrations"), /\[X\] 0001_initial.*\nblog\n \[ \] 0001_initial/);
    assert.match(await ran(0, "migrate", "blog", "1", "--fake"), /1 noted as done/);
    assert.match(await ran(0, "sqlmigrate", "tags", "1"), /^create table "tag" \(/);
    assert.match(await ran(0, "sqlmigrate", "tags", "1", "--backwards"), /^drop table "tag";\n$/);
    assert.match(
      await ran(1, "migrate", "blok"),
      /\[DB_MIGRATION_UNKNOWN_MODULE\].*Did you mean "blog"/,
    );
    assert.match(await ran(2, "showmigrations", "blok"), /Did you mean "blog"/);
    assert.match(
      await ran(2, "sqlmigrate", "tags", "1", "--dialect", "mysql"),
      /"mysql" is no dialect/,
    );
  });

  test("where nobody can be asked, a rename is said by a flag and a drop is refused in CI", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({
      "models.ts": models("titel: text()"),
      "app.ts": app(place.url),
      "models2.ts": models("title: text(), views: int()"),
      "app2.ts": app(place.url, "./models2.ts"),
      "models3.ts": models("views: int()"),
      "app3.ts": app(place.url, "./models3.ts"),
    });
    const ran = runner(project);
    await ran(0, "makemigrations");
    await ran(0, "migrate");

    const second = ["makemigrations", "--app", "app2.ts"];
    assert.match(
      await ran(1, ...second),
      /\[DB_MIGRATION_AMBIGUOUS\].*\n hint .*--rename post\.titel:title/,
    );
    assert.match(
      await ran(1, ...second, "--rename", "post.titel:title"),
      /\[DB_MIGRATION_NEEDS_VALUE\].*\n.*--fill post\.views/,
    );
    assert.match(
      await ran(1, ...second, "--rename", "post.titl:title"),
      /\[DB_MIGRATION_BAD_FLAG\]/,
    );
    assert.deepEqual(filesOf(project), ["0001_initial.ts"]);
    const made = await ran(
      0,
      ...second,
      "--rename",
      "post.titel:title",
      "--fill",
      "post.views=0",
      "--name",
      "views",
    );
    assert.match(made, /0002_views\.ts/);
    assert.deepEqual(filesOf(project), ["0001_initial.ts", "0002_views.ts"]);
    const warned = await project.run(["migrate", "--app", "app2.ts"]);
    assert.equal(warned.exitCode, 0);
    assert.match(warned.stderr, /^! rename-column: .* Safely: /m);

    await ran(0, "makemigrations", "--app", "app3.ts");
    const refused = await project.run(["migrate", "--app", "app3.ts"], { env: { CI: "true" } });
    assert.equal(refused.exitCode, 1);
    assert.match(refused.stderr, /\[DB_MIGRATION_DANGEROUS\].*drop-column.*\n hint .*acknowledge/s);
    assert.match(await ran(0, "showmigrations", "--app", "app3.ts"), /\[ \] 0003_/);
    const allowed = await project.run(["migrate", "--app", "app3.ts", "--allow-dangers"], {
      env: { CI: "true" },
    });
    assert.equal(allowed.exitCode, 0);
  });

  test("modules that are named are written alone, with what they need", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({ "models.ts": models("title: text()"), "app.ts": app(place.url) });
    const ran = runner(project);
    assert.match(await ran(2, "makemigrations", "tag"), /no module "tag".*Did you mean "tags"/);
    assert.match(await ran(0, "makemigrations", "tags"), /✓ 1 written/);
    assert.deepEqual(filesOf(project), []);
    assert.match(await ran(2, "makemigrations", "--empty"), /--empty wants one module/);
    assert.match(await ran(0, "makemigrations", "blog"), /✓ 1 written/);
    assert.match(
      await ran(0, "makemigrations", "blog", "--empty", "--name", "fill"),
      /0002_fill\.ts/,
    );
    assert.match(project.read("posts/migrations/0002_fill.ts"), /runData/);
  });

  test("inspectdb writes models to a file, once", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({ "models.ts": models("title: text()"), "app.ts": app(place.url) });
    const ran = runner(project);
    await ran(0, "makemigrations");
    await ran(0, "migrate");
    assert.match(
      await ran(0, "inspectdb", "tag"),
      /^import .*\n\nexport class Tag extends model\("tag", \{/,
    );
    await ran(0, "inspectdb", "--url", place.url, "--output", "found.ts");
    assert.match(project.read("found.ts"), /export class Post /);
    project.write("found.ts", "mine");
    assert.match(
      await ran(1, "inspectdb", "--output", "found.ts"),
      /\[CLI_FILE_EXISTS\] found\.ts/,
    );
    assert.equal(project.read("found.ts"), "mine");
  });

  test("the shell runs a script in the app", async () => {
    await using place = await temporaryDatabase(kind);
    const url = JSON.stringify(place.url);
    const project = makeProject({
      "models.ts": models("title: text()"),
      "app.ts": app(place.url),
      "shell.ts": `import { app, module } from "quintet/app"; import { database } from "quintet/db";
        import { Post, Tag } from "./models.ts";
        export default app({ modules: [database({ url: ${url} }), module("blog", { models: [Post, Tag] })] });`,
    });
    const ran = runner(project);
    await ran(0, "makemigrations");
    await ran(0, "migrate");
    const script = `const tag = await Tag.create({ name: "new" });
      await transaction(() => Tag.create({ name: "newer" }));
      console.log(await Tag.count(), tag.isNew, app.modules.length);`;
    const outcome = await project.run(["shell", "--app", "shell.ts"], { stdin: script });
    assert.deepEqual(outcome, { exitCode: 0, stdout: "2 false 2\n", stderr: "" });
  });

  if (dialect === "postgres") return;

  test("at a terminal a person is asked, and may cancel", async () => {
    await using place = await temporaryDatabase(kind);
    const project = makeProject({
      "models.ts": models("titel: text()"),
      "app.ts": app(place.url),
      "models2.ts": models("title: text()"),
      "app2.ts": app(place.url, "./models2.ts"),
      "models3.ts": models("title: text(), views: int()"),
      "app3.ts": app(place.url, "./models3.ts"),
    });
    await runner(project)(0, "makemigrations");
    const cancelled = await asked(project, ["makemigrations", "--app", "app2.ts"], "\u0003");
    assert.equal(cancelled.exitCode, 130);
    assert.match(cancelled.stderr, /\[CLI_CANCELLED\]/);
    assert.deepEqual(filesOf(project), ["0001_initial.ts"]);
    const answered = await asked(project, ["makemigrations", "--app", "app2.ts"], "\r");
    assert.match(answered.stdout, /post\.titel is gone/);
    const filled = await atTerminal(
      project,
      ["makemigrations", "--app", "app3.ts"],
      [
        ["post.views (int) is required", "\r"],
        ["A value, or Ctrl-C", "7\r"],
      ],
    );
    assert.equal(filled.exitCode, 0);
    assert.match(project.read("posts/migrations/0003_add_post_views.ts"), /fill: 7\b/);
    assert.equal(answered.exitCode, 0);
    assert.match(
      project.read("posts/migrations/0002_rename_post_titel_to_title.ts"),
      /renameColumn\(/,
    );
  });
}

test("an app without a database, and models that do not fit, are told before anything is done", async () => {
  const project = makeProject({
    "app.ts": `import { app } from "quintet/app"; export default app({ modules: [] });`,
    "bad.ts": `import { app, module } from "quintet/app"; import { model, one } from "quintet/db";
      class Tag extends model("tag", {}) {}
      class Post extends model("post", { get tag() { return one(() => Tag); } }) {}
      export default app({ modules: [module("blog", { models: [Post] })] });`,
    "closed.ts": `import { app } from "quintet/app"; import { database } from "quintet/db";
      export default app({ modules: [database({ url: "postgres://nobody@127.0.0.1:1/none" })] });`,
  });
  const ran = runner(project);
  assert.match(await ran(1, "migrate"), /\[CLI_NO_DATABASE\]/);
  assert.match(await ran(1, "makemigrations", "--app", "bad.ts"), /\[DB_MODELS_INVALID\]/);
  assert.match(await ran(1, "migrate", "--app", "closed.ts"), /\[DB_UNREACHABLE\]/);
});

/** Runs a command that must end with a code; gives what it printed. */
function runner(project: Project): (code: number, ...argv: string[]) => Promise<string> {
  return async (code, ...argv) => {
    const { exitCode, stdout, stderr } = await project.run(argv);
    assert.equal(exitCode, code, `quintet ${argv.join(" ")}\n${stdout}\n${stderr}`);
    return stdout + stderr;
  };
}

function filesOf({ folder }: Project): string[] {
  const path = join(folder, "posts/migrations");
  return existsSync(path) ? readdirSync(path).toSorted() : [];
}

/** Runs a command at a terminal where a person presses keys as soon as a question stands there. */
async function asked(project: Project, argv: readonly string[], keys: string): Promise<Outcome> {
  return atTerminal(project, argv, [["is gone from the models", keys]]);
}
