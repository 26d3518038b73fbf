import assert from "node:assert/strict";
import { test } from "node:test";
import { deprecation, openapi, versioned, versionOf, type VersionedOptions } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { get, group, http, post, startInProcess, url } from "quintet/http";

const showFirst = get("/tasks/:id", ({ params, request }) => ({
  one: params.id,
  is: versionOf(request),
}));
const showSecond = get("/tasks/:id", ({ params }) => ({ two: params.id }));

async function served(more: Partial<VersionedOptions> = {}) {
  const api = versioned("/api", {
    default: "v1",
    versions: {
      v1: {
        routes: [
          showFirst,
          post("/tasks", () => "made"),
          get("/where", () => url(showSecond, { id: 3 })),
        ],
        deprecation: { since: "2026-06-01", sunset: "2027-01-01", link: "https://example.org/v2" },
      },
      v2: { routes: [showSecond, get("/teams", ({ request }) => request.search)] },
    },
    ...more,
  });
  const routes = [api, get("/apis", () => "other")];
  const running = app({
    modules: [http({ requestLog: false }), module("m", { routes })],
    log: silentLog,
  });
  const server = await startInProcess(running);
  return {
    running,
    ask: (path: string, version?: string, method = "GET") =>
      server.fetch(
        new Request(`http://localhost${path}`, {
          method,
          ...(version !== undefined && { headers: { "x-api-version": version } }),
        }),
      ),
    [Symbol.asyncDispose]: () => running.stop(),
  };
}

async function problemOf(response: Response): Promise<[number, string, string]> {
  const { code, detail } = (await response.json()) as { code: string; detail: string };
  return [response.status, code, detail];
}

test("a version is named by the path, by the header, or is the default", async () => {
  await using api = await served();
  assert.deepEqual(await (await api.ask("/api/v1/tasks/7")).json(), { one: "7", is: "v1" });
  assert.deepEqual(await (await api.ask("/api/v2/tasks/7")).json(), { two: "7" });
  assert.deepEqual(await (await api.ask("/api/tasks/7")).json(), { one: "7", is: "v1" });
  assert.deepEqual(await (await api.ask("/api/tasks/7", "v2")).json(), { two: "7" });
  assert.deepEqual(await (await api.ask("/api/v2/tasks/7", "v2")).json(), { two: "7" });
  assert.equal(await (await api.ask("/api/teams?a=1&b=/api/x", "v2")).text(), "a=1&b=/api/x");
  assert.equal(await (await api.ask("/apis")).text(), "other");
  assert.equal(await (await api.ask("/api/where")).text(), "/api/v2/tasks/3");
});

test("a version that is not there is 400 with those that are, wherever it is named", async () => {
  await using api = await served();
  const wanted = (given: string) => [
    400,
    "API_VERSION_UNSUPPORTED",
    `There is no version "${given}", only v1, v2.`,
  ];
  assert.deepEqual(await problemOf(await api.ask("/api/v3/tasks/7")), wanted("v3"));
  assert.deepEqual(await problemOf(await api.ask("/api/tasks/7", "v3")), wanted("v3"));
  assert.deepEqual(await problemOf(await api.ask("/api/nothing", "../v2")), wanted("../v2"));
  assert.deepEqual(await problemOf(await api.ask("/api/v1/tasks/7", "v9")), wanted("v9"));
  assert.deepEqual((await problemOf(await api.ask("/api/v1/tasks/7", "v2"))).slice(0, 2), [
    400,
    "API_VERSION_CLASH",
  ]);
});

test("what no route of a version answers is 404 or 405, or what the group says", async () => {
  await using api = await served();
  assert.deepEqual((await problemOf(await api.ask("/api/nothing"))).slice(0, 2), [
    404,
    "HTTP_NOT_FOUND",
  ]);
  assert.equal((await api.ask("/api")).status, 404);
  const refused = await api.ask("/api/tasks/7", undefined, "DELETE");
  assert.equal(refused.status, 405);
  assert.equal(refused.headers.get("allow"), "GET, HEAD, OPTIONS");
  await using own = await served({ notFound: () => ({ error: "Endpoint not found" }) });
  assert.deepEqual(await (await own.ask("/api/nothing")).json(), { error: "Endpoint not found" });
  assert.equal((await own.ask("/api/v7/x")).status, 400);
});

test("answers say their version, and whether it is going away", async () => {
  await using api = await served();
  const old = await api.ask("/api/tasks/7");
  assert.equal(old.headers.get("x-api-version"), "v1");
  assert.match(old.headers.get("vary")!, /x-api-version/);
  assert.equal(old.headers.get("deprecation"), "@1780272000");
  assert.equal(old.headers.get("sunset"), "Fri, 01 Jan 2027 00:00:00 GMT");
  assert.equal(
    old.headers.get("link"),
    '<https://example.org/v2>; rel="deprecation", <https://example.org/v2>; rel="sunset"',
  );
  const current = await api.ask("/api/v2/tasks/7");
  assert.equal(current.headers.get("deprecation"), null);
  assert.equal(current.headers.get("sunset"), null);
});

test("the document has each version under its path, and marks the old one", async () => {
  await using api = await served();
  const { paths } = openapi(api.running);
  assert.equal(paths["/api/v1/tasks/{id}"]!["get"]!.deprecated, true);
  assert.equal(paths["/api/v2/tasks/{id}"]!["get"]!.deprecated, undefined);
  const second = openapi(api.running, { include: ({ path }) => path.startsWith("/api/v2/") });
  assert.deepEqual(Object.keys(second.paths), ["/api/v2/tasks/{id}", "/api/v2/teams"]);
});

test("what cannot be is refused where it is declared", () => {
  const versions = { v1: { routes: [] } };
  const code = { code: "API_VERSIONS_INVALID" };
  assert.throws(() => versioned("/api", { default: "v2", versions }), code);
  assert.throws(() => versioned("/:tenant", { default: "v1", versions }), code);
  assert.throws(
    () => versioned("/api", { default: "a/b", versions: { "a/b": { routes: [] } } }),
    code,
  );
  assert.throws(() => deprecation({ since: "soon" }), code);
});

test("routes of others under the same prefix have no version", async () => {
  const api = versioned("/api", { default: "v1", versions: { v1: { routes: [showFirst] } } });
  const others = group("/api", [
    get("/posts/:id", ({ params, request }) => [params.id, versionOf(request) ?? "none"]),
    get("/tasks/recent", () => "of others"),
  ]);
  const modules = [module("mine", { routes: [api] }), module("theirs", { routes: [others] })];
  const running = app({ modules: [http({ requestLog: false }), ...modules], log: silentLog });
  const server = await startInProcess(running);
  const ask = (path: string, method = "GET") =>
    server.fetch(new Request(`http://localhost${path}`, { method }));
  assert.deepEqual(await (await ask("/api/posts/7")).json(), ["7", "none"]);
  assert.equal(await (await ask("/api/tasks/recent")).text(), "of others");
  assert.deepEqual(await (await ask("/api/tasks/7")).json(), { one: "7", is: "v1" });
  assert.equal((await ask("/api/posts/7", "DELETE")).status, 405);
  assert.equal((await ask("/api/posts")).status, 404);
  await running.stop();
});
