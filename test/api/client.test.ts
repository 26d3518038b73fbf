import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { resource } from "quintet/api";
import { app, module } from "quintet/app";
import { ApiError, attempt, client, type Client, type ClientOptions } from "quintet/client";
import { silentLog } from "quintet/core";
import { database, policy } from "quintet/db";
import { group, http, type HttpOptions, startInProcess } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";
import { api } from "./client-api.ts";
import { Article, fillRich, Label, Writer } from "./rich-app.ts";

async function served(
  options: Partial<ClientOptions<typeof api>> = {},
  { naming = "snake_case" }: HttpOptions = {},
  bodies: string[] = [],
) {
  const place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  const { notes, ...others } = api;
  const routes = [group("/api", [...Object.values(others), ...Object.values(notes)])];
  const models = [Writer, Label, Article];
  const modules = [
    database({ url: place.url }),
    http({ requestLog: false, naming }),
    module("m", { routes, models }),
  ];
  const running = app({ modules, log: silentLog });
  const server = await startInProcess(running);
  const requests: string[] = [];
  const calls: Client<typeof api> = client<typeof api>({
    url: "http://localhost/api/",
    paths: { people: "/writers" },
    naming,
    fetch: async (request) => {
      bodies.push(...(request.body ? [await request.clone().text()] : []));
      requests.push(`${request.method} ${request.url.replace("http://localhost", "")}`);
      return server.fetch(request);
    },
    ...options,
  });
  return {
    calls,
    requests,
    async [Symbol.asyncDispose]() {
      await running.stop();
      await place.remove();
    },
  };
}

test("routes are called by method and path, with what they declare", async () => {
  await using api = await served();
  const { calls } = api;
  const since = new Date("2026-11-20T09:00:00Z");
  assert.deepEqual(
    await calls.get("/notes/:id", { params: { id: 7 }, query: { loud: true, since } }),
    {
      id: 7,
      loud: true,
      at: "2026-11-20T09:00:00.000Z",
    },
  );
  assert.deepEqual(await calls.post("/notes", { body: { words: "a" } }), {
    made: { words: "a", stars: 3 },
  });
  assert.deepEqual(await calls.get("/notes", { query: { day: "2026-11-20" } }), ["2026-11-20"]);
  assert.equal(await calls.del("/notes/:id", { params: { id: "1" } }), undefined);
  assert.equal(await calls.get("/files/:path(*)", { params: { path: "a b/c.txt" } }), "a b/c.txt");
  assert.deepEqual(api.requests.slice(-1), ["GET /api/files/a%20b/c.txt"]);
});

test("routes are called by the names of the code, and send those of the wire", async () => {
  const bodies: string[] = [];
  const since = new Date("2026-11-20T09:00:00Z");
  for (const naming of ["snake_case", "camelCase"] as const) {
    await using api = await served({}, { naming }, bodies);
    const stats = await api.calls.post("/notes/stats", {
      query: { minStars: 3 },
      body: { writtenSince: since },
    });
    assert.deepEqual(stats, { noteCount: 3, lastNote: { writtenAt: since.toJSON() } });
    bodies.push(...api.requests);
    const late = api.calls.post("/notes/stats", { body: { writtenSince: "yesterday" } });
    const tried = await attempt(late);
    assert.equal(!tried.ok && tried.error.problemsOf("writtenSince").length, 1);
    bodies.pop();
  }
  assert.deepEqual(bodies, [
    `{"written_since":"${since.toJSON()}"}`,
    "POST /api/notes/stats?min_stars=3",
    `{"writtenSince":"${since.toJSON()}"}`,
    "POST /api/notes/stats?minStars=3",
  ]);
});

test("an app may carry the map, and is what the client is inferred from", async () => {
  const routes = [group("/api", [api.notes.showNote])];
  const map = { notes: { showNote: api.notes.showNote } };
  const modules = [http({ requestLog: false }), module("m", { routes })];
  await using running = app({ modules, log: silentLog, api: map });
  const server = await startInProcess(running);
  const calls = client<typeof running>({
    url: "http://localhost/api",
    fetch: (request) => server.fetch(request),
  });
  const { id } = await calls.get("/notes/:id", { params: { id: 7 } });
  assert.equal(id, 7);
});

test("an app does not start that tells clients of what no module serves", async () => {
  const modules = [http({ requestLog: false }), module("m", { routes: [api.fail] })];
  const { fail, notes, articles } = api;
  const told = app({ modules, log: silentLog, api: { fail, notes, articles } });
  const problems = (await told.check()).filter(({ id }) => id === "http.api");
  const missing = [...Object.keys(notes).map((name) => `notes.${name}`), "articles"];
  assert.deepEqual(
    problems.map(({ message }) => message.split(" ")[0]),
    missing.map((name) => `"${name}"`),
  );
  await assert.rejects(told.start(), { code: "CORE_SEVERAL_ERRORS" });
});

test("a resource is read and written by the names of the code", async () => {
  await using api = await served();
  const { people, labels } = api.calls;
  const made = await people.create({ name: "Grace", mail: "grace@example.org" });
  assert.equal(made.name, "Grace");
  assert.match(made.joinedAt, /^\d{4}-/);
  assert.equal((await people.get(made.id)).mail, "grace@example.org");
  assert.equal((await people.update(made.id, { name: "Grace H." })).name, "Grace H.");
  await people.delete(made.id);
  const gone = await attempt(people.get(made.id));
  assert.ok(!gone.ok && gone.error.status === 404);
  assert.equal((await labels.list({ search: "a" })).results[0]!.name, "a");
  assert.ok(api.requests.includes(`PATCH /api/writers/${made.id}`));
});

test("what a resource leaves out is no call to the compiler, and has no route", async () => {
  const yes = () => true;
  const read = policy(Label, { read: yes });
  const all = policy(Label, { read: yes, create: yes, update: yes, delete: yes });
  const map = {
    readable: resource(Label, { policy: read, path: "/readable" }),
    some: resource(Label, { policy: all, path: "/some", only: ["list", "create"], bulk: true }),
    changed: resource(Label, { policy: all, path: "/changed", bulk: ["update"] }),
  };
  const place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  const labels = module("m", { routes: Object.values(map), models: [Writer, Label, Article] });
  const modules = [database({ url: place.url }), http({ requestLog: false }), labels];
  await using running = app({ modules, log: silentLog });
  const server = await startInProcess(running);
  const calls = client<typeof map>({
    url: "http://localhost",
    fetch: (request) => server.fetch(request),
  });
  assert.ok((await calls.readable.list()).results.length > 0);
  const made = await calls.some.createMany([{ name: "new" }]);
  assert.deepEqual(await calls.changed.updateMany([{ id: made[0]!.id, name: "newer" }]), [
    { id: made[0]!.id, name: "newer" },
  ]);
  const leftOut = [
    // @ts-expect-error the policy has no rule for it
    calls.readable.create({ name: "a" }),
    // @ts-expect-error the policy has no rule for it
    calls.readable.delete(1),
    // @ts-expect-error `only` has no get
    calls.some.get(1),
    // @ts-expect-error `only` has no update
    calls.some.updateMany([]),
    // @ts-expect-error `bulk` has no delete
    calls.changed.deleteMany([1]),
  ] as readonly Promise<unknown>[];
  for (const call of leftOut) {
    const tried = await attempt(call);
    assert.ok(!tried.ok && [404, 405].includes(tried.error.status), String(tried));
  }
  assert.equal((await calls.changed.list()).results.find(({ id }) => id === 1)?.name, "a");
});

test("what somebody makes and may not see is undefined", async () => {
  const map = {
    labels: resource(Label, { path: "/labels", policy: policy(Label, { create: () => true }) }),
  };
  const place = await temporaryDatabase("sqlite:./x.db");
  await fillRich(place.url);
  const labels = module("m", { routes: [map.labels], models: [Writer, Label, Article] });
  const modules = [database({ url: place.url }), http({ requestLog: false }), labels];
  await using running = app({ modules, log: silentLog });
  const server = await startInProcess(running);
  const calls = client<typeof map>({
    url: "http://localhost",
    fetch: (request) => server.fetch(request),
  });
  assert.equal(await calls.labels.create({ name: "new" }), undefined);
  assert.equal(await running.run(() => Label.count({ name: "new" })), 1);
});

test("a key or parameter cannot choose another path", async () => {
  await using api = await served();
  const { calls } = api;
  const refused = (call: Promise<unknown>) => assert.rejects(call, /cannot be a part of a path/);
  for (const part of [".", ".."]) {
    await refused(calls.people.get(part));
    await refused(calls.people.delete(part));
    await refused(calls.people.update(part, { name: "x" }));
    await refused(calls.get("/notes/:id", { params: { id: part } }));
    await refused(calls.get("/files/:path(*)", { params: { path: `a/${part}/b` } }));
  }
  assert.deepEqual(api.requests, []);
});

test("several rows are made, changed and deleted by one request each", async () => {
  await using api = await served();
  const { articles } = api.calls;
  const made = await articles.createMany([
    { title: "A", writerId: 1 },
    { title: "B", writerId: 1 },
  ]);
  const keys = made.map(({ id }) => id);
  const changed = await articles.updateMany(keys.map((id) => ({ id, title: `New ${id}` })));
  assert.deepEqual(
    changed.map(({ title }) => title),
    keys.map((id) => `New ${id}`),
  );
  await articles.deleteMany(keys);
  assert.deepEqual(api.requests, [
    "POST /api/articles/bulk",
    "PATCH /api/articles/bulk",
    "DELETE /api/articles/bulk",
  ]);
  assert.ok(!(await attempt(articles.get(keys[0]!))).ok);
});

test("each() asks for the pages as they are needed, and an action is run", async () => {
  await using api = await served();
  const { articles } = api.calls;
  const titles: string[] = [];
  for await (const one of articles.each({ pageSize: 2, ordering: "createdAt", status: "draft" })) {
    titles.push(one.title);
    if (titles.length === 3) break;
  }
  assert.equal(titles.length, 3);
  assert.equal(api.requests.length, 2);
  assert.equal(api.requests[0], "GET /api/articles?page_size=2&ordering=created_at&status=draft");
  const all = await Array.fromAsync(articles.each({ pageSize: 2 }));
  assert.equal(all.length, 5);
  const [first] = all;
  assert.equal(first!.writer?.name, "Ada");
  const row = (await articles.run("publish", { key: first!.id })) as { title: string };
  assert.equal(row.title, first!.title);
});

test("errors of the server are thrown with their problem, or given as values", async () => {
  await using api = await served();
  const { calls } = api;
  const bad = await attempt(calls.post("/notes", { body: { words: "" } }));
  assert.ok(!bad.ok);
  assert.equal(bad.error.status, 400);
  assert.equal(bad.error.code, "SCHEMA_INVALID");
  assert.deepEqual([bad.error.method, bad.error.path], ["POST", "/api/notes"]);
  assert.deepEqual(bad.error.problemsOf("words"), ["must not be empty"]);
  await assert.rejects(calls.get("/fail"), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 500);
    assert.doesNotMatch(JSON.stringify(error.problem), /secret/);
    return true;
  });
  await assert.rejects(calls.get("/notes/:id", { params: { id: "" } }), TypeError);
});

test("what is no answer of the API is an error too, and no JSON does not hide its status", async () => {
  const fetch = async () =>
    new Response("<h1>Bad gateway</h1>", { status: 502, statusText: "Bad Gateway" });
  await using api = await served({ fetch });
  const failed = await attempt(api.calls.get("/fail"));
  assert.ok(!failed.ok);
  assert.deepEqual([failed.error.status, failed.error.code], [502, ""]);
  assert.equal(failed.error.message, "Bad Gateway");
});

test("a signal ends a request, and that is no error of the server", async () => {
  const fetch = (request: Request) =>
    new Promise<Response>((_resolve, reject) => {
      if (request.signal.aborted) reject(request.signal.reason as Error);
      request.signal.addEventListener("abort", () => reject(request.signal.reason as Error));
    });
  await using api = await served({ fetch });
  const controller = new AbortController();
  const call = attempt(api.calls.labels.list({}, { signal: controller.signal }));
  controller.abort();
  await assert.rejects(call, { name: "AbortError" });
});

test("headers are those of the client, asked each time, and those of the call", async () => {
  const seen: (string | null)[] = [];
  let token = 0;
  await using api = await served({
    headers: () => ({ authorization: `Bearer ${++token}`, "x-none": undefined }),
    fetch: async ({ headers }) => {
      seen.push(headers.get("authorization"), headers.get("x-own"), headers.get("x-none"));
      return Response.json({});
    },
  });
  await api.calls.get("/fail");
  await api.calls.get("/fail", { headers: { "x-own": "a" } });
  assert.deepEqual(seen, ["Bearer 1", null, null, "Bearer 2", "a", null]);
});

test("the client loads nothing of Node and nothing of the server", () => {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve(name, context, next) { const found = next(name, context); loaded.push(found.url); return found; } });
    await import("quintet/client");
    console.log(JSON.stringify(loaded.filter((url) => !url.includes("/src/api/client/"))));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=quintet-source", "--input-type=module", "--eval", script],
    { encoding: "utf8" },
  );
  assert.equal(stdout.trim(), "[]", stderr);
});
