import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { get as httpsGet } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { app, module } from "quintet/app";
import {
  anonymous,
  checkDeadline,
  QuintetError,
  remainingMs,
  silentLog,
  sleep,
} from "quintet/core";
import {
  before,
  get,
  http,
  post,
  requestAnswered,
  serverOf,
  type RequestAnswered,
} from "quintet/http";
import { text } from "quintet/schema";
import { inProcess } from "./in-process.ts";
import { serve } from "./serve.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("a request's id is accepted in a safe alphabet, or made, and stands in the answer", async () => {
  await using site = await inProcess([get("/", ({ request }) => request.id)]);
  assert.equal((await site.get("/", { "x-request-id": "abc-1_2.3:4" })).text, "abc-1_2.3:4");
  for (const bad of ["a b", "a".repeat(65), "<script>", "ä", ""]) {
    const { headers, text: id } = await site.get("/", { "x-request-id": bad });
    assert.match(id, UUID_V7, bad);
    assert.equal(headers.get("x-request-id"), id);
  }
});

test("an answer says how long it took", async () => {
  await using site = await inProcess([get("/", () => sleep("20ms"))]);
  const ms = Number((await site.get("/")).headers.get("x-request-duration-ms"));
  assert.ok(ms >= 19 && ms < 2_000, String(ms));
});

test("routes and hooks of a server plugin are asked first, and all else is ours", async () => {
  const seen: string[] = [];
  const plugin = module("plugin", {
    serverPlugins: [
      (server) => {
        server.addHook("onRequest", async ({ url }) => void seen.push(url));
        server.get("/raw", async () => "from the plugin");
      },
    ],
  });
  await using site = await serve([get("/posts/:id", ({ params }) => params.id)], {}, [plugin]);
  assert.equal(await (await site.fetch("/raw")).text(), "from the plugin");
  assert.equal(await (await site.fetch("/posts/a%20b?x=1")).text(), "a b");
  assert.equal((await site.fetch("/posts/%zz")).status, 400);
  assert.equal((await site.fetch("/nowhere")).status, 404);
  assert.equal((await site.fetch("/posts/1", { method: "DELETE" })).status, 405);
  assert.deepEqual(seen.slice(0, 2), ["/raw", "/posts/a%20b?x=1"]);
});

test("a method that no route has is answered as others are", async () => {
  await using site = await serve([get("/posts/:id", () => 1)]);
  const answer = await site.fetch("/posts/1", { method: "PURGE" });
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS");
  assert.equal((await site.fetch("/posts/%zz", { method: "PURGE" })).status, 400);
});

test("a request is a line in the log where asked for, and a fact with all that is known of it", async () => {
  const facts: RequestAnswered[] = [];
  using _ = requestAnswered.subscribe((answered) => void facts.push(answered));
  const who = before("who", (request) => {
    request.user = { ...anonymous, id: 7, isSignedIn: true };
  });
  const options = { requestLog: true, middleware: [who] };
  await using site = await inProcess([get("/posts/:id", () => 1)], options);
  await site.get("/posts/3?secret=1", { "user-agent": "x".repeat(300) });
  const [line, ...more] = site.log.entries;
  assert.deepEqual(more, []);
  const { durationMs, ...fields } = line!.fields;
  assert.equal(typeof durationMs, "number");
  assert.deepEqual([line!.level, line!.message], ["info", "request"]);
  assert.deepEqual(fields, {
    method: "GET",
    route: "/posts/:id",
    path: "/posts/3",
    status: 200,
    user: 7,
    address: "127.0.0.1",
    agent: "x".repeat(200),
  });
  assert.equal(facts.length, 1);
  assert.equal(facts[0]!.user.id, 7);
});

test("a request slower than its route may be is a warning", async () => {
  const slow = get("/slow", { slow: "10ms" }, () => sleep("20ms"));
  await using site = await inProcess([slow, get("/quick", () => "quick")]);
  await site.get("/quick");
  await site.get("/slow");
  assert.deepEqual(
    site.log.entries.map(({ level, message, fields }) => [level, message, fields["path"]]),
    [["warn", "slow request", "/slow"]],
  );
});

test("a handler that misses its deadline is answered for with 504, and its signal aborts", async () => {
  let ended: unknown;
  const deaf = get("/deaf", { timeout: "50ms" }, async ({ signal }) => {
    signal.addEventListener("abort", () => (ended = signal.reason));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return "too late";
  });
  const heeds = get("/heeds", { timeout: "50ms" }, async () => {
    assert.ok(remainingMs()! <= 50);
    await sleep("10s");
  });
  await using site = await inProcess([deaf, heeds]);
  for (const path of ["/deaf", "/heeds"]) {
    const { status, json } = await site.get(path);
    assert.equal(status, 504, path);
    assert.equal(json.code, "CORE_DEADLINE_EXCEEDED", path);
  }
  assert.equal((ended as QuintetError).code, "CORE_DEADLINE_EXCEEDED");
});

test("a client that goes away aborts the work for it", async () => {
  const { promise: reason, resolve } = Promise.withResolvers<unknown>();
  const waiting = get("/", async ({ signal }) => {
    signal.addEventListener("abort", () => resolve(signal.reason));
    await sleep("10s");
  });
  await using site = await serve([waiting]);
  const socket = connect(site.server.address!.port, "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  setTimeout(() => socket.destroy(), 50);
  assert.equal(((await reason) as QuintetError).code, "HTTP_CLIENT_GONE");
  assert.deepEqual(
    site.log.entries.filter(({ level }) => level === "error"),
    [],
  );
});

test("a body that arrives too slowly is 408", async () => {
  const made = post("/", { body: { a: text() } }, () => "made");
  await using site = await serve([made], { bodyTimeout: "100ms" });
  const socket = connect(site.server.address!.port, "127.0.0.1").setEncoding("latin1");
  socket.write(
    'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"a',
  );
  const [answer] = (await once(socket, "data")) as [string];
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.match(answer, /HTTP_BODY_SLOW/);
  await once(socket, "close");
});

test("a client that takes nothing is cut off, of one answer, a stream or many answers", async () => {
  const sockets = new Set<Socket>();
  const watch = before("watch", ({ raw }) => void sockets.add(raw.socket));
  const large = Buffer.alloc(2 ** 25);
  const whole = get("/whole", () => large);
  const part = get("/part", () => large.subarray(0, 2 ** 20));
  const streamed = get("/streamed", async function* () {
    for (;;) yield large;
  });
  const options = { stallTimeout: "100ms", middleware: [watch] } as const;
  await using site = await serve([whole, part, streamed], options);
  const asked = [["/whole"], ["/streamed"], Array.from({ length: 30 }, () => "/part")];
  const clients = asked.map((paths) => {
    const client = connect(site.server.address!.port, "127.0.0.1").pause();
    client.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`).join(""));
    return client;
  });
  while (sockets.size < clients.length) await setImmediate();
  for (const socket of sockets) if (!socket.destroyed) await once(socket, "close");
  for (const client of clients) client.destroy();
  assert.deepEqual(
    site.log.entries.filter(({ level }) => level === "error"),
    [],
  );
});

test("requests may come ahead of the answers, but not without end", async () => {
  let asked = 0;
  const page = get("/", () => `page ${++asked}`);
  await using site = await serve([page]);
  const request = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";
  const last = request.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
  const answersTo = async (count: number): Promise<number> => {
    const socket = connect(site.server.address!.port, "127.0.0.1");
    socket.write(request.repeat(count - 1) + last);
    const chunks = await Array.fromAsync(socket).catch(() => []);
    const text = Buffer.concat(chunks).toString();
    return text.match(/^page \d+/gm)?.length ?? 0;
  };
  assert.equal(await answersTo(33), 33);
  asked = 0;
  await answersTo(1_000);
  assert.equal(asked, 33);
});

test("a stream that has nothing to say for a while keeps its client", async () => {
  const quiet = get("/", async function* () {
    yield "a";
    await sleep("150ms");
    yield "b";
  });
  await using site = await serve([quiet], { stallTimeout: "50ms" });
  assert.equal(await (await site.fetch("/")).text(), "ab");
});

test("headers that arrive too slowly are 408, and the connection is closed", async () => {
  await using site = await serve([], { headersTimeout: "100ms" });
  const socket = connect(site.server.address!.port, "127.0.0.1").setEncoding("latin1");
  socket.write("GET / HTTP/1.1\r\nhost: local");
  const [answer] = (await once(socket, "data")) as [string];
  assert.match(answer, /^HTTP\/1\.1 408 [^]*HTTP_REQUEST_SLOW/);
  await once(socket, "close");
});

test("in maintenance all is 503 but for staff and for what works in it", async () => {
  const flag = { value: false, isOn: () => flag.value };
  const staff = before("staff", (request) => {
    if (request.header("x-staff")) request.user = { ...anonymous, isSignedIn: true, isStaff: true };
  });
  const health = get("/health", { worksInMaintenance: true }, () => "ok");
  await using site = await inProcess([get("/", () => "home"), health], { maintenance: flag }, [
    module("who", { middleware: [staff] }),
  ]);
  assert.equal((await site.get("/")).text, "home");
  flag.value = true;
  const closed = await site.get("/");
  assert.equal(closed.status, 503);
  assert.equal(closed.json.code, "HTTP_MAINTENANCE");
  assert.equal(closed.headers.get("retry-after"), "300");
  assert.equal((await site.get("/", { "x-staff": "1" })).text, "home");
  assert.equal((await site.get("/health")).text, "ok");
});

test("a stop answers what is under way, and refuses new connections", async () => {
  const started = Promise.withResolvers<void>();
  const refused = Promise.withResolvers<void>();
  const slow = get("/slow", async () => {
    started.resolve();
    await refused.promise;
    return "done";
  });
  const site = await serve([slow]);
  const { port } = site.server.address!;
  const answer = site.fetch("/slow");
  await started.promise;
  const stopped = site[Symbol.asyncDispose]();
  await untilRefused(port);
  refused.resolve();
  assert.equal(await (await answer).text(), "done");
  await stopped;
});

/** Connects until nobody listens any more. */
async function untilRefused(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      await once(socket, "connect");
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ECONNREFUSED") return;
      // What comes just as the port closes is reset.
      assert.equal(code, "ECONNRESET");
    }
    socket.destroy();
  }
}

test("who had a connection before the stop is answered, though nobody has taken it up yet", async () => {
  const site = await serve([get("/", () => "here")]);
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const clients = new Worker(new URL("./waiting-clients.ts", import.meta.url), {
    workerData: { port: site.server.address!.port, shared, count: 20 },
  });
  // This thread takes nothing up meanwhile: the system keeps what comes.
  assert.equal(Atomics.wait(shared, 0, 0, 10_000), "ok");
  const stopped = site[Symbol.asyncDispose]();
  const [answers] = (await once(clients, "message")) as [string[]];
  await stopped;
  assert.deepEqual(answers, Array(20).fill("HTTP/1.1 200 OK"));
});

test("what takes longer than a stop may is aborted", async () => {
  let reason: unknown;
  const started = Promise.withResolvers<void>();
  const endless = get("/", async ({ signal }) => {
    started.resolve();
    try {
      for (;;) {
        await sleep("1s");
        checkDeadline();
      }
    } finally {
      reason = signal.reason;
    }
  });
  const site = await serve([endless], { stopTimeout: "200ms" });
  const answer = site.fetch("/").then(
    (response) => response.status,
    () => "closed",
  );
  await started.promise;
  const startMs = performance.now();
  await site[Symbol.asyncDispose]();
  assert.ok(performance.now() - startMs < 3_000);
  assert.equal((reason as QuintetError).code, "CORE_STEP_TIMEOUT");
  assert.ok([500, "closed"].includes(await answer));
});

test("a port that is taken is said so", async () => {
  await using first = await serve([]);
  const { port } = first.server.address!;
  const second = app({ modules: [http({ port })], log: silentLog });
  await assert.rejects(second.start(), (error: QuintetError) => {
    assert.equal((error.cause as QuintetError).code, "HTTP_PORT_BUSY");
    assert.match(error.message, new RegExp(`port ${port}`));
    return true;
  });
});

test("another server can host the app", async () => {
  await using site = await inProcess([get("/", () => "hosted")]);
  const host = createServer(site.server.handler).listen(0, "127.0.0.1");
  await once(host, "listening");
  const { port } = host.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/`, { headers: { connection: "close" } });
  assert.equal(await answer.text(), "hosted");
  host.close();
});

test("with a key and a certificate it serves TLS", async () => {
  // Made for these tests alone, and good for a hundred years.
  const tls = { key: pem("localhost.key"), cert: pem("localhost.cert") };
  await using site = await serve([get("/", ({ request }) => ({ isSecure: request.isSecure }))], {
    tls,
  });
  assert.match(site.server.origin!, /^https:/);
  const body = await new Promise<string>((resolve, reject) => {
    httpsGet(
      `${site.server.origin}/`,
      { ca: tls.cert, servername: "localhost", agent: false },
      (answer) => {
        answer.setEncoding("utf8").on("data", resolve);
      },
    ).on("error", reject);
  });
  assert.deepEqual(JSON.parse(body), { isSecure: true });
});

test("an app that only serves does not load what its answers do not need", () => {
  const script = `
    import { spawnSync } from "node:child_process";
import { once } from "node:events";
    import { connect } from "node:net";
    import { app, module } from "quintet/app";
    import { get, http, serverOf } from "quintet/http";
    const routes = [get("/", () => ({ a: 1 }))];
    const served = await app({ modules: [http({ port: 0 }), module("m", { routes })] }).start();
    const socket = connect(serverOf(served).address.port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\\r\\nhost: localhost\\r\\nconnection: close\\r\\n\\r\\n");
    const [answer] = await once(socket, "data");
    console.log(String(answer).split("\\r\\n")[0]);
    console.log(process.moduleLoadList.filter((name) => name.includes("undici")).join());
    await served.stop();`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=quintet-source", "--input-type=module", "--eval", script],
    { encoding: "utf8" },
  );
  assert.equal(stdout, "HTTP/1.1 200 OK\n\n", stderr);
});

test("two apps in one process do not see each other's routes", async () => {
  await using one = await inProcess([get("/one", () => 1)]);
  await using two = await inProcess([get("/two", () => 2)]);
  assert.equal((await one.get("/two")).status, 404);
  assert.equal((await two.get("/two")).status, 200);
});

test("the server of an app that has none is an error that says what to add", async () => {
  await using bare = await app({ modules: [], log: silentLog }).start();
  assert.throws(() => serverOf(bare), { code: "HTTP_NO_SERVER" });
});

function pem(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, `../data/${name}.pem`));
}
