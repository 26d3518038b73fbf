import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { atTerminal, makeProject } from "./project.ts";

const APP = `import { app, module } from "quintet/app";
import { connect, database, model, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
class Tag extends model("tag", { name: text() }) {}
const blog = module("blog", { models: [Tag], components: [(app) => ({
  name: "tables",
  dependsOn: ["database"],
  start: async () => { const { currentDatabase } = await import("quintet/db"); const database = currentDatabase.get(); await createAll(database.driver, database.tables.all); },
})] });
export default app({ modules: [database({ url: "sqlite::memory:" }), blog] });`;

test("the shell answers line by line, awaits, and keeps its history", async () => {
  const project = makeProject({ "app.ts": APP });
  const QUINTET_HISTORY = join(project.folder, "history");
  const { exitCode, stdout, stderr } = await atTerminal(
    project,
    ["shell"],
    [
      ["quintet> ", 'const tag = await Tag.create({ name: "new" })\n'],
      ["undefined", "[await Tag.count(), tag.isNew, count.name]\n"],
      ["[ 1, false, 'count' ]", "throw new Error('oops')\n"],
      ["oops", "await transaction(() => Tag.where({ name: 'new' }).delete())\n"],
      ["\n1", ".exit\n"],
    ],
    { QUINTET_HISTORY },
  );
  assert.deepEqual([exitCode, stderr], [0, ""]);
  assert.match(stdout, /^In scope: app, .*\bTag\b/);
  assert.match(project.read("history"), /\[await Tag\.count\(\), tag\.isNew, count\.name\]/);
});

test("a script that fails ends with 1 and names its line; the app is stopped", async () => {
  const project = makeProject({ "app.ts": APP });
  const { exitCode, stdout, stderr } = await project.run(["shell"], {
    stdin: "console.log(await Tag.count());\n// here\nawait Tag.get(7);",
  });
  assert.deepEqual([exitCode, stdout], [1, "0\n"]);
  assert.match(stderr, /^error \[DB_NOT_FOUND\]/);
  const crash = makeProject({ "app.ts": APP });
  const crashed = await crash.run(["shell"], { stdin: "\nnull.x" });
  assert.match(crashed.stderr, /^error TypeError: .*\n {3}at stdin:2:/);
});

test("a script may name its own values as it likes", async () => {
  const project = makeProject({ "app.ts": APP });
  const stdin = "const count = await Tag.count();\nlet app = count;\nconsole.log(count, app);";
  const { exitCode, stdout, stderr } = await project.run(["shell"], { stdin });
  assert.deepEqual([exitCode, stdout, stderr], [0, "0 0\n", ""]);
});
