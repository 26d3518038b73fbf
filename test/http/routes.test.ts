import assert from "node:assert/strict";
import { test } from "node:test";
import { app, module } from "quintet/app";
import { QuintetError } from "quintet/core";
import {
  afterwards,
  del,
  get,
  group,
  http,
  patch,
  post,
  put,
  route,
  startInProcess,
  url,
} from "quintet/http";
import type { RouteMaker } from "quintet/http";
import { bool, int, text, uuid } from "quintet/schema";
import { inProcess } from "./in-process.ts";

const showPost = get(
  "/posts/:id",
  { name: "posts.show", params: { id: int() }, query: { page: int({ min: 1 }).default(1) } },
  ({ params, query }) => ({ id: params.id, page: query.page }),
);

test("each method has its maker, and a path may answer several", async () => {
  const makers: readonly RouteMaker[] = [get, post, put, patch, del];
  const routes = makers.map((make) => make("/thing", ({ request }) => request.method));
  const both = route("GET", "POST")("/both", ({ request }) => request.method);
  await using site = await inProcess([...routes, both]);
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal((await site.send(method, "/thing")).text, method);
  }
  assert.equal((await site.send("POST", "/both")).text, "POST");
  assert.equal((await site.get("/both")).text, "GET");
});

test("parameters are converted by their fields, and one that does not fit is 404", async () => {
  await using site = await inProcess([showPost]);
  assert.deepEqual((await site.get("/posts/3")).json, { id: 3, page: 1 });
  for (const id of ["x", "3.5", "9".repeat(400)]) {
    const { status, json } = await site.get(`/posts/${id}`);
    assert.equal(status, 404);
    assert.equal(json.code, "HTTP_NOT_FOUND");
  }
});

test("a pattern decides between routes of one place, and a rest takes the slashes", async () => {
  await using site = await inProcess([
    get("/:year(\\d{4})", ({ params }) => `year ${params.year}`),
    get("/:slug([a-z]+)", ({ params }) => `slug ${params.slug}`),
    get("/files/:path(*)", ({ params }) => `file ${params.path}`),
    get("/files/about", () => "about"),
  ]);
  assert.equal((await site.get("/2026")).text, "year 2026");
  assert.equal((await site.get("/about")).text, "slug about");
  assert.equal((await site.get("/20261")).json.code, "HTTP_NOT_FOUND");
  assert.equal((await site.send("POST", "/2026")).status, 405);
  assert.equal((await site.get("/files/a/b%20c.txt")).text, "file a/b c.txt");
  assert.equal((await site.get("/files/about")).text, "about");
});

test("a rest at the root takes what no other route does", async () => {
  const rest = get("/:path(*)", ({ params }) => `rest ${params.path}`);
  await using site = await inProcess([get("/a", () => "a"), rest]);
  for (const [path, text] of [
    ["/a", "a"],
    ["/b/c", "rest b/c"],
    ["/", "rest "],
  ] as const)
    assert.equal((await site.get(path)).text, text);
  const posted = await site.send("POST", "/b");
  assert.deepEqual([posted.status, posted.headers.get("allow")], [405, "GET, HEAD, OPTIONS"]);
});

test("what is encoded is decoded once, and an address that cannot be decoded is 400", async () => {
  await using site = await inProcess([get("/:name", ({ params }) => params.name)]);
  assert.equal((await site.get("/%2525")).text, "%25");
  assert.equal((await site.get("/a%2Fb")).text, "a/b");
  const { status, json } = await site.get("/%zz");
  assert.equal(status, 400);
  assert.equal(json.code, "HTTP_REQUEST_INVALID");
});

test("another method is 405 with Allow, OPTIONS tells it, HEAD is GET without the body", async () => {
  await using site = await inProcess([showPost, del("/posts/:id", () => undefined)]);
  const wrong = await site.send("PUT", "/posts/3");
  assert.equal(wrong.status, 405);
  assert.equal(wrong.headers.get("allow"), "DELETE, GET, HEAD, OPTIONS");
  assert.equal(wrong.json.code, "HTTP_METHOD_NOT_ALLOWED");
  const options = await site.send("OPTIONS", "/posts/3");
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "DELETE, GET, HEAD, OPTIONS");
  const head = await site.send("HEAD", "/posts/3");
  assert.equal(head.status, 200);
  assert.equal(head.headers.get("content-length"), "17");
  assert.equal(head.text, "");
});

test("groups nest: prefixes join, middleware and tags add up, of limits the nearest counts", async () => {
  const inner = get("/", { tags: ["c"], bodyLimit: 5 }, () => "inner");
  await using site = await inProcess([
    group("/a", { tags: ["a"], timeout: "5s", bodyLimit: 7 }, [
      group("/b", { tags: ["b"], timeout: "2s" }, [inner, get("/:id", ({ params }) => params.id)]),
    ]),
  ]);
  assert.equal((await site.get("/a/b")).text, "inner");
  assert.equal((await site.get("/a/b/7")).text, "7");
  const [mounted] = site.server.routes;
  assert.deepEqual(mounted?.tags, ["a", "b", "c"]);
  assert.equal(mounted?.timeoutMs, 2_000);
  assert.equal(mounted?.limits.bodyLimit, 5);
});

test("a group answers in its own way what is below its prefix and has no route", async () => {
  const api = group("/api", { notFound: () => ({ error: "Endpoint not found" }) }, [
    get("/ping", () => "pong"),
    post("/pong", () => "ping"),
  ]);
  await using site = await inProcess([api]);
  assert.deepEqual((await site.get("/api/nope")).json, { error: "Endpoint not found" });
  assert.equal((await site.get("/api/nope")).status, 404);
  assert.equal((await site.get("/apinope")).json.code, "HTTP_NOT_FOUND");
  assert.equal((await site.get("/api/pong")).status, 405);
});

test("of groups that share a prefix, the one that says what is not there answers it", async () => {
  const others = group("/api", [get("/posts", () => "posts")]);
  const own = group("/api", { notFound: () => ({ error: "Endpoint not found" }) }, [
    get("/ping", () => "pong"),
  ]);
  await using site = await inProcess([others, own, group("/api", [get("/tags", () => "tags")])]);
  assert.deepEqual((await site.get("/api/nope")).json, { error: "Endpoint not found" });
  assert.equal((await site.get("/api/posts/7")).status, 404);
  assert.equal((await site.get("/api/tags")).text, "tags");
});

test("what a group has no route for is behind its middleware: 404, 405 and OPTIONS", async () => {
  const marked = (name: string) =>
    afterwards(name, (_request, response) => void response.append("x-passed", name));
  const team = afterwards("team", ({ params }, response) => {
    response.append("x-passed", `team ${params["team"]}`);
  });
  const teams = group("/teams/:team", { middleware: [team] }, [get("/tasks", () => "tasks")]);
  await using site = await inProcess([
    group("/api", { middleware: [marked("api")] }, [
      get("/a", { middleware: [marked("a")] }, () => "a"),
      group("", { middleware: [marked("inner")] }, [get("/b", () => "b")]),
      teams,
    ]),
    group("/api", { middleware: [marked("other")] }, [get("/c", () => "c")]),
    get("/d", () => "d"),
  ]);
  const told = async (method: string, path: string) => {
    const { status, headers } = await site.send(method, path);
    return [status, headers.get("x-passed")];
  };
  assert.deepEqual(await told("GET", "/api/a"), [200, "a, api"]);
  assert.deepEqual(await told("POST", "/api/a"), [405, "api"]);
  assert.deepEqual(await told("POST", "/api/b"), [405, "inner, api"]);
  assert.deepEqual(await told("OPTIONS", "/api/c"), [204, "other"]);
  assert.deepEqual(await told("GET", "/api/nothing"), [404, "api"]);
  assert.deepEqual(await told("GET", "/api/%zz"), [400, "api"]);
  assert.deepEqual(await told("PATCH", "/api/teams/7/tasks"), [405, "team 7, api"]);
  assert.deepEqual(await told("GET", "/api/teams/7/nothing"), [404, "team 7, api"]);
  assert.deepEqual(await told("POST", "/d"), [405, null]);
  assert.deepEqual(await told("GET", "/apis"), [404, null]);
});

test("url() gives the address of a route or of a name, with its prefix and query", async () => {
  const link = get("/link", () => ({
    byRoute: url(showPost, { id: 3 }, { page: 2 }),
    byName: url("posts.show", { id: "a/b c" }),
    file: url(file, { path: "a/b c" }),
  }));
  const file = get("/files/:path(*)", () => "file");
  await using site = await inProcess([group("/api", [showPost, file]), link]);
  assert.deepEqual((await site.get("/link")).json, {
    byRoute: "/api/posts/3?page=2",
    byName: "/api/posts/a%2Fb%20c",
    file: "/api/files/a/b%20c",
  });
});

test("url() says what is missing: the app, the route, the parameter", async () => {
  const hidden = get("/hidden", () => "hidden");
  const codes = get("/codes", () => [
    codeOf(() => url(hidden)),
    codeOf(() => url("posts.shwo", { id: 1 })),
    codeOf(() => url("posts.show", { id: "" })),
  ]);
  await using site = await inProcess([showPost, codes]);
  assert.deepEqual((await site.get("/codes")).json, [
    "HTTP_ROUTE_NOT_MOUNTED",
    "HTTP_ROUTE_NOT_MOUNTED",
    "HTTP_URL_PARAM_MISSING",
  ]);
  assert.equal(
    codeOf(() => url(hidden)),
    "HTTP_NO_SERVER",
  );
});

test("all that is wrong with routes is told at the start, each in one sentence", async () => {
  const routes = [
    get("/twice/:id", () => 1),
    get("/twice/:key", () => 2),
    get("no-slash", () => 3),
    get("/odd/:a:b", () => 4),
    get("/p/:id", { params: { idd: int() } }, () => 5),
    get("/q", { qurey: {} } as object, () => 6),
    get("/n1", { name: "same" }, () => 7),
    get("/n2", { name: "same" }, () => 8),
    get("/body", { body: { a: text() } }, () => 9),
  ];
  const broken = app({ modules: [http(), module("site", { routes })] });
  await assert.rejects(startInProcess(broken), (error: QuintetError) => {
    assert.equal(error.code, "CORE_SEVERAL_ERRORS");
    for (const part of [
      "GET /twice/:key is declared twice, also as /twice/:id",
      'the path "no-slash" does not begin with a slash',
      '":a:b" is no parameter',
      'GET /p/:id has no parameter ":idd". Did you mean "id"?',
      'GET /q has no option "qurey". Did you mean "query"?',
      'The name "same" is that of /n1 and /n2',
      "GET /body cannot have a body",
    ]) {
      assert.ok(error.message.includes(part), `${part}\n--- in ---\n${error.message}`);
    }
    return true;
  });
});

test("a misspelt option of http() is refused at once, with the nearest name", () => {
  assert.throws(() => http({ prot: 3000 } as object), {
    code: "HTTP_OPTION_UNKNOWN",
    message: 'http() has no option "prot". Did you mean "port"?',
  });
  assert.throws(() => http({ timeout: "soon" as "1s" }), { code: "CORE_BAD_DURATION" });
});

test("what a handler returns is the answer", async () => {
  await using site = await inProcess([
    get("/object", () => ({ a: 1 })),
    get("/list", async () => [1, 2]),
    get("/text", () => "hello"),
    get("/null", () => null),
    get("/nothing", () => {}),
    get("/number", () => 7),
    get("/bytes", () => new Uint8Array([1, 2])),
    get("/web", () => new Response("web", { status: 418, headers: { "x-a": "b" } })),
    // oxlint-disable-next-line unicorn/no-thenable -- queries are such
    get("/thenable", () => ({ then: (done: (value: unknown) => void) => done({ late: true }) })),
    get("/loop", () => {
      const loop: Record<string, unknown> = {};
      loop["loop"] = loop;
      return loop;
    }),
    post("/made", { status: 201 }, () => ({ id: 1 })),
  ]);
  const seen = async (path: string) => {
    const { status, headers, text: body } = await site.get(path);
    return [status, headers.get("content-type"), body];
  };
  const json = "application/json; charset=utf-8";
  assert.deepEqual(await seen("/object"), [200, json, '{"a":1}']);
  assert.deepEqual(await seen("/list"), [200, json, "[1,2]"]);
  assert.deepEqual(await seen("/text"), [200, "text/plain; charset=utf-8", "hello"]);
  assert.deepEqual(await seen("/null"), [200, json, "null"]);
  assert.deepEqual(await seen("/nothing"), [204, null, ""]);
  assert.deepEqual(await seen("/number"), [200, json, "7"]);
  assert.deepEqual(await seen("/bytes"), [200, "application/octet-stream", "\u0001\u0002"]);
  assert.deepEqual((await seen("/web"))[0], 418);
  assert.deepEqual(await seen("/thenable"), [200, json, '{"late":true}']);
  assert.equal((await site.get("/loop")).json.code, "HTTP_RESPONSE_INVALID");
  assert.equal((await site.send("POST", "/made")).status, 201);
});

test("a declared response sends its fields only, in the form that JSON has for them", async () => {
  const shown = get("/me", { response: { id: uuid(), isAdmin: bool() } }, () => ({
    id: "0190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10",
    isAdmin: true,
    password: "secret",
  }));
  await using site = await inProcess([shown]);
  assert.deepEqual((await site.get("/me")).json, {
    id: "0190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10",
    is_admin: true,
  });
});

test("a request that accepts nothing of what the route produces is 406", async () => {
  const report = get("/report", { produces: ["text/csv", "application/json"] }, () => "a,b");
  await using site = await inProcess([report]);
  assert.equal((await site.get("/report", { accept: "text/*" })).status, 200);
  assert.equal((await site.get("/report", { accept: "text/csv;q=0, */*;q=0.1" })).status, 200);
  const refused = await site.get("/report", { accept: "image/png" });
  assert.equal(refused.status, 406);
  assert.equal(refused.json.code, "HTTP_NOT_ACCEPTABLE");
});

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as QuintetError).code;
  }
  return "nothing was thrown";
}
