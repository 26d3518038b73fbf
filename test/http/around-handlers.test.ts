import assert from "node:assert/strict";
import { test } from "node:test";
import { module } from "quintet/app";
import { actor, currentLog, requestId, sleep } from "quintet/core";
import {
  afterwards,
  before,
  currentRequest,
  get,
  group,
  middleware,
  provider,
  respond,
} from "quintet/http";
import { inProcess } from "./in-process.ts";

test("middleware goes in 1-2-3 and out 3-2-1: http(), modules, groups, the route", async () => {
  const seen: string[] = [];
  const layer = (name: string) =>
    middleware(name, async (_request, next) => {
      seen.push(`${name} in`);
      const response = await next();
      seen.push(`${name} out`);
      return response;
    });
  const inner = get("/", { middleware: [layer("route")] }, () => {
    seen.push("handler");
    return "ok";
  });
  const outer = group("/g", { middleware: [layer("group 1"), layer("group 2")] }, [inner]);
  await using site = await inProcess([outer], { middleware: [layer("http")] }, [
    module("m", { middleware: [layer("module")] }),
  ]);
  await site.get("/g");
  const names = ["http", "module", "group 1", "group 2", "route"];
  assert.deepEqual(seen, [
    ...names.map((name) => `${name} in`),
    "handler",
    ...names.toReversed().map((name) => `${name} out`),
  ]);
});

test("a middleware sees the answer to an error, and the answer to what is not there", async () => {
  const seen: unknown[] = [];
  const watch = afterwards("watch", (request, response) => {
    seen.push([request.path, response.status, (response.error as Error | undefined)?.message]);
    response.header("x-seen", "yes");
  });
  const boom = get("/boom", () => {
    throw new Error("boom");
  });
  await using site = await inProcess([boom], { middleware: [watch] });
  assert.equal((await site.get("/boom")).headers.get("x-seen"), "yes");
  assert.equal((await site.get("/nope")).headers.get("x-seen"), "yes");
  assert.deepEqual(seen, [
    ["/boom", 500, "boom"],
    ["/nope", 404, "There is nothing at this address."],
  ]);
});

test("a middleware may answer by itself, and what it throws is answered like all else", async () => {
  let calls = 0;
  const stop = before("stop", ({ path }) => {
    if (path === "/teapot") return respond("short and stout", { status: 418 });
    if (path === "/bad") throw new Error("in the middleware");
    return undefined;
  });
  const count = () => ++calls;
  await using site = await inProcess(
    [get("/teapot", count), get("/bad", count), get("/ok", count)],
    {
      middleware: [stop],
    },
  );
  assert.equal((await site.get("/teapot")).text, "short and stout");
  assert.equal((await site.get("/bad")).json.code, "HTTP_INTERNAL_ERROR");
  assert.equal((await site.get("/ok")).json, 1);
  assert.equal(calls, 1);
});

test("the context of a request holds its id and itself, also in what middleware adds", async () => {
  const who = middleware("who", (_request, next) => actor.run({ id: 7 }, next));
  const show = get("/", async ({ request }) => {
    await sleep("1ms");
    return [requestId.get() === request.id, currentRequest.get() === request, actor.get()?.id];
  });
  await using site = await inProcess([show], { middleware: [who] });
  assert.deepEqual((await site.get("/")).json, [true, true, 7]);
});

test("a provider is made once a request, and cleaned up in reverse once the answer is out", async () => {
  const seen: string[] = [];
  const connection = provider(async function* () {
    seen.push("open");
    try {
      yield { name: "connection" };
    } finally {
      seen.push("close");
    }
  });
  const repository = provider({ connection }, function* ({ connection: its }) {
    seen.push("begin");
    yield { on: its };
    seen.push("end");
  });
  const both = get(
    "/",
    { use: { repository, connection } },
    async ({ repository: its, connection: same, after }) => {
      after(() => seen.push("after"));
      seen.push("handler");
      return { isSame: its.on === same };
    },
  );
  await using site = await inProcess([both]);
  assert.deepEqual((await site.get("/")).json, { isSame: true });
  await site.stop();
  assert.deepEqual(seen, ["open", "begin", "handler", "after", "end", "close"]);
});

test("clean-up runs on errors too, and sees the error; work for after the answer does not run", async () => {
  const seen: string[] = [];
  const unit = provider(async function* () {
    try {
      yield 1;
      seen.push("commit");
    } catch (error) {
      seen.push(`roll back: ${(error as Error).message}`);
    }
  });
  const failing = get("/", { use: { unit } }, ({ after }) => {
    after(() => seen.push("after"));
    throw new Error("no");
  });
  await using site = await inProcess([failing]);
  assert.equal((await site.get("/")).status, 500);
  await site.stop();
  assert.deepEqual(seen, ["roll back: no"]);
});

test("a provider that fails keeps the handler from running, and those before it are cleaned up", async () => {
  const seen: string[] = [];
  const first = provider(function* () {
    yield 1;
    seen.push("first cleaned up");
  });
  const broken = provider((): number => {
    throw new Error("broken");
  });
  const empty = provider(async function* (): AsyncGenerator<number> {});
  await using site = await inProcess([
    get("/broken", { use: { first, broken } }, () => seen.push("handler")),
    get("/empty", { use: { empty } }, () => seen.push("handler")),
  ]);
  assert.equal((await site.get("/broken")).status, 500);
  assert.equal((await site.get("/empty")).json.code, "HTTP_PROVIDER_EMPTY");
  await site.stop();
  assert.deepEqual(seen, []);
});

test("what clean-up and work after the answer throw is logged, and stops nothing else", async () => {
  const seen: string[] = [];
  const bad = provider(function* () {
    yield 1;
    throw new Error("in clean-up");
  });
  const good = provider(function* () {
    yield 2;
    seen.push("good");
  });
  const all = get("/", { use: { good, bad } }, ({ after }) => {
    after(() => {
      throw new Error("in after");
    });
    after(() => seen.push("second"));
    return "ok";
  });
  await using site = await inProcess([all]);
  assert.equal((await site.get("/")).text, "ok");
  await site.stop();
  assert.deepEqual(seen, ["second", "good"]);
  assert.deepEqual(
    site.log.entries
      .filter(({ level }) => level === "error")
      .map(({ fields }) => String(fields["error"])),
    ["Error: in after", "Error: in clean-up"],
  );
});

test("a provider is replaced in one line, and is itself again when that is disposed", async () => {
  const mailer = provider(() => ({ send: (): string => "sent" }));
  const service = provider({ mailer }, ({ mailer: its }) => ({ run: () => its.send() }));
  await using site = await inProcess([
    get("/", { use: { service } }, ({ service: its }) => its.run()),
  ]);
  {
    using _ = site.server.override(mailer, { send: () => "faked" });
    assert.equal((await site.get("/")).text, "faked");
  }
  assert.equal((await site.get("/")).text, "sent");
  using _ = site.server.override(
    mailer,
    provider(() => ({ send: (): string => "another" })),
  );
  assert.equal((await site.get("/")).text, "another");
});

test("providers of a group are asked for in all its routes", async () => {
  let opened = 0;
  const tenant = provider(({ request }) => {
    opened++;
    return request.header("x-tenant") ?? "none";
  });
  const show = get("/", { use: { tenant } }, ({ tenant: name }) => name);
  await using site = await inProcess([
    group("/t", { use: { tenant } }, [show, get("/bare", () => "bare")]),
  ]);
  assert.equal((await site.get("/t", { "x-tenant": "a" })).text, "a");
  await site.get("/t/bare");
  assert.equal(opened, 2);
});

test("providers in a circle, and names that a handler has anyway, are told at the start", async () => {
  const use: Record<string, never> = {};
  const one = provider(use, () => 1);
  const two = provider({ one }, () => 2);
  (use as Record<string, unknown>)["two"] = two;
  const body = provider(() => 1);
  await assert.rejects(inProcess([get("/", { use: { one } }, () => 1)]), {
    message: /GET \/ uses providers in a circle: one → two → one/,
  });
  await assert.rejects(inProcess([get("/", { use: { body } } as object, () => 1)]), {
    message: /uses the name "body"/,
  });
});

test("work after the answer runs in the context of the request, and the server waits for it", async () => {
  let id: string | undefined;
  const late = get("/", ({ after }) => {
    after(async () => {
      await sleep("50ms");
      id = requestId.get();
      currentLog().info("done");
    });
    return "ok";
  });
  const site = await inProcess([late]);
  const answer = await site.get("/");
  assert.equal(id, undefined);
  await site.stop();
  assert.equal(id, answer.headers.get("x-request-id"));
});
