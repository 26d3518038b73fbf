import { abortError } from "./abort.ts";
import { signal, slot } from "./context.ts";
import { milliseconds, type Duration } from "./duration.ts";

/** Where the time comes from. Everything in the framework asks the clock of its context. */
export interface Clock {
  now(): Date;
  /** Milliseconds since 1970 UTC, whole. */
  epochMs(): number;
  /** For measuring: never set back, fractions included, from an arbitrary start. */
  monotonicMs(): number;
  /** Rejects with a coded error when `signal` aborts. */
  sleep(ms: number, options?: { signal?: AbortSignal | undefined }): Promise<void>;
  /** Calls `fn` once after `ms`; dispose it to cancel. Any length; keeps the process alive. */
  timer(ms: number, fn: () => void): Disposable;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  epochMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: (ms, options) => sleepOn(systemClock, ms, options?.signal),
  timer: systemTimer,
};

/** The clock of the current context, where it is not the machine's. */
export const clock = slot<Clock>("clock");

/** The clock that holds here: the context's, else the machine's. */
export function currentClock(): Clock {
  return clock.get() ?? systemClock;
}

/** The time by the clock of the context. */
export function now(): Date {
  return currentClock().now();
}

/**
 * Waits by the clock of the context.
 *
 * Ends early, with an error, when the signal of the context (or the one given instead) aborts.
 *
 * @throws `CORE_ABORTED`, `CORE_DEADLINE_EXCEEDED`
 */
export function sleep(
  duration: Duration,
  options?: { signal?: AbortSignal | undefined },
): Promise<void> {
  return currentClock().sleep(milliseconds(duration), { signal: options?.signal ?? signal.get() });
}

/** Builds `sleep` of a clock on its `timer`; for those who write a clock. */
export function sleepOn(
  on: Pick<Clock, "timer">,
  ms: number,
  stop: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stop?.aborted) return reject(abortError(stop));
    const abort = (): void => {
      timer[Symbol.dispose]();
      reject(abortError(stop!));
    };
    const timer = on.timer(ms, () => {
      stop?.removeEventListener("abort", abort);
      resolve();
    });
    stop?.addEventListener("abort", abort, { once: true });
  });
}

/** setTimeout calls at once when it is given more. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

function systemTimer(ms: number, fn: () => void): Disposable {
  let handle: NodeJS.Timeout;
  const wait = (restMs: number): void => {
    const stepMs = Math.min(restMs, LONGEST_TIMEOUT_MS);
    handle = setTimeout(() => (restMs > stepMs ? wait(restMs - stepMs) : fn()), stepMs);
  };
  wait(ms);
  return { [Symbol.dispose]: () => clearTimeout(handle) };
}
