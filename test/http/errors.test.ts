import assert from "node:assert/strict";
import { test } from "node:test";
import { module } from "quintet/app";
import { defineError } from "quintet/core";
import {
  badRequest,
  conflict,
  errorMapper,
  forbidden,
  get,
  group,
  html,
  notFound,
  problem,
  respond,
  tooManyRequests,
  unauthorized,
} from "quintet/http";
import { int } from "quintet/schema";
import { inProcess } from "./in-process.ts";

const TOKEN = ["Bearer", "abc"].join(" ");
const COOKIE = ["s", "xyz"].join("=");
const SECRET = "postgres://app:hunter2@db/prod";
const BROKEN = defineError("TEST_BROKEN", 500, () => SECRET, "Mend it.");
const TEAPOT = defineError("TEST_TEAPOT", 418, (what: string) => `No ${what} here.`, "Use a cup.");

function failing(error: () => unknown) {
  return () => {
    throw error();
  };
}

test("of an error of 500 and above nothing leaves but its code and the request's id", async () => {
  await using site = await inProcess([
    get(
      "/unknown",
      failing(() => new Error(SECRET)),
    ),
    get(
      "/coded",
      failing(() => BROKEN().because(new Error(SECRET))),
    ),
    get(
      "/text",
      failing(() => SECRET),
    ),
    get(
      "/nothing",
      failing(() => undefined),
    ),
    get("/late", async () => Promise.reject(new Error(SECRET))),
  ]);
  for (const path of ["/unknown", "/coded", "/text", "/nothing", "/late"]) {
    const answer = await site.get(path);
    assert.equal(answer.status, 500, path);
    assert.deepEqual(answer.json, {
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      code: path === "/coded" ? "TEST_BROKEN" : "HTTP_INTERNAL_ERROR",
      request_id: answer.headers.get("x-request-id"),
    });
  }
  const errors = site.log.entries.filter(({ level }) => level === "error");
  assert.equal(errors.length, 5, "each is logged once");
  assert.match(String(errors[0]!.fields["error"]), /hunter2/);
});

test("a coded error below 500 tells what happened, and is not logged as an error", async () => {
  await using site = await inProcess([
    get(
      "/",
      failing(() => TEAPOT("coffee")),
    ),
  ]);
  const { status, json } = await site.get("/");
  assert.equal(status, 418);
  assert.equal(json.code, "TEST_TEAPOT");
  assert.equal(json.detail, "No coffee here.");
  assert.deepEqual(
    site.log.entries.filter(({ level }) => level !== "info"),
    [],
  );
});

test("errors of the framework have a maker each, with headers where the status wants them", async () => {
  await using site = await inProcess([
    get(
      "/400",
      failing(() => badRequest("odd")),
    ),
    get(
      "/401",
      failing(() => unauthorized("who?", { headers: { "www-authenticate": "Basic" } })),
    ),
    get(
      "/403",
      failing(() => forbidden()),
    ),
    get(
      "/404",
      failing(() => notFound("no such post", { code: "POST_NOT_FOUND" })),
    ),
    get(
      "/409",
      failing(() => conflict()),
    ),
    get(
      "/429",
      failing(() => tooManyRequests({ retryAfter: 1.2 })),
    ),
  ]);
  for (const status of [400, 401, 403, 404, 409, 429]) {
    assert.equal((await site.get(`/${status}`)).status, status);
  }
  assert.equal((await site.get("/401")).headers.get("www-authenticate"), "Basic");
  assert.equal((await site.get("/404")).json.code, "POST_NOT_FOUND");
  assert.equal((await site.get("/429")).headers.get("retry-after"), "2");
});

class ShopError extends Error {}
class OutOfStock extends ShopError {
  readonly sku = "A-7";
}

test("own exceptions are mapped in one place: the nearest class wins, then the nearest group", async () => {
  const byShop = errorMapper(ShopError, () => problem({ status: 400, code: "shop" }));
  const byStock = errorMapper(OutOfStock, ({ sku }) =>
    problem({ status: 409, code: "out_of_stock", title: "Out of stock", sku }),
  );
  const byGroup = errorMapper(ShopError, () => respond({ error: "shop" }, { status: 422 }));
  const shop = get(
    "/shop",
    failing(() => new ShopError()),
  );
  const stock = get(
    "/stock",
    failing(() => new OutOfStock()),
  );
  await using site = await inProcess(
    [shop, stock, group("/g", { errorMappers: [byGroup] }, [shop, stock])],
    {},
    [module("shop", { errorMappers: [byShop, byStock] })],
  );
  assert.equal((await site.get("/shop")).json.code, "shop");
  assert.deepEqual((await site.get("/stock")).json, {
    status: 409,
    code: "out_of_stock",
    title: "Out of stock",
    sku: "A-7",
    type: "about:blank",
  });
  assert.deepEqual((await site.get("/g/shop")).json, { error: "shop" });
  assert.equal((await site.get("/g/stock")).json.code, "out_of_stock");
});

test("a mapper that fails does not hide the error that it was called for", async () => {
  const bad = errorMapper(ShopError, () => {
    throw new Error("the mapper");
  });
  await using site = await inProcess(
    [
      get(
        "/",
        failing(() => new ShopError("the error")),
      ),
    ],
    {},
    [module("shop", { errorMappers: [bad] })],
  );
  assert.equal((await site.get("/")).json.code, "HTTP_INTERNAL_ERROR");
  const [logged] = site.log.entries.filter(({ level }) => level === "error");
  const { errors } = logged!.fields["error"] as AggregateError;
  assert.deepEqual(errors.map(String), ["Error: the error", "Error: the mapper"]);
});

test("all problems may have another form", async () => {
  await using site = await inProcess([get("/", { query: { a: int() } }, () => 1)], {
    renderProblem: ({ status, code, title }) => respond({ error: title, code }, { status }),
  });
  assert.deepEqual((await site.get("/nope")).json, {
    error: "Not Found",
    code: "HTTP_NOT_FOUND",
  });
  assert.equal((await site.get("/?a=x")).json.code, "SCHEMA_INVALID");
});

test("a browser is shown a plain page that says what to do and nothing internal, and programs the document", async () => {
  await using site = await inProcess([
    get(
      "/boom",
      failing(() => new Error(SECRET)),
    ),
    get(
      "/busy",
      failing(() => tooManyRequests({ retryAfter: 7 }, "Too many <orders>.")),
    ),
    get("/list", { query: { a: int() } }, () => 1),
  ]);
  const browser = { accept: "text/html,application/xml;q=0.9,*/*;q=0.8" };
  const said: [path: string, status: number, text: RegExp][] = [
    ["/nope", 404, /<h1>Not Found<\/h1>.*There is nothing at this address\..*Check the address/s],
    ["/busy", 429, /<h1>Too Many Requests<\/h1>.*Too many &lt;orders&gt;\..*Wait a little/s],
    ["/list?a=x", 400, /<li><code>a<\/code> must be .*<\/li>.*Go back/s],
    ["/boom", 500, /<h1>Internal Server Error<\/h1>.*not your fault/s],
  ];
  for (const [path, status, text] of said) {
    const page = await site.get(path, browser);
    assert.deepEqual(
      [page.status, page.headers.get("content-type"), page.headers.get("vary")],
      [status, "text/html; charset=utf-8", "accept, accept-encoding"],
      path,
    );
    assert.match(page.text, text);
    assert.ok(page.text.includes(`<code>${page.headers.get("x-request-id")}</code>`), path);
    const nonce = /style nonce="(.+?)"/.exec(page.text)![1]!;
    assert.ok(page.headers.get("content-security-policy")!.includes(`'nonce-${nonce}'`), path);
    assert.doesNotMatch(page.text, /hunter2|TEST_|HTTP_|<script/);
    for (const accept of ["*/*", "application/json"]) {
      const told = await site.get(path, { accept });
      assert.deepEqual([told.status, told.json.status], [status, status], path);
      assert.match(told.headers.get("vary")!, /^accept(,|$)/);
    }
  }
  const busy = await site.get("/busy", browser);
  assert.equal(busy.headers.get("retry-after"), "7");
  const wrongMethod = await site.send("DELETE", "/boom", undefined, browser);
  assert.equal(wrongMethod.status, 405);
  assert.match(wrongMethod.headers.get("allow")!, /GET/);
  assert.match(wrongMethod.text, /<h1>Method Not Allowed<\/h1>/);
});

test("an app with a form of its own for problems has it for browsers too", async () => {
  await using site = await inProcess([], {
    renderProblem: ({ status, code }) => respond({ code }, { status }),
  });
  const { json } = await site.get("/nope", { accept: "text/html" });
  assert.deepEqual(json, { code: "HTTP_NOT_FOUND" });
});

test("people are shown a page of the app's, and programs the document, or what a group makes of it", async () => {
  await using site = await inProcess(
    [
      get(
        "/boom",
        failing(() => BROKEN()),
      ),
      group("/api", { renderProblem: ({ status }) => respond({ own: status }, { status }) }, []),
    ],
    {
      problemPage: ({ title, detail }, { path }) => {
        if (path === "/bad") throw new Error("the page");
        return html`<h1>${title}</h1>${detail}`;
      },
      renderProblem: ({ code }) => respond({ code }),
    },
  );
  const browser = { accept: "text/html,application/xml;q=0.9,*/*;q=0.8" };
  const page = await site.get("/nope", browser);
  assert.deepEqual(
    [page.status, page.headers.get("content-type"), page.text],
    [404, "text/html; charset=utf-8", "<h1>Not Found</h1>There is nothing at this address."],
  );
  const boom = await site.get("/boom", browser);
  assert.deepEqual([boom.status, boom.text], [500, "<h1>Internal Server Error</h1>"]);
  for (const headers of [{}, { accept: "*/*" }, { accept: "application/json" }])
    assert.deepEqual((await site.get("/nope", headers)).json, { code: "HTTP_NOT_FOUND" });
  assert.deepEqual((await site.get("/api/nope", browser)).json, { own: 404 });
  const bad = await site.get("/bad", browser);
  assert.deepEqual([bad.status, bad.json.code], [500, "HTTP_INTERNAL_ERROR"]);
});

test("in development the page of the app says what was refused, and the cause is shown of the rest", async () => {
  const boom = get(
    "/boom",
    failing(() => BROKEN()),
  );
  await using site = await inProcess([boom], {
    development: true,
    problemPage: ({ title }) => html`<h1>${title}</h1>`,
  });
  const headers = { accept: "text/html" };
  assert.equal((await site.get("/nope", headers)).text, "<h1>Not Found</h1>");
  assert.match((await site.get("/boom", headers)).text, /TEST_BROKEN.*<h2>Stack/s);
});

test("in development a browser is shown the source, the hint and the request, without secrets", async () => {
  await using site = await inProcess(
    [
      get(
        "/<b>",
        failing(() => new Error("x")),
      ),
      get(
        "/boom/:id",
        failing(() => BROKEN()),
      ),
    ],
    { development: true },
  );
  const headers = { accept: "text/html,*/*;q=0.1", authorization: TOKEN, cookie: COOKIE };
  const page = await site.get("/boom/<i>", headers);
  assert.equal(page.status, 500);
  assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(page.text, /TEST_BROKEN/);
  assert.match(page.text, /Mend it\./);
  assert.match(page.text, /<mark>.*\n/);
  assert.match(page.text, /errors\.test\.ts/);
  assert.doesNotMatch(page.text, /Bearer abc|s=xyz|<i>/);
  assert.match((await site.get("/nope", headers)).text, /HTTP_NOT_FOUND.*<h2>Stack/s);
  const program = await site.get("/boom/1", { accept: "application/json" });
  assert.equal(program.json.code, "TEST_BROKEN");
  assert.equal(JSON.stringify(program.json).includes("hunter2"), false);
});

test("a header that cannot be sent is an error of the server, not of the connection", async () => {
  await using site = await inProcess([
    get("/", () => respond("x", { headers: { "x-a": "1\r\nset-cookie: admin=1" } })),
  ]);
  const { status, headers, json } = await site.get("/");
  assert.equal(status, 500);
  assert.equal(headers.get("set-cookie"), null);
  assert.equal(json.code, "HTTP_INTERNAL_ERROR");
});

test("a group gives its errors a form of its own, what it has no route for included", async () => {
  const asText = group(
    "/api",
    { renderProblem: ({ status, code }) => respond({ error: code }, { status }) },
    [
      get(
        "/busy",
        failing(() => tooManyRequests({ retryAfter: 7 })),
      ),
      get("/items/:id", { params: { id: int() } }, () => "an item"),
      group("/inner", { renderProblem: ({ status }) => respond({ inner: status }, { status }) }, [
        get(
          "/fault",
          failing(() => SECRET),
        ),
      ]),
    ],
  );
  await using site = await inProcess([
    asText,
    get(
      "/apis",
      failing(() => forbidden()),
    ),
  ]);
  const told = async (path: string) => {
    const { status, json } = await site.get(path);
    return [status, json];
  };
  assert.deepEqual(await told("/api/busy"), [429, { error: "TOO_MANY_REQUESTS" }]);
  assert.equal((await site.get("/api/busy")).headers.get("retry-after"), "7");
  assert.deepEqual(await told("/api/items/x"), [404, { error: "HTTP_NOT_FOUND" }]);
  assert.deepEqual(await told("/api/nothing"), [404, { error: "HTTP_NOT_FOUND" }]);
  assert.deepEqual(await told("/api/inner/fault"), [500, { inner: 500 }]);
  assert.deepEqual(await told("/api/inner/nothing"), [404, { inner: 404 }]);
  const refused = await site.send("DELETE", "/api/items/1");
  assert.deepEqual([refused.status, refused.json], [405, { error: "HTTP_METHOD_NOT_ALLOWED" }]);
  assert.equal((await site.get("/apis")).json.code, "FORBIDDEN");
  assert.equal((await site.get("/nothing")).json.code, "HTTP_NOT_FOUND");
});
