import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeProject } from "./project.ts";

const app = (folder: string, collected: string): string => `
import { app, module } from "quintet/app";
import { database, model, text } from "quintet/db";
import { http, staticFiles } from "quintet/http";
class Post extends model("post", { title: text() }) {}
const collected = ${JSON.stringify(join(folder, collected))};
const assets = staticFiles("/static", { folder: new URL("./assets", import.meta.url), collected });
const blog = module("blog", { models: [Post], routes: [assets] });
const server = http({ keys: ["kq3Vw9xTz1LmP7rYbN5cHd8JfGs2AeUo"], allowedHosts: ["blog.test"] });
const url = ${JSON.stringify(`sqlite:${join(folder, "app.db")}`)};
export default app({ modules: [server, database({ url }), blog] });`;

test("a release collects the static files, checks, and migrates last", async () => {
  const project = makeProject({ "assets/app.css": "a { color: red }\n".repeat(99) });
  const { folder } = project;
  project.write("app.ts", app(folder, "build/static"));
  const refused = await project.run(["release"]);
  assert.equal(refused.exitCode, 1);
  assert.match(refused.stdout, /^✓ 1 static files collected in .*\/build\/static\.\n$/);
  assert.match(refused.stderr, /✗ deploy\.migrations_missing/);
  assert.equal(existsSync(join(folder, "app.db")), false);

  await project.run(["makemigrations"]);
  const { exitCode, stdout, stderr } = await project.run(["release"]);
  assert.equal(exitCode, 0, stderr);
  assert.match(
    stdout,
    /collected in .*\n✓ Warnings only\.\n\+ blog\/0001_initial\n✓ 1 done on .*\n$/,
  );
  assert.doesNotMatch(stderr, /static_missing/);
  const made = readdirSync(join(folder, "build/static")).toSorted();
  assert.match(made.join(" "), /^\.static-manifest\.json (app\.[0-9a-f]{12}\.css) \1\.br \1\.gz$/);
  assert.match((await project.run(["release"])).stdout, /✓ Nothing to do: .*\n$/);

  project.write("later.ts", app(folder, "other"));
  const unready = await project.run(["check", "--deploy", "--app", "later.ts"]);
  assert.match(unready.stderr, /! deploy\.static_missing: No static files .*\/other: /);
});

test("an app without a database and without static files has less to do", async () => {
  const project = makeProject({
    "app.ts": `import { app } from "quintet/app"; export default app({ modules: [] });`,
  });
  assert.match((await project.run(["collectstatic"])).stderr, /^! Nothing to collect: /);
  const { exitCode, stdout } = await project.run(["release"]);
  assert.deepEqual([exitCode, stdout], [0, "✓ No problems.\n"]);
});
