import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clock,
  currentClock,
  fakeClock,
  now,
  signal,
  sleep,
  slot,
  systemClock,
} from "quintet/core";

test("the time is the machine's unless the context has a clock", () => {
  const fake = fakeClock({ start: "2026-11-20T09:00:00Z" });
  assert.equal(currentClock(), systemClock);
  assert.ok(Math.abs(now().getTime() - Date.now()) < 1000);
  clock.run(fake, () => assert.equal(now().toISOString(), "2026-11-20T09:00:00.000Z"));
});

test("a fake clock stands still until it is moved", async () => {
  const fake = fakeClock();
  const before = fake.epochMs();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(fake.epochMs(), before);
  await fake.advance("31d");
  assert.equal(fake.epochMs() - before, 31 * 86_400_000);
  assert.equal(fake.monotonicMs(), 31 * 86_400_000);
});

test("timers fire in order, each at its own time, also those set on the way", async () => {
  const fake = fakeClock();
  const fired: string[] = [];
  const note = (name: string) => () => void fired.push(`${name} at ${fake.monotonicMs()}`);
  fake.timer(300, note("late"));
  fake.timer(100, () => {
    note("early")();
    fake.timer(50, note("set on the way"));
  });
  fake.timer(100, note("second of one time"));
  fake.timer(9000, note("never"));
  await fake.advance("1s");
  assert.deepEqual(fired, [
    "early at 100",
    "second of one time at 100",
    "set on the way at 150",
    "late at 300",
  ]);
  assert.equal(fake.pendingTimers, 1);
});

test("work that sleeps again and again goes on while the clock advances", async () => {
  const fake = fakeClock();
  const woke: number[] = [];
  const work = clock.run(fake, async () => {
    for (let turn = 0; turn < 3; turn++) {
      await sleep("10s");
      woke.push(fake.monotonicMs());
    }
  });
  await fake.advance("1m");
  await work;
  assert.deepEqual(woke, [10_000, 20_000, 30_000]);
});

const fail = (): void => assert.fail("fired");

test("a disposed timer does not fire", async () => {
  const fake = fakeClock();
  fake.timer(10, fail)[Symbol.dispose]();
  const real = systemClock.timer(1, fail);
  real[Symbol.dispose]();
  await fake.advance("1s");
  await systemClock.sleep(5);
  assert.equal(fake.pendingTimers, 0);
});

test("a timer runs in the context that set it", async () => {
  const fake = fakeClock();
  const place = slot<string>("test.clock.place");
  let seen: string | undefined;
  place.run("here", () => fake.timer(1, () => (seen = place.get())));
  await place.run("there", () => fake.advance("1s"));
  assert.equal(seen, "here");
});

test("a sleep ends when the signal of the context aborts and leaves no timer", async () => {
  const fake = fakeClock();
  const stop = new AbortController();
  const sleeping = clock.run(fake, () => signal.run(stop.signal, () => sleep("1h")));
  stop.abort(new Error("the client has gone"));
  await assert.rejects(sleeping, { code: "CORE_ABORTED", message: /the client has gone/ });
  assert.equal(fake.pendingTimers, 0);
  await assert.rejects(systemClock.sleep(1, { signal: stop.signal }), { code: "CORE_ABORTED" });
});

test("a timer longer than setTimeout can take does not fire at once", async () => {
  let hasFired = false;
  using _ = systemClock.timer(2 ** 31 + 1000, () => (hasFired = true));
  await systemClock.sleep(10);
  assert.equal(hasFired, false);
});

test("a wall clock that is set back leaves the measuring of time alone", async () => {
  const fake = fakeClock({ start: "2026-11-20T09:00:00Z" });
  await fake.advance("1h");
  fake.set("2026-11-20T08:00:00Z");
  assert.equal(fake.now().toISOString(), "2026-11-20T08:00:00.000Z");
  assert.equal(fake.monotonicMs(), 3_600_000);
});
