import type { FieldFacts } from "../field.ts";
import type { Check, Kind } from "./kind.ts";
import { fault, rangeFault } from "./kind.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const TIME_INPUT = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
const MOMENT =
  /^(\d{4})-(\d{2})-(\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const FIRST_MOMENT = Date.parse("0001-01-01T00:00:00.000Z");
const LAST_MOMENT = Date.parse("9999-12-31T23:59:59.999Z");
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const dateKind: Kind = {
  wanted: "a date as 2026-11-20",
  wire: (facts) => ({ type: "string", checkText: dateCheck(facts) }),
  published: () => ({ type: "string", format: "date" }),
};

export const timeKind: Kind = {
  wanted: "a time as 09:16:30",
  wire: (facts) => ({ type: "string", checkText: timeCheck(facts, TIME_INPUT) }),
  value: (facts) => ({ type: "string", checkText: timeCheck(facts, TIME) }),
  decode: () => withSeconds,
  published: (_facts, io) => ({
    type: "string",
    pattern: (io === "input" ? TIME_INPUT : TIME).source,
  }),
};

export const datetimeKind: Kind = {
  wanted: "a date and time with an offset, as 2026-11-20T09:16:30Z",
  wire: (facts) => ({ type: "string", checkText: momentTextCheck(facts) }),
  value: (facts) => ({ check: momentCheck(facts) }),
  decode: () => (text: string) => new Date(text),
  encode: (moment: Date) => moment.toISOString(),
  published: () => ({ type: "string", format: "date-time" }),
};

function dateCheck({ range }: FieldFacts): Check {
  const { min, max } = textBounds(range);
  return (text: string) => {
    const found = text.length === 10 ? DATE.exec(text) : null;
    if (found === null || !isDay(found)) return fault("type", `must be ${dateKind.wanted}`);
    return range && rangeFault(text, min, max);
  };
}

function timeCheck({ range }: FieldFacts, form: RegExp): Check {
  const { min, max } = textBounds(range);
  return (text: string) => {
    if (text.length > 8 || !form.test(text)) return fault("type", `must be ${timeKind.wanted}`);
    return range && rangeFault(withSeconds(text), min, max);
  };
}

function momentTextCheck(facts: FieldFacts): Check {
  const check = momentCheck(facts) as (moment: Date) => ReturnType<Check>;
  return (text: string) => {
    const found = text.length <= 35 ? MOMENT.exec(text) : null;
    if (found === null || !isDay(found)) return fault("type", `must be ${datetimeKind.wanted}`);
    return check(new Date(text));
  };
}

function momentCheck({ range }: FieldFacts): Check {
  const { min, max } = (range ?? {}) as { min?: Date; max?: Date };
  return (moment: unknown) => {
    if (!(moment instanceof Date)) return fault("type", "must be a Date");
    const at = moment.getTime();
    if (!(at >= FIRST_MOMENT && at <= LAST_MOMENT)) {
      return fault("type", "must be a valid date in the years 0001 to 9999");
    }
    return range && rangeFault(moment, min, max, (bound) => bound.toISOString());
  };
}

function isDay([, year, month, day]: RegExpExecArray): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1 || m < 1 || m > 12 || d < 1) return false;
  const isLeapYear = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  return d <= (m === 2 && isLeapYear ? 29 : DAYS[m - 1]!);
}

function withSeconds(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}

function textBounds(range: FieldFacts["range"]): { min?: string; max?: string } {
  return (range ?? {}) as { min?: string; max?: string };
}
