import assert from "node:assert/strict";
import { test } from "node:test";
import {
  callRetried,
  clock,
  defineError,
  fakeClock,
  resilient,
  signal,
  slot,
  sleep,
  systemClock,
  withDeadline,
} from "quintet/core";

const BAD_INPUT = defineError("TEST_BAD_INPUT", 422, () => "bad input", "send better");

/** Fails so many times, then gives "ok". */
function flaky(failures: number, error: unknown = new Error("down")) {
  const calls: number[] = [];
  const call = ({ attempt }: { attempt: number }): string => {
    calls.push(attempt);
    if (calls.length <= failures) throw error;
    return "ok";
  };
  return { calls, call };
}

test("a call that fails is tried again so many times, at delays that double", async () => {
  const fake = fakeClock();
  const { calls, call } = flaky(3);
  const delays: number[] = [];
  using _ = callRetried.subscribe(({ delayMs }) => delays.push(delayMs));
  const again = resilient({ retry: { times: 3, delay: "1s", jitter: false } });
  const result = clock.run(fake, () => again.run(call));
  await fake.advance("7s");
  assert.equal(await result, "ok");
  assert.deepEqual(calls, [1, 2, 3, 4]);
  assert.deepEqual(delays, [1000, 2000, 4000]);
});

test("delays are constant when asked, limited, and jittered between the half and the whole", async () => {
  const fake = fakeClock();
  const delays: number[] = [];
  using _ = callRetried.subscribe(({ delayMs }) => delays.push(delayMs));
  const constant = resilient({
    retry: { times: 2, delay: "1s", backoff: "constant", jitter: false },
  });
  const limited = resilient({ retry: { times: 3, delay: "1s", maxDelay: "3s" } });
  const work = clock.run(fake, async () => {
    await constant.run(flaky(2).call);
    await limited.run(flaky(3).call);
  });
  await fake.advance("1m");
  await work;
  assert.deepEqual(delays.slice(0, 2), [1000, 1000]);
  for (const [index, wholeMs] of [1000, 2000, 3000].entries()) {
    const delayMs = delays[2 + index]!;
    assert.ok(delayMs >= wholeMs / 2 && delayMs <= wholeMs, `${delayMs} of ${wholeMs}`);
  }
});

test("when the tries are used up, the last error is thrown as it is", async () => {
  const error = new Error("down");
  const { calls, call } = flaky(9, error);
  const again = resilient({ retry: { times: 2, delay: "0ms" } });
  await assert.rejects(again.run(call), (thrown) => thrown === error);
  assert.deepEqual(calls, [1, 2, 3]);
});

test("what the caller did wrong is not tried again, unless asked", async () => {
  const once = flaky(1, BAD_INPUT());
  await assert.rejects(resilient({ retry: { times: 3 } }).run(once.call), {
    code: "TEST_BAD_INPUT",
  });
  assert.deepEqual(once.calls, [1]);
  const asked = flaky(1, BAD_INPUT());
  const retry = { times: 3, delay: "0ms", when: BAD_INPUT.is } as const;
  assert.equal(await resilient({ retry }).run(asked.call), "ok");
});

test("each attempt has its own time limit and its own signal", async () => {
  const fake = fakeClock();
  const signals: AbortSignal[] = [];
  const slow = resilient({ name: "the rates", timeout: "2s", retry: { times: 1, delay: "0ms" } });
  const work = clock.run(fake, () =>
    slow.run(async (attempt) => {
      signals.push(attempt.signal);
      assert.equal(signal.get(), attempt.signal);
      await sleep("1h");
    }),
  );
  const refused = assert.rejects(work, {
    code: "CORE_TIMEOUT",
    message: "the rates took longer than 2s.",
  });
  await fake.advance("4s");
  await refused;
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true, true],
  );
  assert.notEqual(signals[0], signals[1]);
});

test("nothing is tried again once the caller has gone, and waiting ends", async () => {
  const fake = fakeClock();
  const stop = new AbortController();
  const { calls, call } = flaky(9);
  const again = resilient({ retry: { times: 9, delay: "1h" } });
  const work = clock.run(fake, () => signal.run(stop.signal, () => again.run(call)));
  const refused = assert.rejects(work, { code: "CORE_ABORTED" });
  await fake.advance("1s");
  stop.abort();
  await refused;
  assert.deepEqual(calls, [1]);
  assert.equal(fake.pendingTimers, 0);
});

test("it does not wait for a try that the deadline would forbid", async () => {
  const fake = fakeClock();
  const again = resilient({ retry: { times: 9, delay: "10s" } });
  const work = clock.run(fake, () => withDeadline("2s", () => again.run(flaky(9).call)));
  await assert.rejects(work, { message: "down" });
});

const down = (): never => {
  throw new Error("down");
};

test("after failures in a row the circuit opens, and one good call closes it again", async () => {
  const guarded = resilient({ name: "the rates", breaker: { failures: 2, openFor: "30ms" } });
  for (let call = 0; call < 2; call++) await assert.rejects(guarded.run(down), { message: "down" });
  await assert.rejects(
    guarded.run(() => assert.fail("called")),
    { code: "CORE_CIRCUIT_OPEN", status: 503, message: /^the rates/ },
  );
  await systemClock.sleep(40);
  assert.equal(await guarded.run(() => "ok"), "ok");
  assert.equal(await guarded.run(() => "ok"), "ok");
});

test("an open circuit is not tried again by the retry around it", async () => {
  const { calls, call } = flaky(9);
  const guarded = resilient({ breaker: { failures: 2 }, retry: { times: 5, delay: "0ms" } });
  await assert.rejects(guarded.run(call), { code: "CORE_CIRCUIT_OPEN" });
  assert.equal(calls.length, 2);
});

test("mistakes and departures of callers and a full bulkhead do not open the circuit", async () => {
  const guarded = resilient({ breaker: { failures: 1 }, bulkhead: { limit: 1 } });
  await assert.rejects(
    guarded.run(() => Promise.reject(BAD_INPUT())),
    { code: "TEST_BAD_INPUT" },
  );
  const stop = new AbortController();
  const gone = signal.run(stop.signal, () =>
    guarded.run(({ signal }) => systemClock.sleep(60_000, { signal })),
  );
  await assert.rejects(
    guarded.run(() => "no room"),
    { code: "CORE_BULKHEAD_FULL", status: 503 },
  );
  stop.abort();
  await assert.rejects(gone, { code: "CORE_ABORTED" });
  assert.equal(await guarded.run(() => "ok"), "ok");
});

test("calls that wait for a place run in their own context and leave when they are aborted", async () => {
  const who = slot<string>("test.resilience.who");
  const narrow = resilient({ bulkhead: { limit: 1, queue: 2 } });
  const first = Promise.withResolvers<string>();
  const stop = new AbortController();
  const calls = [
    narrow.run(() => first.promise),
    who.run("second", () => narrow.run(() => who.get())),
    signal.run(stop.signal, () => narrow.run(() => assert.fail("called"))),
  ];
  const gone = assert.rejects(calls[2]!, { code: "CORE_ABORTED" });
  await systemClock.sleep(20);
  stop.abort();
  await gone;
  first.resolve("first");
  assert.deepEqual(await Promise.all(calls.slice(0, 2)), ["first", "second"]);
});
