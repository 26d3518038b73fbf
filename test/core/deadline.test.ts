import assert from "node:assert/strict";
import { test } from "node:test";
import {
  abortable,
  checkDeadline,
  clock,
  deadline,
  fakeClock,
  remainingMs,
  signal,
  sleep,
  withDeadline,
} from "quintet/core";

const fake = fakeClock();
const run = <T>(fn: () => T): T => clock.run(fake, fn);

test("work that is over in time gives its result and leaves no timer", async () => {
  assert.equal(await run(() => withDeadline("5s", () => 7)), 7);
  assert.equal(await run(() => withDeadline("5s", async () => 8)), 8);
  assert.equal(fake.pendingTimers, 0);
});

test("a deadline that has passed aborts the work under it", async () => {
  let seen: AbortSignal | undefined;
  const work = run(() =>
    withDeadline("5s", async () => {
      seen = signal.get();
      await sleep("1h");
    }),
  );
  const refused = assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED", status: 504 });
  await fake.advance("4999ms");
  assert.equal(seen?.aborted, false);
  await fake.advance("1ms");
  await refused;
  assert.equal(seen?.aborted, true);
  assert.equal(fake.pendingTimers, 0);
});

test("work that heeds nothing is left behind and its late failure is nobody's", async () => {
  const failed = Promise.withResolvers<never>();
  const work = run(() => withDeadline("1s", () => failed.promise));
  const refused = assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED" });
  await fake.advance("1s");
  await refused;
  failed.reject(new Error("too late"));
  await new Promise(setImmediate);
});

test("an inner deadline is never later than the outer one", async () => {
  await run(() =>
    withDeadline("5s", async () => {
      const outer = deadline.get();
      await withDeadline("1h", () => assert.equal(deadline.get(), outer));
      await withDeadline("1s", () => assert.equal(remainingMs(), 1000));
      assert.equal(remainingMs(), 5000);
    }),
  );
  assert.equal(remainingMs(), undefined);
});

test("the outer deadline stops the inner work, with its own error", async () => {
  const work = run(() => withDeadline("1s", () => withDeadline("1h", () => sleep("1d"))));
  const endMs = fake.epochMs() + 1000;
  const refused = assert.rejects(work, {
    code: "CORE_DEADLINE_EXCEEDED",
    message: new RegExp(new Date(endMs).toISOString()),
  });
  await fake.advance("1s");
  await refused;
});

const never = (): void => assert.fail("begun");

test("work is not begun when the deadline has passed or the signal has aborted", async () => {
  const past = fake.epochMs() - 1;
  await assert.rejects(
    run(() => deadline.run(past, () => withDeadline("1s", never))),
    { code: "CORE_DEADLINE_EXCEEDED" },
  );
  await assert.rejects(
    run(() => signal.run(AbortSignal.abort(), () => withDeadline("1s", never))),
    { code: "CORE_ABORTED", status: 499 },
  );
});

test("a deadline without a signal is kept too", async () => {
  const at = fake.epochMs() + 500;
  const work = run(() => deadline.run(at, () => withDeadline("1h", () => sleep("2h"))));
  const refused = assert.rejects(work, { code: "CORE_DEADLINE_EXCEEDED" });
  await fake.advance("500ms");
  await refused;
});

test("checkDeadline throws only when it is over", () => {
  run(() => {
    checkDeadline();
    deadline.run(fake.epochMs() + 1, checkDeadline);
    assert.throws(() => deadline.run(fake.epochMs(), checkDeadline), {
      code: "CORE_DEADLINE_EXCEEDED",
    });
    assert.throws(() => signal.run(AbortSignal.abort("gone"), checkDeadline), {
      code: "CORE_ABORTED",
      message: "The work was aborted: gone",
    });
  });
});

test("the error of work under a deadline reaches the caller as it is", async () => {
  const error = new RangeError("mine");
  await assert.rejects(
    run(() =>
      withDeadline("1s", () => {
        throw error;
      }),
    ),
    (thrown) => thrown === error,
  );
  assert.equal(fake.pendingTimers, 0);
});

test("waiting with a signal leaves no listener behind", async () => {
  const stop = new AbortController();
  const { getEventListeners } = await import("node:events");
  await abortable(Promise.resolve(1), stop.signal);
  assert.equal(getEventListeners(stop.signal, "abort").length, 0);
});
