import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { get, html, http, middleware, nonce, post, respond } from "quintet/http";
import type { HttpOptions } from "quintet/http";
import { serve } from "./serve.ts";

const where = get("/where", ({ request }) => ({
  address: request.address,
  isSecure: request.isSecure,
  host: request.host,
}));
const page = get("/page", () => html`<script nonce="${nonce()}">go()</script>`);
const data = get("/data", () => ({ ok: true }));
const write = post("/data", () => ({ ok: true }));

test("every answer, refusals included, has the security headers and none that are obsolete", async () => {
  await using app = await serve([data]);
  for (const path of ["/data", "/nowhere"]) {
    const { headers } = await app.fetch(path);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("x-frame-options"), "DENY");
    assert.equal(headers.get("cross-origin-resource-policy"), "same-origin");
    assert.equal(
      headers.get("content-security-policy"),
      "default-src 'none'; frame-ancestors 'none'",
    );
    assert.equal(headers.get("x-xss-protection"), null);
    assert.equal(headers.get("x-powered-by"), null);
    assert.equal(headers.get("strict-transport-security"), null, "not over plain HTTP");
  }
});

test("a page has those headers besides that only mean something to pages", async () => {
  await using app = await serve([page, data]);
  const { headers } = await app.fetch("/page");
  assert.equal(headers.get("referrer-policy"), "same-origin");
  assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
  assert.match(headers.get("permissions-policy")!, /camera=\(\)/);
  assert.equal((await app.fetch("/data")).headers.get("permissions-policy"), null);
});

test("a page that has not changed keeps the policy that it came with", async () => {
  await using app = await serve([get("/long", () => html`<p>${"long ".repeat(200)}</p>`)]);
  const first = await app.fetch("/long");
  assert.match(first.headers.get("content-security-policy")!, /script-src 'self'/);
  const etag = first.headers.get("etag")!;
  const again = await app.fetch("/long", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  assert.equal(again.headers.get("content-security-policy"), null);
});

test("a page names its nonce in the policy, another one each time", async () => {
  await using app = await serve([page]);
  const nonces = new Set<string>();
  for (let turn = 0; turn < 3; turn++) {
    const answer = await app.fetch("/page");
    const used = /nonce="([\w-]{20,})"/.exec(await answer.text())![1]!;
    assert.ok(
      answer.headers.get("content-security-policy")!.includes(`script-src 'self' 'nonce-${used}'`),
    );
    nonces.add(used);
  }
  assert.equal(nonces.size, 3);
});

test("the policy can be widened, shortened, only reported and left away", async () => {
  const cspOf = async (securityHeaders: HttpOptions["securityHeaders"]): Promise<Headers> => {
    await using app = await serve([page], { securityHeaders: securityHeaders! });
    return (await app.fetch("/page")).headers;
  };
  const csp = (
    await cspOf({ csp: { imgSrc: ["'self'", "https://img.example"], styleSrc: [] } })
  ).get("content-security-policy")!;
  assert.match(csp, /img-src 'self' https:\/\/img\.example;/);
  assert.doesNotMatch(csp, /style-src/);
  const reported = await cspOf({ cspReportOnly: true });
  assert.equal(reported.get("content-security-policy"), null);
  assert.match(reported.get("content-security-policy-report-only")!, /script-src/);
  assert.equal((await cspOf(false)).get("x-frame-options"), null);
});

test("HTTPS is remembered by browsers in production, subdomains included, and not in development", async () => {
  const headers = { "x-forwarded-proto": "https" };
  const hstsOf = async (options: HttpOptions): Promise<string | null> => {
    await using app = await serve([data], { trustedProxies: 1, ...options });
    return (await app.fetch("/data", { headers })).headers.get("strict-transport-security");
  };
  assert.equal(await hstsOf({}), "max-age=63072000; includeSubDomains");
  assert.equal(await hstsOf({ development: true }), null);
  assert.equal(
    await hstsOf({ securityHeaders: { hsts: { maxAge: "1d", includeSubDomains: false } } }),
    "max-age=86400",
  );
});

test("a handler's own header stays", async () => {
  const framed = middleware("framed", async (_request, next) =>
    (await next()).header("x-frame-options", "SAMEORIGIN"),
  );
  await using app = await serve([data], { middleware: [framed] });
  assert.equal((await app.fetch("/data")).headers.get("x-frame-options"), "SAMEORIGIN");
});

const forwarded = {
  "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.1.1.1",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "shop.example",
};

test("without trusted proxies, forwarded headers are the words of a stranger", async () => {
  await using app = await serve([where]);
  const found = (await (await app.fetch("/where", { headers: forwarded })).json()) as object;
  assert.deepEqual(found, {
    address: "127.0.0.1",
    isSecure: false,
    host: new URL(app.server.origin!).host,
  });
});

test("the chain is read from its near end, to the first address that is not trusted", async () => {
  const cases: [HttpOptions["trustedProxies"], Record<string, string>, string, boolean, string?][] =
    [
      [["loopback", "10.0.0.0/8"], forwarded, "203.0.113.9", true, "shop.example"],
      [["loopback", "private"], forwarded, "203.0.113.9", true, "shop.example"],
      [["loopback"], forwarded, "10.1.1.1", true, "shop.example"],
      [2, forwarded, "203.0.113.9", true, "shop.example"],
      [1, forwarded, "10.1.1.1", true, "shop.example"],
      [9, forwarded, "6.6.6.6", true, "shop.example"],
      [["192.0.2.1"], forwarded, "127.0.0.1", false],
      [0, forwarded, "127.0.0.1", false],
      // A network of IPv6 holds no IPv4 address, however wide it is.
      [["::/8"], forwarded, "127.0.0.1", false],
      [1, {}, "127.0.0.1", false],
      [1, { "x-forwarded-for": "unknown, x" }, "127.0.0.1", false],
      [1, { "x-forwarded-for": "[2001:db8::1]:443" }, "2001:db8::1", false],
      [1, { "x-real-ip": "203.0.113.5" }, "203.0.113.5", false],
      [1, { "x-forwarded-for": "203.0.113.6", "x-real-ip": "6.6.6.6" }, "203.0.113.6", false],
      [0, { "x-real-ip": "203.0.113.5" }, "127.0.0.1", false],
      [1, { "x-forwarded-proto": "https, http" }, "127.0.0.1", false],
      [
        ["2001:db8::/32", "loopback"],
        { "x-forwarded-for": "9.9.9.9, 2001:db8::7" },
        "9.9.9.9",
        false,
      ],
    ];
  for (const [trustedProxies, headers, address, isSecure, host] of cases) {
    await using app = await serve([where], { trustedProxies: trustedProxies! });
    const found = await (await app.fetch("/where", { headers })).json();
    assert.deepEqual(found, { address, isSecure, host: host ?? new URL(app.server.origin!).host });
  }
});

test("a request for a host that is not ours is 400, whatever stands before the name", async () => {
  await using app = await serve([data], {
    allowedHosts: ["shop.example", ".example.org"],
    trustedProxies: 1,
  });
  const statusOf = async (host: string): Promise<number> =>
    (await app.fetch("/data", { headers: { "x-forwarded-host": host } })).status;
  for (const host of [
    "shop.example",
    "SHOP.example:8443",
    "example.org",
    "a.b.example.org",
    "localhost:1",
    "shop.example.",
  ]) {
    assert.equal(await statusOf(host), 200, host);
  }
  for (const host of [
    "evil.example",
    "shop.example.evil",
    "xexample.org",
    "shop.example@evil",
    "a b",
    "shop.example:x",
    "shop.example/evil",
    "[::2]",
  ]) {
    const answer = await app.fetch("/data", { headers: { "x-forwarded-host": host } });
    assert.equal(answer.status, 400, host);
    assert.equal(((await answer.json()) as { code: string }).code, "HTTP_HOST_REFUSED");
    assert.equal(answer.headers.get("x-frame-options"), "DENY");
  }
});

test("the host in the first line of a request is looked at, and none is read out of a path", async () => {
  const tell = middleware("tell", ({ url }) => respond({ url: url.href }));
  await using app = await serve([data], { allowedHosts: ["shop.example"], middleware: [tell] });
  const { port } = app.server.address!;
  const ask = async (path: string): Promise<unknown> => {
    const sent = request({ port, host: "127.0.0.1", path, agent: false }).end();
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    const { url, code } = JSON.parse(await text(answer)) as { url?: string; code?: string };
    return url ?? code;
  };
  assert.equal(await ask("http://shop.example/a?b=1"), "http://shop.example/a?b=1");
  assert.equal(await ask("HTTP://shop.example:81?b=1"), "http://shop.example:81/?b=1");
  assert.equal(await ask("//evil.example/a"), `http://127.0.0.1:${port}//evil.example/a`);
  for (const path of ["http://evil.example/a", "http://shop.example@evil.example/", "http:///a"])
    assert.equal(await ask(path), "HTTP_HOST_REFUSED", path);
});

test("plain HTTP is redirected for reading and refused for writing", async () => {
  await using app = await serve([data, write], { httpsOnly: true, trustedProxies: 1 });
  const host = { "x-forwarded-host": "shop.example:8080" };
  const read = await app.fetch("/data?a=1", { headers: host });
  assert.equal(read.status, 308);
  assert.equal(read.headers.get("location"), "https://shop.example/data?a=1");
  const written = await app.fetch("/data", { method: "POST", headers: host });
  assert.equal(written.status, 403);
  assert.equal(((await written.json()) as { code: string }).code, "HTTP_HTTPS_REQUIRED");
  const secure = await app.fetch("/data", { headers: { "x-forwarded-proto": "https" } });
  assert.equal(secure.status, 200);
});

const origin = "https://app.example";
const preflight = {
  method: "OPTIONS",
  headers: {
    origin,
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type",
  },
};

test("a trusted origin may ask, read and send cookies; another one is told nothing", async () => {
  await using app = await serve([data, write], {
    cors: { origins: [origin], credentials: true, maxAge: "1h" },
  });
  const asked = await app.fetch("/data", preflight);
  assert.equal(asked.status, 204);
  assert.equal(asked.headers.get("access-control-allow-origin"), origin);
  assert.equal(asked.headers.get("access-control-allow-credentials"), "true");
  assert.match(asked.headers.get("access-control-allow-methods")!, /\bPATCH\b/);
  assert.match(asked.headers.get("access-control-allow-headers")!, /Content-Type/);
  assert.equal(asked.headers.get("access-control-max-age"), "3600");
  const read = await app.fetch("/nowhere", { headers: { origin } });
  assert.equal(read.status, 404);
  assert.equal(read.headers.get("access-control-allow-origin"), origin, "errors can be read too");
  assert.match(read.headers.get("access-control-expose-headers")!, /X-Request-Id/);
  assert.equal(read.headers.get("vary"), "accept, origin");
  const foreign = await app.fetch("/data", { headers: { origin: "https://evil.example" } });
  assert.equal(foreign.status, 200);
  assert.equal(foreign.headers.get("access-control-allow-origin"), null);
  assert.equal(foreign.headers.get("vary"), "origin");
  const refused = await app.fetch("/data", {
    ...preflight,
    headers: { ...preflight.headers, origin: "null" },
  });
  assert.equal(refused.status, 403);
  assert.equal(((await refused.json()) as { code: string }).code, "HTTP_ORIGIN_REFUSED");
});

test("preflights, refused ones and an origin that cannot be judged have the headers of all answers", async () => {
  const judged = (asked: string): boolean => {
    if (asked === "https://broken.example") throw new Error("the list is away");
    return asked === origin;
  };
  const names = ["x-content-type-options", "x-frame-options", "content-security-policy"];
  const labels = ({ headers }: Response): (string | null)[] =>
    names.map((name) => headers.get(name));
  await using app = await serve([data], { cors: { origins: judged } });
  const usual = labels(await app.fetch("/data"));
  assert.ok(!usual.includes(null));
  for (const [asked, method, status] of [
    [origin, "OPTIONS", 204],
    ["https://evil.example", "OPTIONS", 403],
    ["https://broken.example", "OPTIONS", 500],
    ["https://broken.example", "GET", 500],
  ] as const) {
    const headers = { origin: asked, "access-control-request-method": "POST" };
    const answer = await app.fetch("/data", { method, headers });
    assert.deepEqual([answer.status, ...labels(answer)], [status, ...usual], `${method} ${asked}`);
    const isTold = answer.headers.get("access-control-allow-origin");
    assert.equal(isTold, asked === origin ? origin : null);
  }
});

test("what another origin has got already is 304 with what it may read", async () => {
  const long = get("/long", () => ({ text: "a".repeat(1000) }));
  await using app = await serve([long], { cors: { origins: [origin] } });
  const first = await app.fetch("/long", { headers: { origin } });
  const again = await app.fetch("/long", {
    headers: { origin, "if-none-match": first.headers.get("etag")! },
  });
  assert.deepEqual([first.status, again.status], [200, 304]);
  for (const { headers } of [first, again]) {
    assert.equal(headers.get("access-control-allow-origin"), origin);
    assert.match(headers.get("vary")!, /\borigin\b/);
  }
});

test("origins may be everybody, or what a function says", async () => {
  {
    await using app = await serve([data], { cors: { origins: "*" } });
    const { headers } = await app.fetch("/data", { headers: { origin: "https://any.example" } });
    assert.equal(headers.get("access-control-allow-origin"), "*");
    assert.equal(headers.get("access-control-allow-credentials"), null);
  }
  await using app = await serve([data], {
    cors: { origins: async (asked) => asked.endsWith(".example") },
  });
  const { headers } = await app.fetch("/data", { headers: { origin: "https://any.example" } });
  assert.equal(headers.get("access-control-allow-origin"), "https://any.example");
});

test("OPTIONS without an origin is not a preflight", async () => {
  await using app = await serve([data, write], { cors: { origins: [origin] } });
  const answer = await app.fetch("/data", { method: "OPTIONS" });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS, POST");
});

test("options that would guard nothing are refused at the start", async () => {
  const wrong: [HttpOptions, RegExp][] = [
    [{ cors: { origins: "*", credentials: true } }, /credentials/],
    [{ cors: { origins: ["https://app.example/"] } }, /write "https:\/\/app\.example"/],
    [{ cors: { origins: ["app.example"] } }, /is not an origin/],
    [{ cors: { orgins: [] } as never }, /Did you mean "origins"/],
    [{ trustedProxies: ["10.0.0.0/33"] }, /is no address/],
    [{ trustedProxies: ["::ffff:10.0.0.0/8"] }, /write it as IPv4/],
    [{ trustedProxies: ["::FFFF:a00:0/104"] }, /write it as IPv4/],
    [{ trustedProxies: ["proxy.local"] }, /loopback, private/],
    [{ trustedProxies: -1 }, /is not a number of proxies/],
    [{ allowedHosts: ["https://shop.example"] }, /without scheme and port/],
    [{ securityHeaders: { csp: { scriptSource: [] } as never } }, /Did you mean "scriptSrc"/],
    [{ securityHeaders: { csp: { imgSrc: ["'self' data:"] } } }, /is not one source/],
    [{ securityHeaders: { frame: "none" } as never }, /Did you mean "frames"/],
    [{ compression: { minByte: 1 } as never }, /Did you mean "minBytes"/],
    [{ httpsOnly: "yes" as never }, /neither true nor false/],
  ];
  for (const [options, message] of wrong) {
    const starting = serve([], options).then((app) => app[Symbol.asyncDispose]());
    await assert.rejects(starting, (error: Error) => {
      assert.match(error.message, message);
      return true;
    });
  }
  assert.throws(() => http({ alowedHosts: [] } as never), {
    code: "HTTP_OPTION_UNKNOWN",
    message: /Did you mean "allowedHosts"/,
  });
});
