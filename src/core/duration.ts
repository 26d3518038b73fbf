import { BAD_DURATION } from "./errors.ts";

const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A length of time with its unit: `"250ms"`, `"5s"`, `"15m"`, `"1.5h"`, `"31d"`, `"2w"`. */
export type Duration = `${number}${keyof typeof MS}`;

const FORM = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/;

/**
 * Gives a duration in milliseconds.
 *
 * Days and weeks are 24 hours and 7 days of them, whatever the calendar does.
 *
 * @throws `CORE_BAD_DURATION` for anything else than a number that is not negative and a unit.
 * @example
 * milliseconds("1.5h"); // 5_400_000
 */
export function milliseconds(duration: Duration): number {
  const [, amount, unit] = FORM.exec(duration) ?? [];
  const value = Math.round(Number(amount) * MS[unit as keyof typeof MS]);
  if (!Number.isSafeInteger(value)) throw BAD_DURATION(duration);
  return value;
}
