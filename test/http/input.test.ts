import assert from "node:assert/strict";
import { test } from "node:test";
import { get, post } from "quintet/http";
import { bool, choice, datetime, int, list, shape, text } from "quintet/schema";
import * as z from "zod";
import { inProcess } from "./in-process.ts";

let created = 0;
const create = post(
  "/posts",
  { body: { title: text({ max: 10 }), views: int().default(0) } },
  ({ body }) => {
    created++;
    return body;
  },
);

test("a body is checked before the handler runs, and all problems come at once", async () => {
  created = 0;
  await using site = await inProcess([create]);
  assert.deepEqual((await site.send("POST", "/posts", { title: "hi" })).json, {
    title: "hi",
    views: 0,
  });
  const bad = await site.send("POST", "/posts", { titel: "hi", views: "3" });
  assert.equal(bad.status, 400);
  assert.equal(bad.headers.get("content-type"), "application/problem+json");
  assert.equal(bad.json.code, "SCHEMA_INVALID");
  assert.equal(bad.json.request_id, bad.headers.get("x-request-id"));
  assert.deepEqual(
    bad.json.problems.map(({ in: part, path, code, hint }: Record<string, string>) => [
      part,
      path,
      code,
      hint,
    ]),
    [
      ["body", "title", "required", undefined],
      ["body", "titel", "unknown", "title"],
      ["body", "views", "type", undefined],
    ],
  );
  assert.equal(created, 1);
});

test("problems of query, headers, cookies and body are told together, each with its place", async () => {
  const all = post(
    "/all",
    {
      query: { page: int() },
      headers: { ifMatch: text({ max: 3 }) },
      cookies: { theme: text({ max: 2 }) },
      body: { a: int() },
    },
    (input) => [input.query.page, input.headers.ifMatch, input.cookies.theme, input.body.a],
  );
  await using site = await inProcess([all]);
  const headers = { "if-match": "abc", cookie: "theme=xy; other=1" };
  assert.deepEqual((await site.send("POST", "/all?page=2", { a: 1 }, headers)).json, [
    2,
    "abc",
    "xy",
    1,
  ]);
  const bad = await site.send(
    "POST",
    "/all?page=x",
    { a: "1" },
    { "if-match": "abcd", cookie: "theme=xyz" },
  );
  assert.deepEqual(
    bad.json.problems.map(({ in: part }: { in: string }) => part),
    ["query", "headers", "cookies", "body"],
  );
});

test("a cookie that does not fit is as if it had not been sent", async () => {
  const cookies = {
    theme: choice("light", "dark").default("light"),
    size: int({ min: 1 }).optional(),
    lang: text({ max: 2 }).optional(),
  };
  const wanted = shape({ from: int(), to: int() }).rule(({ from, to }) => from <= to, {
    message: "must not end before it begins",
  });
  await using site = await inProcess([
    get("/look", { cookies }, (input) => input.cookies),
    get("/must", { cookies: { theme: choice("light", "dark") } }, (input) => input.cookies),
    get("/both", { cookies: wanted }, (input) => input.cookies),
  ]);
  const look = async (path: string, cookie: string) => {
    const { status, json } = await site.get(path, { cookie });
    return [status, json.problems?.map((one: { code: string }) => one.code) ?? json];
  };
  const light = { theme: "light" };
  assert.deepEqual(await look("/look", "theme=sepia; size=0; lang=de"), [
    200,
    { ...light, lang: "de" },
  ]);
  assert.deepEqual(await look("/look", "theme=sepia; size=big; lang=deutsch"), [200, light]);
  assert.deepEqual(await look("/look", "theme=dark; size=2"), [200, { theme: "dark", size: 2 }]);
  assert.deepEqual(await look("/must", "theme=sepia"), [400, ["choice"]]);
  assert.deepEqual(await look("/must", "other=1"), [400, ["required"]]);
  assert.deepEqual(await look("/both", "from=2; to=1"), [400, ["rule"]]);
});

test("a query is read from text: numbers, booleans, dates, and lists by repetition or commas", async () => {
  const find = get(
    "/find",
    { query: { ids: list(int()), isOpen: bool().default(false), since: datetime().optional() } },
    ({ query }) => query,
  );
  await using site = await inProcess([find]);
  assert.deepEqual((await site.get("/find?ids=1&ids=2&is_open=true")).json, {
    ids: [1, 2],
    isOpen: true,
  });
  assert.deepEqual((await site.get("/find?ids=1,2&since=2026-11-20T09:16:30Z")).json, {
    ids: [1, 2],
    isOpen: false,
    since: "2026-11-20T09:16:30.000Z",
  });
  assert.equal((await site.get("/find?ids=1&is_open=true&is_open=false")).status, 400);
  assert.equal((await site.get("/find?__proto__=1&ids=1")).status, 400);
});

test("a name in the query that the route does not know is 400 with the nearest, or is ignored where said so", async () => {
  const query = { page: int().default(1) };
  await using site = await inProcess([
    get("/strict", { query }, () => "ok"),
    get("/lax", { query, unknownQuery: "ignore" }, () => "ok"),
    get("/none", () => "ok"),
  ]);
  const { status, json } = await site.get("/strict?pgae=2");
  assert.equal(status, 400);
  assert.equal(json.problems[0].hint, "page");
  assert.equal((await site.get("/lax?pgae=2")).status, 200);
  assert.equal((await site.get("/none?utm_source=mail")).status, 200);
});

test("only the content types that a route accepts are read, whatever else is claimed", async () => {
  created = 0;
  await using site = await inProcess([create]);
  const body = '{"title":"x","isAdmin":true}';
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/json5",
    "application/jsonx",
    "application/vnd.api+json",
    "application/json, text/plain",
    "application/json/",
    "application / json",
    "*/*",
    ";",
  ]) {
    const { status, json } = await site.send("POST", "/posts", body, { "content-type": type });
    assert.equal(status, 415, type);
    assert.equal(json.code, "HTTP_BODY_TYPE_REFUSED", type);
  }
  const none = await site.send("POST", "/posts", new TextEncoder().encode(body));
  assert.equal(none.status, 415);
  assert.equal(created, 0);
  // Every spelling of the type that is accepted is checked.
  for (const type of [
    "APPLICATION/JSON",
    "application/json;charset=UTF-8",
    "application/json ; x=y",
  ]) {
    const { status, json } = await site.send("POST", "/posts", body, { "content-type": type });
    assert.equal(status, 400, type);
    assert.equal(json.code, "SCHEMA_INVALID", type);
  }
});

test("other charsets and encoded bodies are 415", async () => {
  await using site = await inProcess([create]);
  const latin = { "content-type": "application/json; charset=latin1" };
  assert.equal(
    (await site.send("POST", "/posts", "{}", latin)).json.code,
    "HTTP_BODY_ENCODING_REFUSED",
  );
  const zipped = { "content-type": "application/json", "content-encoding": "gzip" };
  assert.equal((await site.send("POST", "/posts", "{}", zipped)).status, 415);
});

test("a body that cannot be read is 400, and the handler does not run", async () => {
  created = 0;
  await using site = await inProcess([create]);
  const deep = `${"[".repeat(100)}${"]".repeat(100)}`;
  const bodies: (string | Uint8Array)[] = [
    "",
    "{",
    "nul",
    "[]",
    "null",
    '"text"',
    '{"title":"a","title":"b"}',
    '{"title":"a","titl\\u0065":"b"}',
    '{"__proto__":{"isAdmin":true},"title":"a"}',
    '{"\\u005f_proto__":{},"title":"a"}',
    '{"constructor":{"prototype":{}},"title":"a"}',
    `{"title":${deep}}`,
    '{"title":"a"} x',
    "{'title':'a'}",
    '{"title":NaN}',
    new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    new Uint8Array([...new TextEncoder().encode('{"title":"'), 0xc3, 0x28, 0x22, 0x7d]),
  ];
  for (const body of bodies) {
    const { status } = await site.send("POST", "/posts", body, {
      "content-type": "application/json",
    });
    assert.equal(status, 400, String(body));
  }
  assert.equal(created, 0);
  assert.equal({}.constructor, Object);
  assert.equal("isAdmin" in {}, false);
});

test("keys in nested objects and in texts that look like keys are told apart", async () => {
  const echo = post("/echo", { body: z.object({ a: z.unknown() }) }, ({ body }) => body);
  await using site = await inProcess([echo]);
  const body = { a: { a: [{ a: '":"' }, { 'a"b': "\\" }, "a:b"], "": 1, "\\": { "\\": '\\":' } } };
  assert.deepEqual((await site.send("POST", "/echo", body)).json, body);
  const spaced = '{ "a" : { "b" \n:\t1 , "c":\r2 } }';
  assert.equal(
    (await site.send("POST", "/echo", spaced, { "content-type": "application/json" })).status,
    200,
  );
});

test("a body beyond the limit of its route is 413", async () => {
  const small = post("/small", { body: { a: text() }, bodyLimit: 20 }, () => "ok");
  await using site = await inProcess([small]);
  assert.equal((await site.send("POST", "/small", { a: "x" })).status, 200);
  const large = await site.send("POST", "/small", { a: "x".repeat(20) });
  assert.equal(large.status, 413);
  assert.equal(large.json.code, "HTTP_BODY_TOO_LARGE");
});

test("forms, text and bytes are read where a route accepts them", async () => {
  const form = post(
    "/form",
    {
      body: { n: int(), tags: list(text()) },
      accepts: ["application/x-www-form-urlencoded", "application/json"],
    },
    ({ body }) => body,
  );
  const raw = post("/raw", { body: text(), accepts: ["text/plain"] }, ({ body }) => body.length);
  const hook = post("/hook", async ({ request }) => (await request.bytes()).toString("hex"));
  await using site = await inProcess([form, raw, hook]);
  const type = { "content-type": "application/x-www-form-urlencoded" };
  assert.deepEqual((await site.send("POST", "/form", "n=3&tags=a&tags=b", type)).json, {
    n: 3,
    tags: ["a", "b"],
  });
  assert.equal(
    (await site.send("POST", "/form", { n: "3", tags: [] })).status,
    400,
    "JSON is not coerced",
  );
  assert.equal((await site.send("POST", "/raw", "höh", { "content-type": "text/plain" })).json, 3);
  assert.equal((await site.send("POST", "/hook", new Uint8Array([0xff, 1]))).text, "ff01");
});

test("a schema of another library checks a body too", async () => {
  const made = post("/zod", { body: z.object({ n: z.number().min(3) }) }, ({ body }) => body.n + 1);
  await using site = await inProcess([made]);
  assert.equal((await site.send("POST", "/zod", { n: 3 })).json, 4);
  const bad = await site.send("POST", "/zod", { n: 1 });
  assert.equal(bad.json.code, "SCHEMA_INVALID");
  assert.equal(bad.json.problems[0].path, "n");
});

test("a shape with a rule over fields is taken as it is", async () => {
  const span = shape({ from: int(), to: int() }).rule(({ from, to }) => from <= to, {
    path: "to",
    message: "must not be before the start",
  });
  await using site = await inProcess([get("/span", { query: span }, ({ query }) => query)]);
  assert.deepEqual((await site.get("/span?from=1&to=2")).json, { from: 1, to: 2 });
  assert.equal((await site.get("/span?from=3&to=2")).json.problems[0].path, "to");
});

test("a route without a body schema leaves the body unread", async () => {
  await using site = await inProcess([post("/ping", ({ body }) => ({ body: body ?? "none" }))]);
  assert.deepEqual((await site.send("POST", "/ping", "{", { "content-type": "x/y" })).json, {
    body: "none",
  });
});
