export interface FormatDateOptions extends Intl.DateTimeFormatOptions {
  /** Default `"en-GB"`. */
  readonly locale?: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A date for people: `"20 Nov 2026, 09:16"`; nothing for `null` and `undefined`.
 *
 * In UTC unless `timeZone` says otherwise, so that two servers never show two times. A text such as
 * `"2026-11-20"` is shown without a time of day.
 */
export function formatDate(
  value: Date | string | null | undefined,
  options: FormatDateOptions = {},
): string {
  if (value === null || value === undefined) return "";
  const { locale = "en-GB", ...wanted } = options;
  const isDay = typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);
  const hasOwn = Object.keys(wanted).some((name) => name !== "timeZone");
  const usual: Intl.DateTimeFormatOptions = hasOwn
    ? {}
    : { dateStyle: "medium", ...(isDay ? {} : { timeStyle: "short" }) };
  return formatOf(locale, { timeZone: "UTC", ...usual, ...wanted }).format(new Date(value));
}

/** Making one costs about a hundred times as much as using it. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}
