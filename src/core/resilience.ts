import type { BulkheadPolicy, CircuitBreakerPolicy } from "cockatiel";
import { abortable } from "./abort.ts";
import { captureContext, signal } from "./context.ts";
import { sleep } from "./clock.ts";
import { checkDeadline, remainingMs, withTimeLimit } from "./deadline.ts";
import { milliseconds, type Duration } from "./duration.ts";
import { BULKHEAD_FULL, CIRCUIT_OPEN, QuintetError, TIMEOUT } from "./errors.ts";
import { fact } from "./trace.ts";

export interface RetryOptions {
  /** How often it is tried again: 3 makes at most 4 attempts. */
  readonly times: number;
  /** Before the second attempt. Default `"100ms"`. */
  readonly delay?: Duration;
  /** `"exponential"` doubles the delay each time. Default `"exponential"`. */
  readonly backoff?: "exponential" | "constant";
  /** Upper limit of a delay. Default `"30s"`. */
  readonly maxDelay?: Duration;
  /** Draws each delay between its half and its whole, so that callers do not come back together. Default true. */
  readonly jitter?: boolean;
  /** Whether to try again after this error. Default: after all but coded ones with a status below 500. */
  readonly when?: (error: unknown) => boolean;
}

export interface BreakerOptions {
  /** Failures in a row that open the circuit. Default 5. */
  readonly failures?: number;
  /** How long it stays open before one call is let through to try. Default `"10s"`. */
  readonly openFor?: Duration;
}

export interface BulkheadOptions {
  /** Calls at once. */
  readonly limit: number;
  /** Calls that may wait for their turn; more are refused. Default 0. */
  readonly queue?: number;
}

export interface ResilienceOptions {
  /** What is called, for errors and facts. Default `"the call"`. */
  readonly name?: string;
  readonly retry?: RetryOptions;
  /** Of each attempt; for all of them together use `withDeadline`. */
  readonly timeout?: Duration;
  readonly breaker?: BreakerOptions;
  readonly bulkhead?: BulkheadOptions;
}

/** What a call that may be tried again is given. */
export interface Attempt {
  /** Aborts at the timeout, and when the signal of the context does. */
  readonly signal: AbortSignal;
  /** From 1. */
  readonly attempt: number;
}

/** A call is about to be tried again. */
export const callRetried = fact<CallRetried>("core.retried");

/** Which call it is, and what came of it this time. */
export interface CallRetried {
  readonly name: string;
  /** The attempt that has failed. */
  readonly attempt: number;
  readonly delayMs: number;
  readonly error: unknown;
}

/** A way to call something that may fail. Breaker and bulkhead are shared by all its calls: keep it. */
export interface Resilient {
  run<T>(fn: (attempt: Attempt) => T | PromiseLike<T>): Promise<T>;
}

interface Guards {
  readonly breaker?: CircuitBreakerPolicy;
  readonly bulkhead?: BulkheadPolicy;
}

/**
 * Makes calls endure: retry, around breaker, around bulkhead, around the timeout of one attempt.
 *
 * Only repeat what may be repeated: a request that has timed out may have been carried out. The breaker
 * counts by the clock of the machine, also where the context has another one.
 *
 * @throws from `run`: what the last attempt threw, `CORE_TIMEOUT`, `CORE_CIRCUIT_OPEN`,
 * `CORE_BULKHEAD_FULL`, and `CORE_ABORTED` or `CORE_DEADLINE_EXCEEDED` from the context.
 * @example
 * const rates = resilient({ retry: { times: 2 }, timeout: "2s", breaker: {} });
 * const answer = await rates.run(({ signal }) => fetch(url, { signal }));
 */
export function resilient(options: ResilienceOptions): Resilient {
  let guards: Promise<Guards> | undefined;
  return {
    async run(fn) {
      const { breaker, bulkhead } = await (guards ??= makeGuards(options));
      const once = (attempt: number) =>
        throughBreaker(options, breaker, () =>
          throughBulkhead(options, bulkhead, () => inTime(options, attempt, fn)),
        );
      return await retrying(options, once);
    },
  };
}

async function makeGuards({ breaker, bulkhead }: ResilienceOptions): Promise<Guards> {
  if (!breaker && !bulkhead) return {};
  // Loaded here: it takes 10 ms, and most programs never come by.
  const cockatiel = await import("cockatiel");
  return {
    ...(breaker && {
      breaker: cockatiel.circuitBreaker(cockatiel.handleWhen(isFailureOfCallee), {
        halfOpenAfter: milliseconds(breaker.openFor ?? "10s"),
        breaker: new cockatiel.ConsecutiveBreaker(breaker.failures ?? 5),
      }),
    }),
    ...(bulkhead && { bulkhead: cockatiel.bulkhead(bulkhead.limit, bulkhead.queue ?? 0) }),
  };
}

async function retrying<T>(
  { name = "the call", retry }: ResilienceOptions,
  once: (attempt: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    checkDeadline();
    try {
      return await once(attempt);
    } catch (error) {
      if (!retry || attempt > retry.times || !isWorthRetrying(retry, error)) throw error;
      const delayMs = delayBefore(retry, attempt);
      if (delayMs >= (remainingMs() ?? Infinity)) throw error;
      callRetried.publish({ name, attempt, delayMs, error });
      await sleep(`${delayMs}ms`);
    }
  }
}

/** A caller who has gone and a full bulkhead say nothing about the other side. */
function isFailureOfCallee(error: unknown): boolean {
  return isTransient(error) && !BULKHEAD_FULL.is(error) && !signal.get()?.aborted;
}

/** What the caller did wrong, or what has been called off, will not be better the next time. */
function isTransient(error: unknown): boolean {
  return !(error instanceof QuintetError) || error.status >= 500;
}

function isWorthRetrying(retry: RetryOptions, error: unknown): boolean {
  if (signal.get()?.aborted || CIRCUIT_OPEN.is(error)) return false;
  return (retry.when ?? isTransient)(error);
}

function delayBefore(retry: RetryOptions, attempt: number): number {
  const factor = retry.backoff === "constant" ? 1 : 2 ** (attempt - 1);
  const wholeMs = milliseconds(retry.delay ?? "100ms") * factor;
  const delayMs = Math.min(wholeMs, milliseconds(retry.maxDelay ?? "30s"));
  return Math.round(retry.jitter === false ? delayMs : delayMs * (0.5 + Math.random() / 2));
}

async function throughBreaker<T>(
  { name = "the call" }: ResilienceOptions,
  breaker: CircuitBreakerPolicy | undefined,
  fn: () => Promise<T>,
): Promise<T> {
  if (!breaker) return fn();
  const { BrokenCircuitError } = await import("cockatiel");
  try {
    return await untilAborted(breaker.execute(fn));
  } catch (error) {
    throw error instanceof BrokenCircuitError ? CIRCUIT_OPEN(name).because(error) : error;
  }
}

async function throughBulkhead<T>(
  { name = "the call", bulkhead: options }: ResilienceOptions,
  bulkhead: BulkheadPolicy | undefined,
  fn: () => Promise<T>,
): Promise<T> {
  if (!bulkhead) return fn();
  const { BulkheadRejectedError } = await import("cockatiel");
  // A call that has waited would run in the context of the one that made room for it.
  const inContext = captureContext();
  try {
    return await untilAborted(bulkhead.execute(() => inContext(fn), signal.get()));
  } catch (error) {
    const isRejected = error instanceof BulkheadRejectedError;
    throw isRejected ? BULKHEAD_FULL(name, options!.limit).because(error) : error;
  }
}

async function inTime<T>(
  { name = "the call", timeout }: ResilienceOptions,
  attempt: number,
  fn: (attempt: Attempt) => T | PromiseLike<T>,
): Promise<T> {
  const run = () => fn({ signal: signal.get() ?? new AbortController().signal, attempt });
  if (timeout === undefined) return await run();
  return await withTimeLimit(milliseconds(timeout), () => TIMEOUT(name, timeout), run);
}

/** Waiting for a place, or for the one call that tries the circuit, must end with the caller. */
function untilAborted<T>(work: Promise<T>): Promise<T> {
  const stop = signal.get();
  return stop ? abortable(work, stop) : work;
}
