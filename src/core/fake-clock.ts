import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate } from "node:timers/promises";
import { sleepOn, type Clock } from "./clock.ts";
import { milliseconds, type Duration } from "./duration.ts";

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Timers that have not fired and were not cancelled. */
  readonly pendingTimers: number;
  /**
   * Moves the time on and fires the timers that fall due, each at its own time and in order, those
   * included that are set on the way. Promises settle before the first and after each; real input
   * and output (a query, a socket) is not waited for.
   */
  advance(duration: Duration): Promise<void>;
  /** Sets the wall clock without firing anything, as a correction of the machine's time does. */
  set(time: Date | string | number): void;
}

interface Timer {
  readonly atMs: number;
  readonly fire: () => void;
}

/**
 * Makes a clock for tests; set it with `clock.run(fake, …)`.
 *
 * @param options.start Default `2026-01-01T00:00:00Z`.
 * @example
 * const fake = fakeClock({ start: "2026-11-20T09:00:00Z" });
 * await clock.run(fake, async () => { …; await fake.advance("31d"); });
 */
export function fakeClock(options: { start?: Date | string | number } = {}): FakeClock {
  const timers = new Set<Timer>();
  let elapsedMs = 0;
  let originMs = new Date(options.start ?? "2026-01-01T00:00:00Z").getTime();
  const fake: FakeClock = {
    get pendingTimers() {
      return timers.size;
    },
    now: () => new Date(originMs + elapsedMs),
    epochMs: () => originMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    sleep: (ms, sleepOptions) => sleepOn(fake, ms, sleepOptions?.signal),
    timer(ms, fn) {
      // As with a real timer, the callback belongs to the context that set it.
      const timer = { atMs: elapsedMs + Math.max(ms, 0), fire: AsyncLocalStorage.bind(fn) };
      timers.add(timer);
      return { [Symbol.dispose]: () => void timers.delete(timer) };
    },
    async advance(duration) {
      const endMs = elapsedMs + milliseconds(duration);
      await setImmediate();
      for (let due = nextDue(timers, endMs); due; due = nextDue(timers, endMs)) {
        timers.delete(due);
        elapsedMs = Math.max(elapsedMs, due.atMs);
        due.fire();
        await setImmediate();
      }
      elapsedMs = endMs;
    },
    set(time) {
      originMs = new Date(time).getTime() - elapsedMs;
    },
  };
  return fake;
}

/** The earliest timer; of those at one time the one that was set first. */
function nextDue(timers: Iterable<Timer>, endMs: number): Timer | undefined {
  let due: Timer | undefined;
  for (const timer of timers) {
    if (timer.atMs <= endMs && (due === undefined || timer.atMs < due.atMs)) due = timer;
  }
  return due;
}
