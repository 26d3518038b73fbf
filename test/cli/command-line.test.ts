import assert from "node:assert/strict";
import { readFileSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { makeProject, toEnd } from "./project.ts";

const { version } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../package.json"), "utf8"),
) as { version: string };

const APP = `import { app, module } from "quintet/app";
export default app({ modules: [module("blog", { checks: [() => []] })] });\n`;

describe("the command line", () => {
  const project = makeProject({ "app.ts": APP });

  test("without a command it shows what there is", async () => {
    const { exitCode, stdout, stderr } = await project.run([]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    for (const name of [
      "makemigrations",
      "migrate",
      "showmigrations",
      "sqlmigrate",
      "inspectdb",
      "shell",
      "check",
    ])
      assert.match(stdout, new RegExp(`^  ${name} `, "m"));
  });

  test("--version and --help answer on standard output", async () => {
    assert.deepEqual(await project.run(["--version"]), {
      exitCode: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
    const help = await project.run(["migrate", "--help"]);
    assert.deepEqual([help.exitCode, help.stderr], [0, ""]);
    assert.match(help.stdout, /^Usage: quintet migrate \[options\] \[module\] \[target\]\n/);
    assert.match(help.stdout, /^ {2}--plan /m);
  });

  test("an unknown command names the nearest, and exits with 2", async () => {
    const { exitCode, stdout, stderr } = await project.run(["migrat"]);
    assert.deepEqual([exitCode, stdout], [2, ""]);
    assert.match(
      stderr,
      /^error \[CLI_UNKNOWN_COMMAND\] .*"migrat"\. Did you mean "migrate"\?\n hint /,
    );
  });

  test("an unknown option names the nearest, and exits with 2", async () => {
    const { exitCode, stderr } = await project.run(["migrate", "--plam"]);
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^error \[CLI_USAGE\] Unknown option '--plam'\. Did you mean --plan\?\n hint .*quintet migrate --help/,
    );
  });

  test("too many arguments and missing values are errors of usage", async () => {
    for (const argv of [
      ["check", "it"],
      ["sqlmigrate", "blog"],
      ["check", "--app"],
    ]) {
      const { exitCode, stderr } = await project.run(argv);
      assert.deepEqual([argv, exitCode], [argv, 2]);
      assert.match(stderr, /^error \[CLI_USAGE\]/);
    }
  });

  test("the real command ends with the same exit codes", async () => {
    assert.deepEqual(await project.runReal(["check"]), {
      exitCode: 0,
      stdout: "✓ No problems.\n",
      stderr: "",
    });
    const { exitCode, stderr } = await project.runReal(["chek"]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /Did you mean "check"/);
  });

  test("colours are shown on a terminal, unless NO_COLOR says no or FORCE_COLOR yes", async () => {
    const GREEN = "\u001B[32m✓\u001B[39m";
    assert.ok((await project.run(["check"], { isTerminal: true })).stdout.startsWith(GREEN));
    const plain = { isTerminal: true, env: { NO_COLOR: "1" } };
    assert.equal((await project.run(["check"], plain)).stdout, "✓ No problems.\n");
    const forced = await project.run(["check"], { env: { FORCE_COLOR: "1" } });
    assert.ok(forced.stdout.startsWith(GREEN));
  });
});

describe("the app", () => {
  const NO_APP = makeProject({ "server.ts": APP });

  test("without one the message says where it was looked for and how to name it", async () => {
    const { exitCode, stderr } = await NO_APP.run(["check"]);
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /^error \[CLI_NO_APP\] .*app\.ts, src\/app\.ts, app\.js.*\n hint .*--app .*package\.json/,
    );
  });

  test("help works without an app, and says that commands are missing", async () => {
    const { exitCode, stdout } = await NO_APP.run(["--help"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /Commands of modules are missing here: No app was found/);
  });

  test("--app names it, wherever it stands", async () => {
    for (const argv of [
      ["--app", "server.ts", "check"],
      ["check", "--app=./server.ts"],
    ])
      assert.equal((await NO_APP.run(argv)).exitCode, 0);
    const { exitCode, stderr } = await NO_APP.run(["check", "--app", "nowhere.ts"]);
    assert.equal(exitCode, 1);
    assert.match(stderr, /\[CLI_APP_MISSING\] --app names nowhere\.ts/);
  });

  test("package.json names it, for the folders below too", async () => {
    const manifest = '{ "type": "module", "quintet": { "app": "./server/main.ts" } }';
    const project = makeProject({ "package.json": manifest, "server/main.ts": APP });
    assert.equal((await project.run(["check"])).exitCode, 0);
    assert.equal(
      (await project.run(["check"], { cwd: join(project.folder, "server") })).exitCode,
      0,
    );
  });

  test("a command given further down works in the folder of the project", async () => {
    const project = makeProject({
      "app.ts": `import { app, command, module } from "quintet/app";
        const where = command("where", { description: "", run: ({ print }) => print.line(process.cwd()) });
        export default app({ modules: [module("blog", { commands: [where] })] });`,
      "deep/er/file.txt": "",
    });
    const child = project.spawn(["where"], {}, "deep/er");
    assert.equal((await toEnd(child)).stdout, `${realpathSync(project.folder)}\n`);
  });

  test("src/app.ts is found, and app.ts before it", async () => {
    const project = makeProject({ "src/app.ts": APP });
    assert.equal((await project.run(["check"])).exitCode, 0);
    project.write("app.ts", "export default 1;");
    assert.match((await project.run(["check"])).stderr, /\[CLI_NOT_AN_APP\] app\.ts is no app/);
  });

  test("an app under another name than default is told apart from none", async () => {
    const project = makeProject({ "app.ts": APP.replace("export default", "export const shop =") });
    assert.match((await project.run(["check"])).stderr, /exported as "shop", not as default/);
  });

  test("a file that fails is named with the place; the stack is shown when asked for", async () => {
    const project = makeProject({
      "app.ts": 'import "./deep.ts";',
      "deep.ts": 'throw new TypeError("broken here");',
    });
    const { exitCode, stderr } = await project.run(["check"]);
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /^error \[CLI_APP_BROKEN\] app\.ts cannot be imported: broken here\n   at .*deep\.ts:1:7\n hint /,
    );
    assert.equal(stderr.split("\n").length, 4);
    for (const shown of [
      await project.run(["check", "--debug"]),
      await project.run(["check"], { env: { QUINTET_DEBUG: "1" } }),
    ])
      assert.match(shown.stderr, /TypeError: broken here\n +at /);
  });

  test("a syntax error is shown with its file and line", async () => {
    const project = makeProject({ "app.ts": "const a = 1;\nconst = ;" });
    assert.match((await project.run(["check"])).stderr, /\[CLI_APP_BROKEN\].*\n.*app\.ts:2/);
  });
});

describe("check", () => {
  const project = makeProject({
    "app.ts": `import { app, module } from "quintet/app";
const problem = (level, id) => ({ level, id, message: "Something is odd.", hint: "Mend it." });
export default app({ modules: [module("shop", {
  checks: [() => [problem("warning", "shop.odd")], () => [problem("error", "shop.wrong")]],
  components: [() => ({ name: "never", start() { throw new Error("started"); } })],
})] });`,
  });

  test("shows all problems, starts nothing, and exits with 1 for errors", async () => {
    const { exitCode, stdout, stderr } = await project.run(["check"]);
    assert.deepEqual([exitCode, stdout], [1, ""]);
    assert.equal(
      stderr,
      "! shop.odd: Something is odd. Mend it.\n✗ shop.wrong: Something is odd. Mend it.\n",
    );
  });
});
