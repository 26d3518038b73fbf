import { abortable, abortError } from "./abort.ts";
import { currentClock } from "./clock.ts";
import { deadline, signal, withSlots } from "./context.ts";
import { milliseconds, type Duration } from "./duration.ts";
import { DEADLINE_EXCEEDED, type QuintetError } from "./errors.ts";

/**
 * Runs `fn` with a time limit, for itself and for all that it starts.
 *
 * A deadline that already holds is never moved later. Queries, sleeps and outbound calls under it stop by
 * themselves; own long loops call `checkDeadline()`. Work that heeds neither goes on when the caller has
 * had its error, and its result is thrown away.
 *
 * @throws `CORE_DEADLINE_EXCEEDED` at the deadline, `CORE_ABORTED` when the outer signal aborts
 * @example
 * const report = await withDeadline("5s", () => buildReport());
 */
export function withDeadline<T>(limit: Duration, fn: () => T | PromiseLike<T>): Promise<T> {
  const limitMs = milliseconds(limit);
  const atMs = currentClock().epochMs() + limitMs;
  return withTimeLimit(limitMs, () => DEADLINE_EXCEEDED(atMs), fn);
}

/**
 * Throws when the deadline of the context has passed or its signal has aborted; for loops without a query.
 *
 * @throws `CORE_DEADLINE_EXCEEDED`, `CORE_ABORTED`
 */
export function checkDeadline(): void {
  const stop = signal.get();
  if (stop?.aborted) throw abortError(stop);
  const leftMs = remainingMs();
  if (leftMs !== undefined && leftMs <= 0) throw DEADLINE_EXCEEDED(deadline.get()!);
}

/** Milliseconds until the deadline of the context, negative after it; undefined without one. */
export function remainingMs(): number | undefined {
  const atMs = deadline.get();
  return atMs === undefined ? undefined : atMs - currentClock().epochMs();
}

/** `withDeadline` with another error at the limit. An outer deadline that is nearer gives its own. */
export async function withTimeLimit<T>(
  limitMs: number,
  lateError: () => QuintetError,
  fn: () => T | PromiseLike<T>,
): Promise<T> {
  checkDeadline();
  const clock = currentClock();
  const outerAtMs = deadline.get() ?? Infinity;
  const atMs = Math.min(outerAtMs, clock.epochMs() + limitMs);
  const late = new AbortController();
  using _ = clock.timer(atMs - clock.epochMs(), () =>
    late.abort(atMs === outerAtMs ? DEADLINE_EXCEEDED(atMs) : lateError()),
  );
  const outer = signal.get();
  const stop = outer ? AbortSignal.any([outer, late.signal]) : late.signal;
  const work = withSlots([deadline.as(atMs), signal.as(stop)], async () => fn());
  return await abortable(work, stop);
}
