import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { sleep } from "quintet/core";
import { event, events, get, jsonLines } from "quintet/http";
import { serve } from "./serve.ts";

test("events carry data, names and ids, and end with the iterable", async () => {
  const route = get("/", () =>
    events(
      (async function* () {
        yield { n: 1 };
        yield "two\nlines\r\nand\ra third";
        yield event({ event: "tick", id: 7, data: [1] });
        yield event({ data: undefined, id: "x" });
      })(),
      { retry: "5s" },
    ),
  );
  await using app = await serve([route]);
  const answer = await app.fetch("/");
  assert.equal(answer.headers.get("content-type"), "text/event-stream; charset=utf-8");
  assert.equal(answer.headers.get("cache-control"), "no-store");
  assert.equal(answer.headers.get("content-encoding"), null);
  assert.equal(
    await answer.text(),
    "retry: 5000\n\n" +
      'data: {"n":1}\n\n' +
      "data: two\ndata: lines\ndata: and\ndata: a third\n\n" +
      "event: tick\nid: 7\ndata: [1]\n\n" +
      "id: x\n\n",
  );
});

test("a client that comes back says where it was", async () => {
  const route = get("/", ({ request }) =>
    events(
      (async function* () {
        yield request.header("last-event-id") ?? "from the start";
      })(),
    ),
  );
  await using app = await serve([route]);
  const answer = await app.fetch("/", { headers: { "last-event-id": "41" } });
  assert.equal(await answer.text(), ":\n\ndata: 41\n\n");
});

test("while nothing happens, a comment keeps the connection", async () => {
  const route = get("/", ({ signal }) =>
    events(
      (async function* () {
        await sleep("120ms", { signal });
        yield "late";
      })(),
      { heartbeat: "50ms" },
    ),
  );
  await using app = await serve([route]);
  assert.equal(await (await app.fetch("/")).text(), ":\n\n:\n\n:\n\ndata: late\n\n");
});

test("when the client goes, the generator ends at once, even while it waits", async () => {
  const seen = { isOver: false };
  const route = get("/", ({ signal }) =>
    events(
      (async function* () {
        try {
          yield "hello";
          await sleep("1h", { signal });
        } finally {
          seen.isOver = true;
        }
      })(),
    ),
  );
  await using app = await serve([route]);
  const client = new AbortController();
  const answer = await app.fetch("/", { signal: client.signal });
  const reader = answer.body!.getReader();
  let text = "";
  while (!text.includes("hello")) text += new TextDecoder().decode((await reader.read()).value);
  client.abort();
  await assert.rejects(async () => {
    for (;;) await reader.read();
  });
  for (let turn = 0; turn < 50 && !seen.isOver; turn++) await wait(10);
  assert.equal(seen.isOver, true);
  assert.deepEqual(
    app.log.entries.filter(({ level }) => level === "error"),
    [],
  );
});

test("a source whose return is called ends although it never gives another value", async () => {
  const seen = { returns: 0 };
  const never: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise(() => {}),
      return: async () => {
        seen.returns++;
        return { done: true, value: undefined };
      },
    }),
  };
  await using app = await serve([get("/", () => events(never, { retry: "1s" }))]);
  const client = new AbortController();
  const answer = await app.fetch("/", { signal: client.signal });
  await answer.body!.getReader().read();
  client.abort();
  for (let turn = 0; turn < 50 && seen.returns === 0; turn++) await wait(10);
  assert.equal(seen.returns, 1);
});

test("a slow client slows the source instead of filling the memory", async () => {
  let given = 0;
  const route = get("/", () =>
    events(
      (async function* () {
        for (; given < 100_000; given++) yield "x".repeat(1000);
      })(),
    ),
  );
  await using app = await serve([route]);
  const client = new AbortController();
  const answer = await app.fetch("/", { signal: client.signal });
  await wait(300);
  const early = given;
  assert.ok(early < 50_000, `${early} events were made for a client that reads none`);
  await answer.body!.getReader().read();
  client.abort();
});

test("a name or id that would forge another event is refused", async () => {
  const route = get("/", () =>
    events(
      (async function* () {
        yield event({ event: "a\ndata: forged", data: 1 });
      })(),
    ),
  );
  await using app = await serve([route]);
  const answer = await app.fetch("/");
  await assert.rejects(answer.text(), { name: "TypeError", message: "terminated" });
  await wait(50);
  const errors = app.log.entries.filter(({ level }) => level === "error");
  assert.equal((errors[0]!.fields["error"] as { code: string }).code, "HTTP_EVENT_INVALID");
});

test("a long list goes out line by line, and an error on the way is a broken answer", async () => {
  const lines = get("/", () =>
    jsonLines(
      (async function* () {
        yield { id: 1 };
        yield { id: 2 };
      })(),
    ),
  );
  const broken = get("/broken", () =>
    jsonLines(
      (async function* () {
        yield { id: 1 };
        throw new Error("the disk is gone");
      })(),
    ),
  );
  await using app = await serve([lines, broken]);
  const answer = await app.fetch("/");
  assert.equal(answer.headers.get("content-type"), "application/x-ndjson; charset=utf-8");
  assert.equal(await answer.text(), '{"id":1}\n{"id":2}\n');
  await assert.rejects(async () => (await app.fetch("/broken")).text(), { name: "TypeError" });
});

test("an answer in pieces that came to its end is told with its status, one that was left is not", async () => {
  const short = get("/short", () => jsonLines([1, 2]));
  const long = get("/long", () =>
    jsonLines(
      (async function* () {
        for (let n = 0; ; n++) yield await sleep("1ms").then(() => n);
      })(),
    ),
  );
  await using app = await serve([short, long], { requestLog: true });
  const told = (path: string): unknown =>
    app.log.entries.find(({ fields }) => fields["path"] === path)?.fields["status"];
  await (await app.fetch("/short")).text();
  const left = await app.fetch("/long");
  await left.body!.cancel();
  while (told("/short") === undefined || told("/long") === undefined) await wait(1);
  assert.deepEqual([told("/short"), told("/long")], [200, 499]);
});
