import type { FieldFacts } from "../field.ts";
import type { Check, Fault, Kind } from "./kind.ts";
import { fault, rangeFault } from "./kind.ts";
import { isDate, isMoment, momentOf } from "./time-text.ts";

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const TIME_INPUT = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
const FIRST_MOMENT = Date.parse("0001-01-01T00:00:00.000Z");
const LAST_MOMENT = Date.parse("9999-12-31T23:59:59.999Z");

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
  decode: () => (text: string) => new Date(momentOf(text)),
  encode: (moment: Date) => moment.toISOString(),
  published: () => ({ type: "string", format: "date-time" }),
};

function dateCheck({ range }: FieldFacts): Check {
  const { min, max } = textBounds(range);
  return (text: string) => {
    if (!isDate(text)) return fault("type", `must be ${dateKind.wanted}`);
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
  const check = momentFault(facts);
  return (text: string) => {
    if (!isMoment(text)) return fault("type", `must be ${datetimeKind.wanted}`);
    // Elsewhere no offset leads out of the years.
    const isAtTheEdge = text.startsWith("0001") || text.startsWith("9999");
    return facts.range || isAtTheEdge ? check(momentOf(text)) : undefined;
  };
}

function momentCheck(facts: FieldFacts): Check {
  const check = momentFault(facts);
  return (moment: unknown) =>
    moment instanceof Date ? check(moment.getTime()) : fault("type", "must be a Date");
}

function momentFault({ range }: FieldFacts): (at: number) => Fault | undefined {
  const { min, max } = (range ?? {}) as { min?: Date; max?: Date };
  const [first, last] = [min?.getTime(), max?.getTime()];
  return (at) => {
    if (!(at >= FIRST_MOMENT && at <= LAST_MOMENT)) {
      return fault("type", "must be a valid date in the years 0001 to 9999");
    }
    return range && rangeFault(at, first, last, (bound) => new Date(bound).toISOString());
  };
}

function withSeconds(text: string): string {
  return text.length === 5 ? `${text}:00` : text;
}

function textBounds(range: FieldFacts["range"]): { min?: string; max?: string } {
  return (range ?? {}) as { min?: string; max?: string };
}
