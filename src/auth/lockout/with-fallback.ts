import { currentLog } from "../../core/index.ts";
import type { AttemptStore } from "./attempt-store.ts";
import { LOCKOUT_OPTION_INVALID } from "./errors.ts";

/** When the store is away, this process counts for itself: nobody is shut out, and nobody guesses freely. */
export function withFallback(store: AttemptStore, local: AttemptStore): AttemptStore {
  const attempt = async <T>(work: () => T, instead: () => T): Promise<Awaited<T>> => {
    try {
      return await work();
    } catch (error) {
      if (LOCKOUT_OPTION_INVALID.is(error)) throw error;
      currentLog().error("the store of attempts has failed; this process counts alone", { error });
      return await instead();
    }
  };
  return {
    take: (key, rule, nowMs) =>
      attempt(
        () => store.take(key, rule, nowMs),
        () => local.take(key, rule, nowMs),
      ),
    giveBack: (key, rule) =>
      attempt(
        () => store.giveBack(key, rule),
        () => local.giveBack(key, rule),
      ),
    clear: (key) =>
      attempt(
        () => store.clear(key),
        () => local.clear(key),
      ),
  };
}
