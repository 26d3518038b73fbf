import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { get, post, respond } from "quintet/http";
import { serve } from "./serve.ts";

const long = { text: "quintet ".repeat(500) };
const routes = [
  get("/long", () => long),
  get("/short", () => ({ ok: true })),
  get("/image", () => respond(randomBytes(5000), { type: "image/png" })),
  get("/kept", () => respond(long, { headers: { "cache-control": "no-transform" } })),
  get("/secret", () => respond(long, { headers: { "cache-control": "no-store" } })),
  get("/tagged", () =>
    respond(long, { headers: { etag: '"v7"', "last-modified": "Fri, 20 Nov 2026 09:00:00 GMT" } }),
  ),
  get("/stream", async function* () {
    for (let turn = 0; turn < 3; turn++) yield "a piece of the whole\n".repeat(100);
  }),
  post("/long", () => long),
];

/** fetch would decompress by itself. */
async function raw(
  origin: string,
  path: string,
  encoding: string,
): Promise<{ headers: Record<string, unknown>; body: Buffer }> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    request(
      `${origin}${path}`,
      { headers: { "accept-encoding": encoding }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks) }),
        );
        response.on("error", reject);
      },
    )
      .on("error", reject)
      .end();
  });
}

test("long texts are compressed as the client prefers", async () => {
  await using app = await serve(routes);
  const cases: [string, string | undefined][] = [
    ["br, gzip", "br"],
    ["gzip, br", "br"],
    ["gzip;q=1, br;q=0.5", "gzip"],
    ["gzip", "gzip"],
    ["*", "br"],
    ["br;q=0, *", "gzip"],
    ["", undefined],
    ["identity", undefined],
    ["gzip;q=0", undefined],
    ["deflate, zstd", undefined],
    ["br;q=x", undefined],
  ];
  for (const [accepted, expected] of cases) {
    const { headers, body } = await raw(app.server.origin!, "/long", accepted);
    assert.equal(headers["content-encoding"], expected, accepted);
    assert.equal(headers["vary"], "accept-encoding");
    assert.equal(headers["content-length"], String(body.length));
    const plain =
      expected === "br" ? brotliDecompressSync(body) : expected ? gunzipSync(body) : body;
    assert.deepEqual(JSON.parse(plain.toString()), long);
  }
});

test("what is short, compressed already, or must not change is sent as it is", async () => {
  await using app = await serve(routes);
  for (const path of ["/short", "/image", "/kept"]) {
    const { headers } = await raw(app.server.origin!, path, "br");
    assert.equal(headers["content-encoding"], undefined, path);
    assert.equal(headers["vary"], undefined, path);
  }
});

test("a stream is compressed piece by piece and arrives whole", async () => {
  await using app = await serve(routes);
  for (const [encoding, open] of [
    ["br", brotliDecompressSync],
    ["gzip", gunzipSync],
  ] as const) {
    const { headers, body } = await raw(app.server.origin!, "/stream", encoding);
    assert.equal(headers["content-encoding"], encoding);
    assert.equal(open(body).toString(), "a piece of the whole\n".repeat(300));
  }
});

test("compression may be left to a proxy", async () => {
  await using app = await serve(routes, { compression: false });
  const { headers } = await raw(app.server.origin!, "/long", "br");
  assert.equal(headers["content-encoding"], undefined);
});

test("who has the same content already is told so and sent nothing", async () => {
  await using app = await serve(routes);
  const first = await app.fetch("/long");
  const etag = first.headers.get("etag")!;
  assert.match(etag, /^W\/"[\w-]{27}"$/);
  await first.text();
  for (const wanted of [etag, etag.slice(2), `"x", ${etag}`, "*"]) {
    const again = await app.fetch("/long", { headers: { "if-none-match": wanted } });
    assert.equal(again.status, 304, wanted);
    assert.equal(again.headers.get("etag"), etag);
    assert.equal(again.headers.get("vary"), "accept-encoding");
    assert.equal(again.headers.get("content-type"), null);
    assert.equal(await again.text(), "");
  }
  const other = await app.fetch("/long", { headers: { "if-none-match": '"x"' } });
  assert.equal(other.status, 200);
  const head = await app.fetch("/long", { method: "HEAD", headers: { "if-none-match": etag } });
  assert.equal(head.status, 304);
  const written = await app.fetch("/long", { method: "POST", headers: { "if-none-match": etag } });
  assert.equal(written.status, 200);
});

test("a handler's own etag and date are heeded, the etag before the date", async () => {
  await using app = await serve(routes);
  const statusOf = async (headers: Record<string, string>): Promise<number> =>
    (await app.fetch("/tagged", { headers })).status;
  const since = "Fri, 20 Nov 2026 09:00:00 GMT";
  assert.equal(await statusOf({ "if-none-match": '"v7"' }), 304);
  assert.equal(await statusOf({ "if-modified-since": since }), 304);
  assert.equal(await statusOf({ "if-modified-since": "Fri, 20 Nov 2026 08:59:59 GMT" }), 200);
  assert.equal(await statusOf({ "if-modified-since": "yesterday" }), 200);
  assert.equal(await statusOf({ "if-none-match": '"v6"', "if-modified-since": since }), 200);
  const { headers } = await raw(app.server.origin!, "/tagged", "br");
  assert.equal(headers["etag"], 'W/"v7"', "the bytes are others than the tag stood for");
});

test("what must not be stored has no etag, and neither has anything where it is off", async () => {
  await using app = await serve(routes);
  assert.equal((await app.fetch("/secret")).headers.get("etag"), null);
  assert.equal((await app.fetch("/short")).headers.get("etag"), null);
  await using off = await serve(routes, { etag: false });
  assert.equal((await off.fetch("/long")).headers.get("etag"), null);
});
