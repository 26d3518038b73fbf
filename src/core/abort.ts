import { ABORTED, QuintetError } from "./errors.ts";

/** The coded error for a signal that has aborted: its own reason when that is coded, else `CORE_ABORTED`. */
export function abortError(signal: AbortSignal): QuintetError {
  const reason: unknown = signal.reason;
  if (reason instanceof QuintetError) return reason;
  return ABORTED(reason instanceof Error ? reason.message : String(reason)).because(reason);
}

/**
 * Waits for `work`, but no longer than until `signal` aborts.
 *
 * The work itself is not stopped by this: hand it the signal too. What it gives or throws after the
 * abort is thrown away.
 *
 * @throws the reason of the signal, see `abortError`.
 */
export async function abortable<T>(work: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(abortError(signal));
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } catch (error) {
    // Work that heeds the signal ends with an AbortError of its own, often before the race is decided.
    throw signal.aborted ? abortError(signal) : error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
