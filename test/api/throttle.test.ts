import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { Redis } from "ioredis";
import { throttle, redisThrottles, sqlThrottles, type ThrottleOptions } from "quintet/api";
import type { Rate } from "quintet/api";
import { app, module } from "quintet/app";
import { anonymous, fakeClock, memoryLog, type Identity } from "quintet/core";
import { before, get, group, http, startInProcess } from "quintet/http";
import { connect, currentDatabase, sql } from "quintet/db";
import { temporaryDatabase } from "quintet/testing";
import { postgres, redis } from "../services.ts";

const HOUR_MS = 3_600_000;
const person = (id: number, isStaff = false): Identity => ({
  ...anonymous,
  id,
  isSignedIn: true,
  isStaff,
});

async function limited(
  rates: Rate | readonly [Rate, ...Rate[]],
  options: ThrottleOptions = {},
  log = memoryLog(),
) {
  const clock = fakeClock({ start: "2026-11-20T09:00:00Z" });
  let user: Identity | undefined;
  let address = "192.0.2.1";
  const who = before("who", (request) => {
    if (user !== undefined) request.user = user;
    request.address = address;
  });
  const limit = throttle(rates, options);
  const routes = [group("", { middleware: [who, limit] }, [get("/", () => ({ ok: true }))])];
  const running = app({
    modules: [http({ requestLog: false }), module("m", { routes })],
    clock,
    log,
  });
  const server = await startInProcess(running);
  return {
    clock,
    log,
    ask: () => server.fetch(new Request("http://localhost/")),
    as: (someone: Identity | undefined) => void (user = someone),
    from: (other: string) => void (address = other),
    [Symbol.asyncDispose]: () => running.stop(),
  };
}

async function statuses(ask: () => Promise<Response>, times: number): Promise<number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i++) {
    const response = await ask();
    await response.body?.cancel();
    all.push(response.status);
  }
  return all;
}

test("what is over the rate is 429 and says when to try again; every answer tells where one stands", async () => {
  await using api = await limited("2/h");
  const first = await api.ask();
  assert.equal(first.status, 200);
  assert.equal(first.headers.get("ratelimit-policy"), '"2/h";q=2;w=3600');
  assert.match(first.headers.get("ratelimit")!, /^"2\/h";r=1;t=36\d\d$/);
  assert.deepEqual(await statuses(api.ask, 1), [200]);
  const refused = await api.ask();
  assert.equal(refused.status, 429);
  const retryAfter = Number(refused.headers.get("retry-after"));
  assert.ok(retryAfter >= 3600 && retryAfter <= 3660, `${retryAfter}`);
  assert.equal(refused.headers.get("content-type"), "application/problem+json");
  assert.equal(refused.headers.get("ratelimit-policy"), '"2/h";q=2;w=3600');
  const { code, status } = (await refused.json()) as { code: string; status: number };
  assert.deepEqual({ code, status }, { code: "API_THROTTLED", status: 429 });
});

test("the window slides: at its edge nobody gets twice as much", async () => {
  await using api = await limited("10/h");
  await api.clock.advance("59m");
  assert.deepEqual(await statuses(api.ask, 11), [...Array(10).fill(200), 429]);
  await api.clock.advance("2m");
  assert.deepEqual(await statuses(api.ask, 1), [429]);
  await api.clock.advance("59m");
  assert.deepEqual(await statuses(api.ask, 11), [...Array(10).fill(200), 429]);
});

test("Retry-After is kept: who comes back then is let in, and who comes before is not", async () => {
  await using api = await limited("3/15m");
  await statuses(api.ask, 3);
  const refused = await api.ask();
  const seconds = Number(refused.headers.get("retry-after"));
  await api.clock.advance(`${seconds - 1}s`);
  assert.deepEqual(await statuses(api.ask, 1), [429]);
  await api.clock.advance("1s");
  assert.deepEqual(await statuses(api.ask, 1), [200]);
});

test("no span as long as the window ever holds more than the limit", async () => {
  await using api = await limited("20/m");
  const passed: number[] = [];
  let random = 7;
  for (let i = 0; i < 600; i++) {
    random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
    await api.clock.advance(`${random % 4000}ms`);
    const [status] = await statuses(api.ask, 1);
    if (status === 200) passed.push(api.clock.epochMs());
  }
  assert.ok(passed.length > 200);
  for (const at of passed) {
    const within = passed.filter((other) => other >= at && other < at + 60_000);
    assert.ok(within.length <= 20, `${within.length} within a minute`);
  }
});

test("several rates must all have a place, and what is refused counts for none", async () => {
  await using api = await limited(["2/s", "3/h"]);
  assert.deepEqual(await statuses(api.ask, 4), [200, 200, 429, 429]);
  await api.clock.advance("2s");
  assert.deepEqual(await statuses(api.ask, 2), [200, 429]);
  const refused = await api.ask();
  assert.equal(refused.headers.get("ratelimit-policy"), '"2/s";q=2;w=1, "3/h";q=3;w=3600');
  assert.ok(Number(refused.headers.get("retry-after")) > 3000);
});

test("users are counted by who they are, others by their address, a /64 of IPv6 as one", async () => {
  await using api = await limited("1/h");
  assert.deepEqual(await statuses(api.ask, 2), [200, 429]);
  api.as(person(1));
  assert.deepEqual(await statuses(api.ask, 2), [200, 429]);
  api.as(person(2));
  assert.deepEqual(await statuses(api.ask, 2), [200, 429]);
  api.as(undefined);
  api.from("::ffff:192.0.2.1");
  assert.deepEqual(await statuses(api.ask, 1), [429]);
  api.from("2001:db8:0:7::1");
  assert.deepEqual(await statuses(api.ask, 1), [200]);
  api.from("2001:0db8::7:aaaa:bbbb:cccc:dddd");
  assert.deepEqual(await statuses(api.ask, 1), [429]);
  api.from("2001:db8:0:8::1");
  assert.deepEqual(await statuses(api.ask, 1), [200]);
});

test("staff is spared unless the option says otherwise", async () => {
  await using spared = await limited("1/h");
  spared.as(person(1, true));
  assert.deepEqual(await statuses(spared.ask, 3), [200, 200, 200]);
  await using strict = await limited("1/h", { exempt: "nobody" });
  strict.as(person(1, true));
  assert.deepEqual(await statuses(strict.ask, 2), [200, 429]);
});

test("a function says who is counted, and nothing is no limit", async () => {
  await using api = await limited("1/h", { by: ({ user }) => user.name });
  assert.deepEqual(await statuses(api.ask, 2), [200, 200]);
  api.as({ ...person(1), name: "ada" });
  assert.deepEqual(await statuses(api.ask, 2), [200, 429]);
});

test("a store that fails lets requests pass and tells it once a minute, or refuses", async () => {
  const broken = { take: () => Promise.reject(new Error("gone")) };
  await using open = await limited("1/h", { store: broken, name: "a" });
  assert.deepEqual(await statuses(open.ask, 3), [200, 200, 200]);
  assert.deepEqual(
    open.log.entries.map(({ message }) => message),
    ["the store of a throttle has failed"],
  );
  await using shut = await limited("1/h", { store: broken, name: "a", onFailure: "refuse" });
  assert.deepEqual(await statuses(shut.ask, 1), [503]);
});

test("the SQL store counts as soon as a database that was away is there", async () => {
  await using database = await connect("sqlite::memory:", { models: [] });
  let isAway = true;
  const driver = new Proxy(database.driver, {
    get(target, name) {
      if (isAway && name === "script") return () => Promise.reject(new Error("it is away"));
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  const store = sqlThrottles();
  const rates = [{ text: "1/h", limit: 1, windowMs: HOUR_MS }];
  const take = async () => currentDatabase.run({ driver }, () => store.take("ada", rates, HOUR_MS));
  await assert.rejects(take, { message: "it is away" });
  isAway = false;
  assert.equal((await take()).isAllowed, true);
  assert.equal((await take()).isAllowed, false);
});

test("what is no rate, and a shared store without a name, are refused at once", () => {
  for (const rate of ["100", "0/h", "-1/h", "1.5/h", "100/x", "100/1ms", "1/9999d", "/h"]) {
    assert.throws(() => throttle(rate as Rate), { code: "API_RATE_INVALID" }, rate);
  }
  assert.throws(() => throttle("1/h", { store: sqlThrottles() }), {
    code: "API_THROTTLE_OPTION_INVALID",
  });
});

test("of 200 requests at once, exactly 100 pass in memory", async () => {
  await using api = await limited("100/h");
  const all = await Promise.all(Array.from({ length: 200 }, () => statuses(api.ask, 1)));
  assert.equal(all.flat().filter((status) => status === 200).length, 100);
});

for (const dialect of ["sqlite", "postgres"] as const) {
  const skip = dialect === "postgres" && postgres.missing;
  test(
    `of 200 requests at once to two processes, exactly 100 pass with ${dialect}`,
    { skip },
    async () => {
      await using place = await temporaryDatabase(
        dialect === "sqlite" ? "sqlite:./x.db" : postgres.url,
      );
      assert.deepEqual(await twoProcesses({ database: place.url }), { 200: 100, 429: 100 });
    },
  );
}

test(
  "of 200 requests at once to two processes, exactly 100 pass with redis",
  { skip: redis.missing },
  async () => {
    const prefix = `test:${process.pid}:${Date.now()}:`;
    const client = new Redis(redis.url);
    try {
      const counts = await twoProcesses({ redis: redis.url, prefix });
      assert.deepEqual(counts, { 200: 100, 429: 100 });
      const keys = await client.keys(`${prefix}*`);
      assert.equal(keys.length, 1);
      const ttlMs = await client.pttl(keys[0]!);
      assert.ok(ttlMs > HOUR_MS && ttlMs < 1.1 * HOUR_MS, `${ttlMs}`);
    } finally {
      await client.del(await client.keys(`${prefix}*`));
      client.disconnect();
    }
  },
);

test(
  "redis slides as memory does, and knows its script again after a flush of scripts",
  { skip: redis.missing },
  async () => {
    const client = new Redis(redis.url);
    const prefix = `test:${process.pid}:${Date.now()}:slide:`;
    try {
      const store = redisThrottles(client, { prefix });
      await using api = await limited("10/h", { store, name: "slide" });
      await api.clock.advance("59m");
      assert.deepEqual(await statuses(api.ask, 11), [...Array(10).fill(200), 429]);
      await api.clock.advance("2m");
      assert.deepEqual(await statuses(api.ask, 1), [429]);
      await client.script("FLUSH");
      await api.clock.advance("59m");
      assert.deepEqual(await statuses(api.ask, 11), [...Array(10).fill(200), 429]);
    } finally {
      await client.del(await client.keys(`${prefix}*`));
      client.disconnect();
    }
  },
);

async function twoProcesses(options: object): Promise<Record<number, number>> {
  const worker = new URL("./throttle-worker.ts", import.meta.url);
  const processes = [1, 2].map(() => fork(worker, [JSON.stringify(options)]));
  const ends = processes.map((one) => once(one, "exit"));
  const next = (one: (typeof processes)[number]): Promise<unknown[]> =>
    Promise.race([once(one, "message"), once(one, "exit").then(() => assert.fail("it has ended"))]);
  await Promise.all(processes.map(next));
  for (const one of processes) one.send("go");
  const answers = await Promise.all(processes.map(next));
  await Promise.all(ends);
  const all = answers.flatMap(([some]) => some as number[]);
  return Object.fromEntries(
    [...Map.groupBy(all, (status) => status)].map(([k, v]) => [k, v.length]),
  );
}

for (const dialect of ["sqlite", "postgres"] as const) {
  const skip = dialect === "postgres" && postgres.missing;
  test(
    `clients that nobody needs to remember are gone from the table (${dialect})`,
    { skip },
    async () => {
      const url = dialect === "sqlite" ? "sqlite:./x.db" : postgres.url;
      await using place = await temporaryDatabase(url);
      await using database = await connect(place.url, { models: [] });
      const store = sqlThrottles();
      const rates = [{ text: "5/s", limit: 5, windowMs: 1_000 }];
      const left = () => sql<{ n: number }>`select count(*) as n from quintet_throttle`;
      await database.run(async () => {
        for (let i = 0; i < 999; i++) await store.take(`client ${i % 50}`, rates, 1_000);
        assert.equal((await left())[0]!.n, 50);
        await store.take("another", rates, 10_000);
        assert.equal((await left())[0]!.n, 1);
      });
    },
  );
}
