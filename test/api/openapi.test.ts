import assert from "node:assert/strict";
import { test } from "node:test";
import { openapi, resource } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { database, model, policy } from "quintet/db";
import { get, group, http, post, startInProcess } from "quintet/http";
import { bool, datetime, int, json, list, shape, text } from "quintet/schema";
import { temporaryDatabase } from "quintet/testing";
import { redoclyFinds, spectralFinds } from "./lint-document.ts";
import { fillRich, richApp } from "./rich-app.ts";

const document = openapi(richApp("sqlite::memory:"));
const broken = { ...document, info: { title: "x", version: "1" }, tags: [], security: undefined };

test("Spectral's recommended rules find nothing in the document, and they are asked", async () => {
  assert.deepEqual(await spectralFinds(document), []);
  assert.ok((await spectralFinds(broken)).some((line) => line.startsWith("info-contact")));
});

test("Redocly's recommended rules find nothing in the document, and they are asked", async () => {
  assert.deepEqual(await redoclyFinds(document), []);
  assert.ok((await redoclyFinds(broken)).some((line) => line.startsWith("security-defined")));
});

test("a route is told with its parameters, body, answers and problems", () => {
  const show = document.paths["/api/notes/{id}"]!["get"]!;
  assert.equal(show.operationId, "notes.show");
  assert.deepEqual(
    show.parameters!.map(({ name, in: place, required }) => [name, place, required ?? false]),
    [
      ["id", "path", true],
      ["loud", "query", false],
      ["tags", "query", false],
    ],
  );
  assert.deepEqual(Object.keys(show.responses), ["200", "400", "404", "429", "default"]);
  const create = document.paths["/api/notes"]!["post"]!;
  assert.equal(create.summary, "Write a note");
  assert.deepEqual(create.requestBody!.content["application/json"]!.example, {
    words: "hello",
    stars: 5,
  });
  assert.ok("413" in create.responses && "415" in create.responses && "201" in create.responses);
  assert.equal(document.paths["/api/files/{path}"]!["get"]!.deprecated, true);
  assert.deepEqual(document.paths["/api/whoami"]!["get"]!.security, [{ bearer: [] }]);
});

test("a resource is told with its operations, fields, filters and pages, by the names of the wire", () => {
  const place = document.paths["/api/articles"]!;
  assert.deepEqual(Object.keys(place), ["get", "post"]);
  assert.deepEqual(Object.keys(document.paths["/api/articles/{key}"]!), [
    "get",
    "patch",
    "put",
    "delete",
  ]);
  assert.ok(document.paths["/api/articles/{key}/publish"]!["post"]);
  const { parameters, responses } = document.paths["/api/articles/drafts"]!["get"]!;
  assert.deepEqual(parameters, place["get"]!.parameters);
  assert.deepEqual(responses[200], place["get"]!.responses[200]);
  const bulk = document.paths["/api/articles/bulk"]!;
  assert.deepEqual(Object.keys(bulk), ["post", "patch", "delete"]);
  const { schema: change } = bulk["patch"]!.requestBody!.content["application/json"]!;
  assert.deepEqual((change["items"] as { required: string[] }).required, ["id"]);
  assert.ok("title" in (change["items"] as { properties: object }).properties);
  const names = place["get"]!.parameters!.map(({ name }) => name);
  for (const name of ["status", "page", "page_size", "search", "ordering"]) {
    assert.ok(names.includes(name), `${name} of ${names.join()}`);
  }
  const item = document.components["schemas"]!["Article"] as { properties: object };
  assert.ok("created_at" in item.properties && "shout" in item.properties);
});

test("of two resources of one model each has the schema of what it shows", () => {
  class Post extends model("post", { title: text(), note: text() }) {}
  const all = policy(Post, { read: () => true });
  const posts = resource(Post, { policy: all, only: ["list"], fields: ["title"] });
  const ofStaff = resource(Post, { policy: all, only: ["list"], path: "/posts-of-staff" });
  const modules = [
    http(),
    database({ url: "sqlite::memory:" }),
    module("m", { models: [Post], routes: [posts, ofStaff] }),
  ];
  const { schemas } = openapi(app({ modules })).components;
  const fieldsOf = (name: string): string[] =>
    Object.keys((schemas![name] as { properties: object }).properties);
  assert.deepEqual(fieldsOf("Post"), ["title"]);
  assert.deepEqual(fieldsOf("PostsOfStaff"), ["id", "title", "note"]);
});

test("routes and resources are told by the names of the wire, each where it is mounted", () => {
  const find = post(
    "/find",
    {
      query: { pageSize: int(), orderBy: json(shape({ byDate: bool() })).optional() },
      body: shape({ orderLines: list(json(shape({ unitPrice: int() }))) }),
      response: { foundAt: datetime() },
    },
    () => ({ foundAt: new Date(0) }),
  );
  const parts = { routes: [find, group("/camel", { naming: "camelCase" }, [find])] };
  const { paths } = openapi(app({ modules: [http(), module("m", parts)] }));
  const namesAt = (path: string): unknown => {
    const told = JSON.parse(JSON.stringify(paths[path]!["post"]));
    const body = told.requestBody.content["application/json"].schema;
    const answer = told.responses["200"].content["application/json"].schema;
    return [
      told.parameters.map(({ name }: { name: string }) => name),
      Object.keys(told.parameters[1].schema.properties),
      body.required,
      body.properties[body.required[0]].items.required,
      answer.required,
    ];
  };
  assert.deepEqual(namesAt("/find"), [
    ["page_size", "order_by"],
    ["by_date"],
    ["order_lines"],
    ["unit_price"],
    ["found_at"],
  ]);
  assert.deepEqual(namesAt("/camel/find"), [
    ["pageSize", "orderBy"],
    ["byDate"],
    ["orderLines"],
    ["unitPrice"],
    ["foundAt"],
  ]);
});

test("what a group says of security holds for its routes, and theirs before it", () => {
  const member = get("/a", { name: "a", response: shape({ id: int() }) }, () => ({ id: 1 }));
  const other = get("/b", { name: "b", security: [] }, () => "b");
  const hidden = get("/c", { documented: false }, () => "c");
  const routes = [group("/g", { security: ["key"], errors: [409] }, [member, other, hidden])];
  const { paths, servers } = openapi(app({ modules: [http(), module("m", { routes })] }), {
    servers: [{ url: "https://api.example.org" }],
  });
  assert.deepEqual(Object.keys(paths), ["/g/a", "/g/b"]);
  assert.deepEqual(paths["/g/a"]!["get"]!.security, [{ key: [] }]);
  assert.deepEqual(Object.keys(paths["/g/a"]!["get"]!.responses), [
    "200",
    "400",
    "401",
    "403",
    "409",
    "default",
  ]);
  assert.deepEqual(paths["/g/b"]!["get"]!.security, []);
  assert.deepEqual(servers, [{ url: "https://api.example.org" }]);
});

test("the document is served with an ETag and answered with 304 where it is known", async () => {
  await using place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  await using running = richApp(place.url);
  const server = await startInProcess(running);
  const first = await server.fetch(new Request("http://localhost/openapi.json"));
  assert.equal(first.headers.get("content-type"), "application/json");
  assert.deepEqual(await first.json(), JSON.parse(JSON.stringify(document)));
  const etag = first.headers.get("etag")!;
  const again = new Request("http://localhost/openapi.json", {
    headers: { "if-none-match": etag },
  });
  assert.equal((await server.fetch(again)).status, 304);
});

test("the page holds every operation, nothing from elsewhere and only scripts with the nonce", async () => {
  await using place = await temporaryDatabase("sqlite:./x.db");
  await using running = richApp(place.url);
  const server = await startInProcess(running);
  const page = await server.fetch(new Request("http://localhost/docs/api"));
  assert.equal(page.status, 200);
  const markup = await page.text();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of Object.keys(operations)) {
      assert.ok(markup.includes(`data-method="${method.toUpperCase()}" data-path="${path}"`), path);
    }
  }
  const nonce = /'nonce-([^']+)'/.exec(page.headers.get("content-security-policy")!)![1];
  const own = [...markup.matchAll(/<(?:script|style)([^>]*)>/g)].map(([, attributes]) =>
    attributes!.trim(),
  );
  assert.deepEqual(own, [`nonce="${nonce}"`, `nonce="${nonce}"`]);
  assert.doesNotMatch(markup, /\s(?:src|style|on\w+)=/);
  assert.doesNotMatch(markup, /<link(?! rel="icon" href="data:,")|@import|url\(/);
});

test("a module may say what documents read, in an app that has none", async () => {
  const shop = get("/a", { documented: false, operationId: "a", errors: [409] }, () => "a");
  const bare = app({
    modules: [http({ requestLog: false }), module("shop", { routes: [shop] })],
    log: silentLog,
  });
  const server = await startInProcess(bare);
  assert.equal((await server.fetch(new Request("http://localhost/a"))).status, 200);
  await bare.stop();
});
