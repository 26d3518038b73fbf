import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { Redis } from "ioredis";
import { app } from "quintet/app";
import {
  type AttemptStore,
  attemptRefused,
  auth,
  currentLockout,
  Lockout,
  LOCKOUT_OPTION_INVALID,
  type LockoutOptions,
  memoryAttempts,
  redisAttempts,
  sqlAttempts,
} from "quintet/auth";
import {
  clock as clockSlot,
  currentKeys,
  fakeClock,
  keyRing,
  log,
  memoryLog,
  QuintetError,
  silentLog,
} from "quintet/core";
import { connect, currentDatabase, database } from "quintet/db";
import { http, HttpError, startInProcess } from "quintet/http";
import { temporaryDatabase } from "quintet/testing";
import { postgres, redis } from "../services.ts";

const ADA = { account: "ada@example.com", address: "192.0.2.1" };
const keys = keyRing(["a-key-for-tests-that-is-long-enough-0123456789"]);

type Run = (fn: () => Promise<void>) => Promise<void>;
interface Store {
  readonly name: string;
  readonly skip: string | false;
  open(): Promise<{ store: AttemptStore; run: Run; close(): Promise<unknown> }>;
}

const stores: Store[] = [
  {
    name: "memory",
    skip: false,
    open: async () => ({
      store: memoryAttempts(),
      run: (fn) => fn(),
      close: async () => undefined,
    }),
  },
  { name: "SQLite", skip: false, open: () => openSql("sqlite:temporary.db") },
  { name: "PostgreSQL", skip: postgres.missing, open: () => openSql(postgres.url) },
  {
    name: "Redis",
    skip: redis.missing,
    open: async () => {
      const client = new Redis(redis.url);
      const prefix = `quintet-test-${process.pid}-${Math.random()}:`;
      return {
        store: redisAttempts(client, { prefix }),
        run: (fn) => fn(),
        close: async () => {
          const left = await client.keys(`${prefix}*`);
          if (left.length > 0) await client.del(...left);
          await client.quit();
        },
      };
    },
  },
];

async function openSql(url: string): ReturnType<Store["open"]> {
  const place = await temporaryDatabase(url);
  const database = await connect(place.url, { models: [] });
  return {
    store: sqlAttempts(),
    run: (fn) => database.run(fn),
    close: async () => {
      await database.close();
      await place.remove();
    },
  };
}

/** How many of so many guesses get through, and the code of the others. */
async function guess(lockout: Lockout, times: number, who = ADA) {
  const results = await Promise.allSettled(Array.from({ length: times }, () => lockout.begin(who)));
  const refused = results.filter((one) => one.status === "rejected").map(({ reason }) => reason);
  const codes = new Set(refused.map((error: QuintetError) => error.code));
  return { passed: times - refused.length, codes: [...codes], refused: refused as HttpError[] };
}

for (const { name, skip, open } of stores) {
  test(`${name}: of 200 guesses at once as many get through as are free`, { skip }, async (t) => {
    const { store, run, close } = await open();
    t.after(close);
    await run(async () => {
      const { passed, codes } = await guess(new Lockout({ store }), 200);
      assert.deepEqual({ passed, codes }, { passed: 5, codes: ["AUTH_TOO_MANY_ATTEMPTS"] });
    });
  });

  test(
    `${name}: each further failure doubles the wait up to the longest, and Retry-After is kept`,
    { skip },
    async (t) => {
      const { store, run, close } = await open();
      t.after(close);
      const clock = fakeClock({ start: "2026-11-20T09:00:00Z" });
      await run(() =>
        clockSlot.run(clock, async () => {
          const lockout = new Lockout({
            store,
            account: { free: 2, firstWait: "1s", longestWait: "5s" },
          });
          await guess(lockout, 2);
          const waits: number[] = [];
          for (let i = 0; i < 5; i++) {
            const { refused } = await guess(lockout, 1);
            const seconds = Number(refused[0]!.headers["retry-after"]);
            waits.push(seconds);
            await clock.advance(`${seconds * 1000 - 1}ms`);
            assert.equal((await guess(lockout, 1)).passed, 0);
            await clock.advance("1ms");
            assert.equal((await guess(lockout, 1)).passed, 1);
          }
          assert.deepEqual(waits, [1, 2, 4, 5, 5]);
        }),
      );
    },
  );

  test(
    `${name}: who signs in starts afresh, and failures of long ago are forgotten`,
    { skip },
    async (t) => {
      const { store, run, close } = await open();
      t.after(close);
      const clock = fakeClock({ start: "2026-11-20T09:00:00Z" });
      await run(() =>
        clockSlot.run(clock, async () => {
          const lockout = new Lockout({ store });
          await guess(lockout, 4);
          await (await lockout.begin(ADA)).succeeded();
          assert.equal((await guess(lockout, 10)).passed, 5);
          await clock.advance("2d");
          assert.equal((await guess(lockout, 10)).passed, 5);
        }),
      );
    },
  );

  test(
    `${name}: one address is slowed down over all accounts, and an account of one's own does not help`,
    { skip },
    async (t) => {
      const { store, run, close } = await open();
      t.after(close);
      await run(async () => {
        const lockout = new Lockout({ store, address: { free: 10 } });
        let passed = 0;
        for (let i = 0; i < 40; i++) {
          passed += (await guess(lockout, 1, { ...ADA, account: `user${i}@example.com` })).passed;
          const own = await lockout.begin({ ...ADA, account: "mallory" }).catch(() => undefined);
          await own?.succeeded();
        }
        assert.equal(passed, 10);
        const other = { account: "user39@example.com", address: "198.51.100.7" };
        assert.equal((await guess(lockout, 1, other)).passed, 1);
      });
    },
  );
}

const shared = [
  { name: "SQLite", skip: false, kind: "sql", url: "sqlite:temporary.db" },
  { name: "PostgreSQL", skip: postgres.missing, kind: "sql", url: postgres.url },
  { name: "Redis", skip: redis.missing, kind: "redis", url: redis.url },
] as const;

for (const { name, skip, kind, url } of shared) {
  test(
    `${name}: of the guesses of two processes as many get through as are free`,
    { skip },
    async () => {
      await using place = kind === "sql" ? await temporaryDatabase(url) : undefined;
      const prefix = `quintet-test-${process.pid}-two:`;
      const processes = [1, 2].map(() => guessProcess(kind, place?.url ?? url, prefix));
      for (const each of processes) assert.equal(await each.line(), "ready");
      for (const each of processes) each.begin();
      const passed = await Promise.all(processes.map(async (each) => Number(await each.line())));
      assert.equal(passed[0]! + passed[1]!, 5, passed.join(" and "));
      if (kind === "redis") await forget(url, prefix);
    },
  );
}

function guessProcess(...args: readonly string[]) {
  const file = fileURLToPath(new URL("./guess-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=quintet-source", file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    line: async () => (await lines.next()).value as string,
    begin: () => child.stdin.end("now"),
  };
}

async function forget(url: string, prefix: string): Promise<void> {
  const client = new Redis(url);
  const left = await client.keys(`${prefix}*`);
  if (left.length > 0) await client.del(...left);
  await client.quit();
}

test("an address that asks for one mail after the other is slowed down, whoever they are for", async () => {
  const clock = fakeClock({ start: "2026-11-20T09:00:00Z" });
  await clockSlot.run(clock, async () => {
    const lockout = new Lockout({ mails: { free: 3 } });
    const ask = async (address = "192.0.2.1"): Promise<number> => {
      try {
        await lockout.beginMail(address);
        return 0;
      } catch (error) {
        return Number((error as HttpError).headers["retry-after"]);
      }
    };
    const waits = [await ask(), await ask(), await ask(), await ask()];
    assert.deepEqual(waits, [0, 0, 0, 10]);
    assert.equal(await ask("192.0.2.2"), 0);
    // Those who sign in are not held up by it.
    assert.equal((await guess(lockout, 1)).passed, 1);
    await clock.advance("10s");
    assert.deepEqual([await ask(), await ask()], [0, 20]);
  });
});

test("a /64 of IPv6 is one address", async () => {
  const lockout = new Lockout({ address: { free: 2 } });
  const from = (host: number) => ({ account: `user${host}`, address: `2001:db8:0:7::${host}` });
  assert.equal((await guess(lockout, 1, from(1))).passed, 1);
  assert.equal((await guess(lockout, 1, from(2))).passed, 1);
  assert.equal((await guess(lockout, 1, from(3))).passed, 0);
});

test("an account that a stranger has locked is open to a browser that has signed in before", async () => {
  await currentKeys.run(keys, async () => {
    const lockout = new Lockout();
    const device = lockout.deviceToken(ADA.account);
    assert.equal((await guess(lockout, 50, { ...ADA, address: "198.51.100.7" })).passed, 5);
    assert.equal((await guess(lockout, 1)).passed, 0);
    const attempt = await lockout.begin({ ...ADA, device });
    assert.equal(attempt.isKnownDevice, true);
    await attempt.succeeded();
    // The success of the owner is not one of the stranger.
    assert.equal((await guess(lockout, 1, { ...ADA, address: "198.51.100.7" })).passed, 0);
  });
});

test("a known device is slowed down too, and is known to its own account only", async () => {
  await currentKeys.run(keys, async () => {
    const lockout = new Lockout();
    const device = lockout.deviceToken(ADA.account);
    const stolen = { ...ADA, device };
    assert.equal((await guess(lockout, 50, stolen)).passed, 5);
    const other = { ...stolen, account: "bob@example.com" };
    assert.equal((await lockout.begin(other)).isKnownDevice, false);
    const forged = { ...ADA, device: `${device}x` };
    assert.equal((await lockout.begin(forged)).isKnownDevice, false);
  });
});

test("without keys nothing is signed and no device is known", async () => {
  const lockout = new Lockout();
  assert.equal(lockout.deviceToken(ADA.account), undefined);
  assert.equal((await lockout.begin({ ...ADA, device: "x.y" })).isKnownDevice, false);
});

test("a name is the same account however it is written", async () => {
  const lockout = new Lockout();
  await guess(lockout, 5, { ...ADA, account: " Ada@Example.com" });
  assert.equal((await guess(lockout, 1)).passed, 0);
  assert.equal((await guess(lockout, 1, { ...ADA, account: "ａｄａ@example.com" })).passed, 0);
});

test("a store that is away is told of, and this process counts for itself", async () => {
  const lines = memoryLog();
  const broken = (): never => {
    throw new Error("no connection");
  };
  const store: AttemptStore = { take: broken, giveBack: broken, clear: broken };
  await log.run(lines, async () => {
    const lockout = new Lockout({ store });
    assert.equal((await guess(lockout, 50)).passed, 5);
  });
  // Once for each address, and for the account where the address was let through.
  assert.equal(lines.entries.length, 50 + 20);
  assert.ok(lines.entries.every(({ level }) => level === "error"));
});

test("a refused attempt is a fact without the account", async () => {
  const seen: object[] = [];
  using _ = attemptRefused.subscribe((refused) => void seen.push(refused));
  const clock = fakeClock({ start: "2026-11-20T09:00:00Z" });
  await clockSlot.run(clock, () => guess(new Lockout(), 6));
  assert.deepEqual(seen, [{ by: "account", address: "192.0.2.1", retryAfterMs: 1000 }]);
});

test("options that make no sense are refused at once", () => {
  const bad: LockoutOptions[] = [
    { account: { free: 0 } },
    { address: { free: 1.5 } },
    { account: { firstWait: "0s" } },
    { account: { firstWait: "1h", longestWait: "1m" } },
  ];
  for (const options of bad) assert.throws(() => new Lockout(options), LOCKOUT_OPTION_INVALID.is);
});

test("two apps of one module do not count each other's failures", async () => {
  const users = auth({ pages: false, endpoints: false, verifyEmail: false });
  for (let round = 0; round < 2; round++) {
    const modules = [http(), database({ url: "sqlite::memory:" }), users];
    await using running = app({ modules, log: silentLog });
    await startInProcess(running);
    await running.run(async () => {
      assert.equal((await guess(currentLockout.get()!, 10)).passed, 5);
    });
  }
});

test("bad options of the lockout are told by auth() at once", () => {
  assert.throws(() => auth({ lockout: { account: { free: 0 } } }), LOCKOUT_OPTION_INVALID.is);
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
  const store = sqlAttempts();
  const rule = { free: 5, firstWaitMs: 1, longestWaitMs: 1, forgetAfterMs: 1000 };
  const take = async () =>
    currentDatabase.run({ driver }, () => store.take("account:ada", rule, 1));
  await assert.rejects(take, { message: "it is away" });
  isAway = false;
  assert.equal((await take()).failures, 1);
  assert.equal((await take()).failures, 2);
});

test("the SQL store says so where there is no database", async () => {
  const lockout = new Lockout({ store: sqlAttempts() });
  await assert.rejects(lockout.begin(ADA), LOCKOUT_OPTION_INVALID.is);
});

test("the memory holds no more keys than it may", async () => {
  const store = memoryAttempts({ maxKeys: 2 });
  const rule = { free: 1, firstWaitMs: 1000, longestWaitMs: 1000, forgetAfterMs: 1000 };
  for (const key of ["a", "b", "c", "d"]) await store.take(key, rule, 0);
  assert.equal((await store.take("a", rule, 1)).isAllowed, true);
  assert.equal((await store.take("d", rule, 1)).isAllowed, false);
});
