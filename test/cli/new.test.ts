import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { makeProject } from "./project.ts";

const root = resolve(import.meta.dirname, "../..");

describe("quintet new", () => {
  test("writes a project of that name, and says what comes next", async () => {
    const place = makeProject({});
    const { exitCode, stdout, stderr } = await place.run(["new", "my-shop"]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(stdout, /cd my-shop\n {2}npm install\n {2}npx quintet migrate\n {2}npm run dev/);
    const { name, dependencies } = JSON.parse(place.read("my-shop/package.json"));
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.deepEqual([name, dependencies], ["my-shop", { quintet: version }]);
    assert.match(place.read("my-shop/settings.ts"), /prefix: "MY_SHOP_"/);
    assert.match(place.read("my-shop/.gitignore"), /^node_modules\/\n/);
    assert.match(place.read("my-shop/.env.example"), /#MY_SHOP_READ_ONLY=/);
    assert.ok(existsSync(join(place.folder, "my-shop/notes/migrations/0001_initial.ts")));
    assert.equal(place.read("my-shop/README.md").includes("{{"), false);
  });

  test("the versions that it is checked with are ours", async () => {
    const place = makeProject({});
    await place.run(["new", "shop"]);
    const { devDependencies } = JSON.parse(place.read("shop/package.json"));
    const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    for (const [name, version] of Object.entries(devDependencies))
      assert.equal(version, own.devDependencies[name], name);
  });

  test("a folder with something in it is left alone", async () => {
    const place = makeProject({ "shop/mine.txt": "mine" });
    const { exitCode, stderr } = await place.run(["new", "shop"]);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^error \[CLI_FOLDER_NOT_EMPTY\] .*mine\.txt/);
    assert.equal(existsSync(join(place.folder, "shop/package.json")), false);
  });

  test("names that npm or the settings could not take are refused", async () => {
    const place = makeProject({});
    for (const name of ["Shop", "my shop", "9lives", "quintet", "-"]) {
      const { exitCode, stderr } = await place.run(["new", "--", name]);
      assert.equal(exitCode, 1, name);
      assert.match(stderr, /^error \[CLI_BAD_PROJECT_NAME\]/);
    }
  });

  test("what it writes runs: migrated, checked, and its models have no change left", async () => {
    const place = makeProject({});
    await place.run(["new", "shop"]);
    const at = ["--app", "shop/app.ts"];
    assert.equal((await place.runReal(["makemigrations", "--check", ...at])).exitCode, 0);
    const migrated = await place.runReal(["migrate", ...at]);
    assert.deepEqual([migrated.exitCode, migrated.stderr], [0, ""]);
    const { stdout } = await place.runReal(["routes", ...at]);
    assert.match(stdout, /^PATCH +\/notes\/:key/m);
  });
});
