import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, describe, test as plainTest } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { App, app, module } from "quintet/app";
import { database, model, text } from "quintet/db";
import { cookie, currentServer, get, http, notFound, post, redirect, url } from "quintet/http";
import { shape } from "quintet/schema";
import { appTest, testClient, testDatabase } from "quintet/testing";

const run = promisify(execFile);

class Note extends model("note", { text: text({ min: 1 }) }) {}
const seen = cookie("seen", { protect: "signed" });

const notes = module("notes", {
  models: [Note],
  routes: [
    get("/notes", { name: "notes.list" }, async () => (await Note.all()).map((note) => note.text)),
    post("/notes", { body: shape({ text: text({ min: 1 }) }), status: 201 }, async ({ body }) => {
      return { id: (await Note.create(body)).id };
    }),
    get("/me", ({ request: { user } }) => ({ ...user, roles: [...user.roles] })),
    get("/see/:what", ({ params }) => {
      seen.set(params.what);
      return { ok: true };
    }),
    get("/seen", () => ({ seen: seen.find() ?? null })),
    get("/old", () => redirect("/notes")),
    get("/many", { query: shape({ tag: text() }) }, ({ query }) => query),
    get("/gone", () => {
      throw notFound("No such thing.");
    }),
  ],
});
const own = app({ modules: [database({ url: "sqlite:./never-opened/app.db" }), http(), notes] });
const test = appTest(own);

describe("a test of an app", () => {
  test("has a client, and the models are on the same database", async ({ client }) => {
    const made = await client.post("/notes", { json: { text: "Buy tea" } });
    assert.deepEqual([made.status, await Note.count()], [201, 1]);
    assert.deepEqual((await client.get("/notes")).json, ["Buy tea"]);
  });

  test("finds nothing of the test before it", async ({ client, app: running }) => {
    assert.deepEqual((await client.get("/notes")).json, []);
    assert.ok(running.isRunning && running !== own);
    assert.equal(own.isRunning, false);
  });

  test("opens no port", ({ app: running }) => {
    assert.equal(running.run(() => currentServer.get())?.address, undefined);
  });

  test("is in the context of the app", () => {
    assert.equal(url("notes.list"), "/notes");
  });

  test("may say how many queries an answer takes", async ({ client }) => {
    await client.get("/notes", { maxQueries: 1 });
    await assert.rejects(client.get("/notes", { maxQueries: 0 }), /there were 1:\n.*select/);
  });
});

describe("a test of an app whose parts depend on its database", () => {
  const started: (string | undefined)[] = [];
  const clock = module("clock", {
    dependsOn: ["database"],
    components: [
      () => ({
        name: "clock",
        dependsOn: ["database"],
        start: async () => void started.push((await Note.create({ text: "Wound up" })).text),
      }),
    ],
  });
  const inner = module("inner", { modules: [database({ url: "sqlite:./never-opened/app.db" })] });
  const dependent = appTest(app({ modules: [clock, http(), notes, inner] }));

  dependent("starts them with the database of the test", async ({ client }) => {
    assert.deepEqual((await client.get("/notes")).json, ["Wound up"]);
    assert.deepEqual(started, ["Wound up"]);
  });

  plainTest("a database with their models is made without starting them", async () => {
    started.length = 0;
    await using made = await testDatabase({ modules: [clock, notes] });
    assert.equal(await made.rolledBack(() => Note.count()), 0);
    assert.deepEqual(started, []);
  });
});

describe("what an app logs as an error", () => {
  const outputOf = async (expectedStatus: string): Promise<string> => {
    const file = fileURLToPath(new URL("./failing-app.ts", import.meta.url));
    const env = { ...process.env, EXPECTED_STATUS: expectedStatus, NODE_TEST_CONTEXT: undefined };
    const options = ["--conditions=quintet-source", "--test-reporter=spec", file];
    const ended = await run(process.execPath, options, { env }).catch(
      (failed: { stdout: string; stderr: string }) => failed,
    );
    return ended.stdout + ended.stderr;
  };

  plainTest("is shown where the test fails, with the place in the source", async () => {
    assert.match(await outputOf("200"), /RangeError: the shelf is empty\n.*failing-app\.ts:9/);
  });

  plainTest("is not shown where the test has asked for it", async () => {
    const said = await outputOf("500");
    assert.match(said, /pass 1/);
    assert.doesNotMatch(said, /shelf/);
  });
});

describe("a test client", () => {
  test("gives status, headers, text and JSON of an answer, errors included", async ({ client }) => {
    const { status, headers, json, text: said } = await client.get("/gone");
    assert.equal(status, 404);
    assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.equal(json.detail, "No such thing.");
    assert.deepEqual(JSON.parse(said), json);
  });

  test("sends queries, headers and bodies", async ({ client }) => {
    assert.deepEqual((await client.get("/many", { query: { tag: "a b", no: undefined } })).json, {
      tag: "a b",
    });
    const wrong = await client.post("/notes", {
      body: "text=x",
      headers: { "content-type": "text/x-odd" },
    });
    assert.deepEqual([wrong.status, await Note.count()], [415, 0]);
  });

  test("follows no redirect", async ({ client }) => {
    const { status, headers } = await client.get("/old");
    assert.deepEqual([status, headers.get("location")], [303, "/notes"]);
  });

  test("asks as somebody, and stays somebody else itself", async ({ client }) => {
    const staff = client.as({ id: 7, name: "ada", isStaff: true });
    assert.deepEqual((await staff.get("/me")).json, {
      id: 7,
      name: "ada",
      isSignedIn: true,
      isStaff: true,
      isSuperuser: false,
      roles: [],
    });
    assert.equal((await client.get("/me")).json.isSignedIn, false);
  });
});

plainTest("a client starts the app that it is given, keeps its cookies, and stops it", async () => {
  const fresh: App = app({
    modules: [
      http({ keys: ["an unguessable key of many characters"] }),
      module("n", { routes: notes.parts.routes! }),
    ],
  });
  after(() => fresh.stop());
  {
    await using client = testClient(fresh);
    await client.get("/see/tea");
    assert.deepEqual((await client.get("/seen")).json, { seen: "tea" });
    assert.deepEqual((await client.as({ id: 1 }).get("/seen")).json, { seen: null });
    assert.equal(fresh.isRunning, true);
  }
  assert.equal(fresh.isRunning, false);
});
