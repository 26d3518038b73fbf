import { type AttemptStore, blockedUntilMs, keepMs } from "./attempt-store.ts";

interface Kept {
  failures: number;
  blockedUntilMs: number;
  untilMs: number;
}

export interface MemoryAttemptOptions {
  /** Keys that are remembered; beyond it those that were tried longest ago are forgotten. Default 100,000. */
  readonly maxKeys?: number;
}

/** Counts in this process. Several processes count each for themselves: use SQL or Redis there. */
export function memoryAttempts({ maxKeys = 100_000 }: MemoryAttemptOptions = {}): AttemptStore {
  const all = new Map<string, Kept>();
  return {
    take(key, rule, nowMs) {
      const kept = all.get(key);
      if (kept !== undefined && nowMs < kept.blockedUntilMs) return { isAllowed: false, ...kept };
      const failures = kept === undefined || kept.untilMs <= nowMs ? 1 : kept.failures + 1;
      const blocked = blockedUntilMs(failures, rule, nowMs);
      // Last in the map is what was tried last, so that the first are the oldest.
      all.delete(key);
      all.set(key, { failures, blockedUntilMs: blocked, untilMs: nowMs + keepMs(rule) });
      forget(all, maxKeys, nowMs);
      return { isAllowed: true, failures, blockedUntilMs: blocked };
    },
    giveBack(key, rule) {
      const kept = all.get(key);
      if (kept === undefined) return;
      kept.failures = Math.max(0, kept.failures - 1);
      if (kept.failures < rule.free) kept.blockedUntilMs = 0;
    },
    clear(key) {
      all.delete(key);
    },
  };
}

/** Two an attempt at most, so that none pays for many. One that is blocked goes last of all. */
function forget(all: Map<string, Kept>, maxKeys: number, nowMs: number): void {
  for (const [key, { untilMs }] of all.entries().take(2)) {
    if (untilMs <= nowMs || all.size > maxKeys) all.delete(key);
  }
}
