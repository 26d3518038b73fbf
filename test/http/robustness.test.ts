import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before as beforeAll, test } from "node:test";
import { get, post, requestRefused } from "quintet/http";
import { text } from "quintet/schema";
import { serve, type Served } from "./serve.ts";

// What a client can do to a socket. Whatever it is: a 4xx, no handler runs, nothing is logged.

let site: Served;
let created = 0;
const create = post(
  "/posts",
  { body: { title: text({ max: 10 }) }, bodyLimit: 1_000 },
  () => ++created,
);
const page = get("/", () => "page");
const file = get("/files/:path(*)", ({ params }) => params.path);

beforeAll(async () => {
  site = await serve([create, page, file], { headersTimeout: "300ms", bodyTimeout: "300ms" });
});
after(() => site[Symbol.asyncDispose]());

const HEAD = "host: localhost\r\n";
const JSON_HEAD = `${HEAD}content-type: application/json\r\n`;

const REFUSED: Record<string, { send: string; status: number | "closed" }> = {
  "no HTTP at all": { send: "hello\r\n\r\n", status: 400 },
  "bytes of TLS": { send: "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", status: 400 },
  "an unknown method": { send: `BREW / HTTP/1.1\r\n${HEAD}\r\n`, status: 400 },
  "a version that is not there": { send: `GET / HTTP/9.9\r\n${HEAD}\r\n`, status: 400 },
  "no host": { send: "GET / HTTP/1.1\r\n\r\n", status: 400 },
  "two hosts": { send: `GET / HTTP/1.1\r\n${HEAD}host: other\r\n\r\n`, status: 400 },
  "a host that is none": { send: "GET / HTTP/1.1\r\nhost: a b/<x>\r\n\r\n", status: 400 },
  "a space before the colon": { send: `GET / HTTP/1.1\r\n${HEAD}x-a : 1\r\n\r\n`, status: 400 },
  "a folded header": { send: `GET / HTTP/1.1\r\n${HEAD} folded: 1\r\n\r\n`, status: 400 },
  "a header with NUL": { send: `GET / HTTP/1.1\r\n${HEAD}x-a: \0\r\n\r\n`, status: 400 },
  "a bare line feed in a header": {
    send: `GET / HTTP/1.1\r\n${HEAD}x-a: 1\nx-b: 2\r\n\r\n`,
    status: 400,
  },
  "headers beyond the limit": {
    send: `GET / HTTP/1.1\r\n${HEAD}x-a: ${"a".repeat(20_000)}\r\n\r\n`,
    status: 431,
  },
  "an address beyond the limit": {
    send: `GET /${"a".repeat(20_000)} HTTP/1.1\r\n${HEAD}\r\n`,
    status: 431,
  },
  "an address that cannot be decoded": { send: `GET /%c3%28 HTTP/1.1\r\n${HEAD}\r\n`, status: 400 },
  "half an escape": { send: `GET /% HTTP/1.1\r\n${HEAD}\r\n`, status: 400 },
  "length and chunks together": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    status: 400,
  },
  "two lengths": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}x`,
    status: 400,
  },
  "a length that is no number": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: +2\r\n\r\n{}`,
    status: 400,
  },
  "a negative length": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: -1\r\n\r\n{}`,
    status: 400,
  },
  "another encoding after chunked": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
    status: 400,
  },
  "a chunk whose size is none": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    status: 400,
  },
  "a body that is announced as too large": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 99999999999\r\n\r\n{`,
    status: 413,
  },
  "a body of chunks that is too large": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}transfer-encoding: chunked\r\n\r\nfff\r\n${"a".repeat(0xfff)}\r\n0\r\n\r\n`,
    status: 413,
  },
  "a body that stops half-way": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 50\r\n\r\n{"title":`,
    status: 408,
  },
  "a body without a type": {
    send: `POST /posts HTTP/1.1\r\n${HEAD}content-length: 2\r\n\r\n{}`,
    status: 415,
  },
  "two types": {
    send: `POST /posts HTTP/1.1\r\n${HEAD}content-type: text/plain\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`,
    status: 415,
  },
  "a body that is not UTF-8": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 13\r\n\r\n{"title":"\xff"}`,
    status: 400,
  },
  "a key that stands twice": {
    send: `POST /posts HTTP/1.1\r\n${JSON_HEAD}content-length: 25\r\n\r\n{"title":"a","title":"b"}`,
    status: 400,
  },
  "headers that never end": { send: `GET / HTTP/1.1\r\n${HEAD}`, status: 408 },
};

for (const [what, { send, status }] of Object.entries(REFUSED)) {
  test(`${what}: ${status}, and nothing else happens`, async () => {
    created = 0;
    site.log.entries.length = 0;
    const answer = await exchange(send);
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
    assert.equal(answer.match(/HTTP\/1\.1 /g)!.length, 1, answer);
    assert.doesNotMatch(answer, /node_modules|at \w+ \(/);
    assert.equal(created, 0);
    assert.deepEqual(site.log.entries, []);
  });
}

test("paths that climb are a parameter like another, and never a folder", async () => {
  for (const path of ["/files/../../etc/passwd", "/files/%2e%2e%2fetc%2fpasswd", "/files//etc"]) {
    const answer = await exchange(`GET ${path} HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 [^]*etc/);
  }
  const outside = await exchange(`GET /../etc/passwd HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`);
  assert.match(outside, /^HTTP\/1\.1 404 /);
});

test("bytes that are no request are a fact, for who wants to count them", async () => {
  const reasons: string[] = [];
  using _ = requestRefused.subscribe(({ reason }) => void reasons.push(reason));
  await exchange("hello\r\n\r\n");
  assert.deepEqual(reasons, ["HPE_INVALID_METHOD"]);
});

test("requests that follow each other at once are answered in their order", async () => {
  const one = `GET /files/1 HTTP/1.1\r\n${HEAD}\r\n`;
  const two = `GET /files/2 HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`;
  const answer = await exchange(one + two);
  assert.match(answer, /\r\n\r\n1HTTP\/1\.1 200 [^]*\r\n\r\n2$/);
});

test("a connection is kept when a refused body was small, and the next request is answered", async () => {
  const bad = `POST /posts HTTP/1.1\r\n${HEAD}content-type: text/plain\r\ncontent-length: 5\r\n\r\nhello`;
  const answer = await exchange(`${bad}GET / HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`);
  assert.match(answer, /^HTTP\/1\.1 415 [^]*HTTP\/1\.1 200 [^]*page$/);
});

test("thousand broken requests leave the server as it was", async () => {
  site.log.entries.length = 0;
  for (let round = 0; round < 20; round++) {
    await Promise.all(Array.from({ length: 50 }, () => exchange("\0\r\n\r\n")));
  }
  assert.match(await exchange(`GET / HTTP/1.1\r\n${HEAD}connection: close\r\n\r\n`), /page$/);
  assert.deepEqual(site.log.entries, []);
});

/** Sends bytes as they are and gives all that comes back until the server has done. */
async function exchange(bytes: string): Promise<string> {
  const socket = connect(site.server.address!.port, "127.0.0.1").setEncoding("latin1");
  let answer = "";
  socket.on("data", (chunk: string) => (answer += chunk)).on("error", () => {});
  socket.write(bytes, "latin1");
  const quiet = setInterval(() => {
    // Kept connections end here, once an answer has come.
    if (answer !== "" && !/connection: close/i.test(bytes)) socket.destroy();
  }, 50);
  await once(socket, "close");
  clearInterval(quiet);
  return answer;
}
