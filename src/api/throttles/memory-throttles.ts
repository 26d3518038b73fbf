import { decide, type Counts, type ThrottleStore } from "./throttle-store.ts";
import { keepMs } from "./sliding-window.ts";

interface Kept {
  readonly counts: Counts;
  readonly untilMs: number;
}

export interface MemoryThrottleOptions {
  /** Clients that are remembered; beyond it those that were seen first are forgotten. Default 100,000. */
  readonly maxClients?: number;
}

/** Counts in this process. Several processes count each for themselves: use SQL or Redis there. */
export function memoryThrottles({
  maxClients = 100_000,
}: MemoryThrottleOptions = {}): ThrottleStore {
  const clients = new Map<string, Kept>();
  return {
    take(key, rates, nowMs) {
      const kept = clients.get(key);
      const { verdict, counts } = decide(kept?.counts ?? [], rates, nowMs);
      if (!verdict.isAllowed) return verdict;
      // Last in the map is who was counted last, so that the first are the oldest.
      clients.delete(key);
      clients.set(key, { counts, untilMs: nowMs + keepMs(rates) });
      forget(clients, maxClients, nowMs);
      return verdict;
    },
  };
}

/** Two a request at most, so that no request pays for many. */
function forget(clients: Map<string, Kept>, maxClients: number, nowMs: number): void {
  for (const [key, { untilMs }] of clients.entries().take(2)) {
    if (untilMs <= nowMs || clients.size > maxClients) clients.delete(key);
  }
}
