import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { makeProject } from "./project.ts";

const APP = `import { app, module } from "quintet";
import { apiDocs } from "quintet/api";
import { defineSettings } from "quintet/config";
import { model, text } from "quintet/db";
import { get, group, middleware, post } from "quintet/http";
import { int } from "quintet/schema";
class Note extends model("note", { text: text() }) {}
const quiet = middleware("quiet", (_request, next) => next());
const show = get("/:id", { name: "note" }, () => null);
const notes = module("notes", { models: [Note], routes: [group("/notes", { middleware: [quiet] }, [show, post("/", () => null)])] });
const settings = defineSettings({ prefix: "SHOP_", fields: { size: int().default(3).help("How many") } });
const values = settings.load({ env: process.env, cwd: import.meta.dirname, args: process.argv });
export default app({ settings: values, modules: [notes] });\n`;

const GUARDED = `import { resource } from "quintet/api";
import { app, module } from "quintet/app";
import { auth, requires, signedIn, staff } from "quintet/auth";
import { model, policy, text } from "quintet/db";
import { get, group, http } from "quintet/http";
class Note extends model("note", { text: text() }) {}
const show = () => null;
const notes = resource(Note, { path: "/notes", only: ["list"], policy: policy(Note, { read: () => true }) });
const own = group("/own", [
  get("/all", { public: true }, show),
  get("/me", { policy: signedIn }, show),
  get("/danger", { signedIn: "fresh" }, show),
  get("/admin", { policy: staff }, show),
  get("/publish", { signedIn: true, policy: requires("note.publish") }, show),
  group("/sync", { scopes: ["notes:read"] }, [get("/", { signedIn: true, scopes: ["notes:write"] }, show)]),
  notes,
  get("/unsaid", show),
]);
const site = module("site", { models: [Note], routes: [own] });
export default app({ modules: [http({ keys: ["${"k".repeat(40)}"] }), auth({ defaultAccess: "signedIn" }), site] });\n`;

const PRODUCTION = {
  QUINTET_ENV: "production",
  SECRET_KEY: "gE0aIbLwVzQ7yYtR4nHk2mPxS9dUcFjT6oBvCqWs",
  ALLOWED_HOSTS: "shop.example",
  TRUSTED_PROXIES: "private",
};

describe("quintet routes", () => {
  const project = makeProject({ "app.ts": APP });

  test("lists methods, paths, names, modules and middleware, and starts nothing", async () => {
    const { exitCode, stdout, stderr } = await project.runReal(["routes"]);
    assert.deepEqual([exitCode, stderr], [0, ""]);
    assert.match(stdout, /^methods +path +for +name +module +middleware$/m);
    assert.match(stdout, /^GET +\/notes\/:id +note +notes +quiet$/m);
    assert.match(stdout, /^POST +\/notes +notes +quiet$/m);
  });

  test("--json is for programs", async () => {
    const { stdout } = await project.runReal(["routes", "--json"]);
    assert.deepEqual(JSON.parse(stdout)[0], {
      methods: ["GET"],
      path: "/notes/:id",
      audience: "",
      name: "note",
      module: "notes",
      middleware: ["quiet"],
      tags: [],
    });
  });

  test("says whom each route is for, where the app has users", async () => {
    const guarded = makeProject({ "app.ts": GUARDED });
    const { stdout } = await guarded.runReal(["routes", "--json"]);
    const rows = JSON.parse(stdout) as { path: string; audience: string }[];
    const own = rows.filter(({ path }) => path.startsWith("/own"));
    assert.deepEqual(Object.fromEntries(own.map(({ path, audience }) => [path, audience])), {
      "/own/all": "public",
      "/own/me": "signed in",
      "/own/danger": "signed in lately",
      "/own/admin": "staff",
      "/own/publish": "signed in, a rule",
      "/own/sync": "signed in, scopes notes:read notes:write",
      "/own/notes": "policy of note",
      "/own/unsaid": "signed in",
    });
    assert.match((await guarded.runReal(["routes"])).stdout, /^GET +\/own\/admin +staff /m);
  });
});

test("quintet openapi prints the document, or writes it, also of an app that serves it", async () => {
  const served = APP.replace("[notes] });", "[notes, apiDocs()] });");
  const project = makeProject({ "app.ts": served });
  const { exitCode, stdout } = await project.runReal(["openapi"]);
  assert.equal(exitCode, 0);
  const document = JSON.parse(stdout);
  assert.match(document.openapi, /^3\.1\./);
  assert.deepEqual(Object.keys(document.paths), ["/notes/{id}", "/notes"]);
  await project.runReal(["openapi", "--output=openapi.json"]);
  assert.deepEqual(JSON.parse(project.read("openapi.json")), document);
});

describe("quintet settings", () => {
  const project = makeProject({ "app.ts": APP });

  test("lists all with their sources, and no secret", async () => {
    const { SECRET_KEY } = PRODUCTION;
    const { exitCode, stdout } = await project.runReal(["settings"], {
      SECRET_KEY,
      SHOP_SIZE: "5",
    });
    assert.equal(exitCode, 0);
    assert.match(stdout, /^SHOP_SIZE +5 +environment +How many$/m);
    assert.match(stdout, /^SECRET_KEY +••••/m);
    assert.equal(stdout.includes(SECRET_KEY), false);
  });

  test("--set is the strongest source, before and behind the command", async () => {
    for (const argv of [
      ["--set", "SHOP_SIZE=7", "settings"],
      ["settings", "--set", "size=7"],
    ]) {
      const { stdout } = await project.runReal(argv, { SHOP_SIZE: "5" });
      assert.match(stdout, /^SHOP_SIZE +7 +--set /m);
    }
  });

  test("a --set that the app does not read is refused", async () => {
    const deaf = makeProject({ "app.ts": APP.replace(", args: process.argv", "") });
    const { exitCode, stderr } = await deaf.runReal(["check", "--set", "SHOP_SIZE=7"]);
    assert.equal(exitCode, 1);
    assert.match(stderr, /^error \[CLI_SETTING_UNHEARD\] .*SHOP_SIZE=7.*\n hint .*process\.argv/);
  });

  test("an app without settings says so", async () => {
    const bare = makeProject({
      "app.ts": `import { app } from "quintet/app";\nexport default app({ modules: [] });\n`,
    });
    assert.match((await bare.run(["settings"])).stderr, /^error \[CLI_NO_SETTINGS\]/);
  });
});

describe("quintet check --deploy", () => {
  const project = makeProject({ "app.ts": APP });

  test("tells what is fine at home only, each with its id, and exits with 1", async () => {
    const { exitCode, stderr } = await project.runReal(["check", "--deploy"]);
    assert.equal(exitCode, 1);
    assert.deepEqual(ids(stderr), [
      "! deploy.profile",
      "✗ deploy.secret_key_made",
      "✗ deploy.debug",
      "! deploy.allowed_hosts_local",
      "! deploy.host_local",
      "! deploy.https",
      "! deploy.hsts",
      "✗ deploy.migrations_missing",
    ]);
    assert.equal((await project.runReal(["check"])).exitCode, 0);
  });

  test("in production only what is open is left", async () => {
    await project.runReal(["makemigrations"]);
    const { exitCode, stderr } = await project.runReal(["check", "--deploy"], PRODUCTION);
    assert.deepEqual([exitCode, ids(stderr)], [0, ["! deploy.https"]]);
  });

  test("weak keys, any host, data in memory and endless redirects are errors", async () => {
    const open = makeProject({
      "app.ts": APP.replace("modules: [notes]", "modules: [], http: { httpsOnly: true }"),
    });
    const { exitCode, stderr } = await open.runReal(["check", "--deploy"], {
      ...PRODUCTION,
      SECRET_KEY: "my-secret-password-that-is-quite-long-indeed",
      ALLOWED_HOSTS: "*",
      TRUSTED_PROXIES: "",
      DATABASE_URL: "sqlite::memory:",
    });
    assert.equal(exitCode, 1);
    const found = ids(stderr).filter((line) => line.startsWith("✗"));
    assert.deepEqual(found, [
      "✗ deploy.database_in_memory",
      "✗ deploy.secret_key_weak",
      "✗ deploy.allowed_hosts_any",
      "✗ deploy.https_endless",
    ]);
  });
});

function ids(stderr: string): string[] {
  return [...stderr.matchAll(/^([!✗] deploy\.\w+):/gm)].map(([, id]) => id!);
}
