import type { ParsedRate } from "./rate.ts";
import { counted, isFull, recent, standing, type Slices, type Standing } from "./sliding-window.ts";

/** What a store has to say to one request. */
export interface Verdict {
  readonly isAllowed: boolean;
  /** For each rate, with this request counted where it is allowed. */
  readonly standings: readonly Standing[];
}

/** Where requests are counted. A new store is a new file with one of these. */
export interface ThrottleStore {
  /**
   * Counts a request for all rates if all of them have a place, else for none; whatever else asks at the
   * same moment, in this process or another.
   *
   * @param key Of the client and the throttle, at most 300 characters.
   */
  take(key: string, rates: readonly ParsedRate[], nowMs: number): Verdict | Promise<Verdict>;
}

/** The counts of a client, one entry for each rate. */
export type Counts = readonly Slices[];

export interface Decision {
  readonly verdict: Verdict;
  readonly counts: Counts;
}

/** What becomes of the counts, for stores that read, decide and write back under a lock. */
export function decide(counts: Counts, rates: readonly ParsedRate[], nowMs: number): Decision {
  const kept = rates.map((rate, index) => recent(rate, counts[index] ?? {}, nowMs));
  const isAllowed = !rates.some((rate, index) => isFull(rate, kept[index]!));
  const after = isAllowed ? rates.map((rate, index) => counted(rate, kept[index]!, nowMs)) : kept;
  return { verdict: { isAllowed, standings: standingsOf(after, rates, nowMs) }, counts: after };
}

export function standingsOf(
  counts: Counts,
  rates: readonly ParsedRate[],
  nowMs: number,
): readonly Standing[] {
  return rates.map((rate, index) => standing(rate, counts[index]!, nowMs));
}
