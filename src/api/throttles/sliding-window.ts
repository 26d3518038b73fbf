import type { ParsedRate } from "./rate.ts";

/**
 * Slices that a window is cut into. What is counted in one counts until all of the slice is older than the
 * window, so no span of that length ever holds more than the limit, and a place is free at most a sixtieth
 * of the window late. A list of every request would be exact to the millisecond, and as long as the limit.
 */
export const SLICES = 60;

/** Counts of one client for one rate, by number of the slice. */
export type Slices = Readonly<Record<string, number>>;

/** How a client stands with one rate. */
export interface Standing {
  readonly rate: ParsedRate;
  readonly remaining: number;
  /** When the next place becomes free; the end of a whole window where nothing is counted. */
  readonly freeAtMs: number;
}

/** The slice that a moment is in. */
export function sliceAt(rate: ParsedRate, atMs: number): number {
  return Math.floor(atMs / sliceMs(rate));
}

/** Those that count still; also what a faster clock has counted in the future. */
export function recent(rate: ParsedRate, slices: Slices, nowMs: number): Slices {
  const oldest = sliceAt(rate, nowMs) - SLICES;
  return Object.fromEntries(Object.entries(slices).filter(([slice]) => Number(slice) >= oldest));
}

export function isFull(rate: ParsedRate, slices: Slices): boolean {
  return total(slices) >= rate.limit;
}

export function counted(rate: ParsedRate, slices: Slices, nowMs: number): Slices {
  const slice = sliceAt(rate, nowMs);
  return { ...slices, [slice]: (slices[slice] ?? 0) + 1 };
}

export function standing(rate: ParsedRate, slices: Slices, nowMs: number): Standing {
  const taken = total(slices);
  let tooMany = Math.max(1, taken - rate.limit + 1);
  let freeAtMs = nowMs + rate.windowMs;
  for (const slice of Object.keys(slices)
    .map(Number)
    .toSorted((a, b) => a - b)) {
    freeAtMs = (slice + SLICES + 1) * sliceMs(rate);
    tooMany -= slices[slice]!;
    if (tooMany <= 0) break;
  }
  return { rate, remaining: Math.max(0, rate.limit - taken), freeAtMs };
}

/** After this time without a request nothing counts any more. */
export function keepMs(rates: readonly ParsedRate[]): number {
  return Math.ceil(Math.max(...rates.map((rate) => rate.windowMs + 2 * sliceMs(rate))));
}

function total(slices: Slices): number {
  return Object.values(slices).reduce((sum, count) => sum + count, 0);
}

function sliceMs({ windowMs }: ParsedRate): number {
  return windowMs / SLICES;
}
