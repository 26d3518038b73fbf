import type { FieldFacts } from "../field.ts";
import { canonicalDecimal, compareDecimals, decimalDigits } from "./decimal-text.ts";
import type { Check, Fault, Kind } from "./kind.ts";
import { fault, rangeFault } from "./kind.ts";

const WHOLE_TEXT = /^[+-]?\d+$/;
const NUMBER_TEXT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const BIGINT_TEXT = /^-?\d{1,19}$/;
const BIGINT_MIN = -(2n ** 63n);
const BIGINT_MAX = 2n ** 63n - 1n;
const TRUE = new Set(["true", "1", "on", "yes"]);
const FALSE = new Set(["false", "0", "off", "no"]);

export const intKind: Kind = {
  wanted: "a whole number",
  wire: (facts) => ({ type: "integer", ...intBounds(facts) }),
  fromText: (text) => (WHOLE_TEXT.test(text) ? Number(text) : text),
  published: (facts) => ({ type: "integer", ...intBounds(facts) }),
};

export const floatKind: Kind = {
  wanted: "a number",
  wire: (facts) => ({ type: "number", ...floatBounds(facts) }),
  fromText: (text) => (NUMBER_TEXT.test(text) ? Number(text) : text),
  published: (facts) => ({ type: "number", ...floatBounds(facts) }),
};

export const bigintKind: Kind = {
  wanted: "a whole number of 64 bits, as text",
  wire: (facts) => ({ check: bigintCheck(facts, fromWire) }),
  value: (facts) => ({ check: bigintCheck(facts, asBigint) }),
  decode: () => (wire: string | number) => BigInt(wire),
  encode: String,
  published: (_facts, io) =>
    io === "output"
      ? { type: "string", pattern: BIGINT_TEXT.source }
      : { type: ["string", "integer"], pattern: BIGINT_TEXT.source, ...intBounds({ bits: 53 }) },
};

export const decimalKind: Kind = {
  wanted: "a decimal number, as text",
  wire: (facts) => ({ check: decimalCheck(facts, true) }),
  value: (facts) => ({ check: decimalCheck(facts, false) }),
  decode:
    ({ scale = 0 }) =>
    (wire: string | number) =>
      canonicalDecimal(String(wire), scale),
  published: ({ scale = 0, precision = 18 }, io) => ({
    type: io === "output" ? "string" : ["string", "number"],
    pattern: io === "output" ? outputPattern(precision, scale) : String.raw`^-?\d+(?:\.\d+)?$`,
  }),
};

export const boolKind: Kind = {
  wanted: "true or false",
  wire: () => ({ type: "boolean" }),
  fromText: readBool,
  published: () => ({ type: "boolean" }),
};

function intBounds({ bits = 53, min, max }: Pick<FieldFacts, "bits" | "min" | "max">): object {
  const most = bits === 53 ? Number.MAX_SAFE_INTEGER : 2 ** (bits - 1) - 1;
  const least = bits === 53 ? Number.MIN_SAFE_INTEGER : -(2 ** (bits - 1));
  return { minimum: Math.max(min ?? least, least), maximum: Math.min(max ?? most, most) };
}

function floatBounds({ min, max }: FieldFacts): object {
  return {
    ...(min !== undefined && Number.isFinite(min) && { minimum: min }),
    ...(max !== undefined && Number.isFinite(max) && { maximum: max }),
  };
}

function bigintCheck({ range }: FieldFacts, read: (value: unknown) => bigint | undefined): Check {
  const min = (range?.min as bigint | undefined) ?? BIGINT_MIN;
  const max = (range?.max as bigint | undefined) ?? BIGINT_MAX;
  return (value: unknown) => {
    const number = read(value);
    if (number === undefined) return fault("type", `must be ${bigintKind.wanted}`);
    return rangeFault(number, min, max);
  };
}

function fromWire(value: unknown): bigint | undefined {
  if (typeof value === "string") return BIGINT_TEXT.test(value) ? BigInt(value) : undefined;
  return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
}

function asBigint(value: unknown): bigint | undefined {
  return typeof value === "bigint" ? value : undefined;
}

function decimalCheck(
  { precision = 18, scale = 0, range }: FieldFacts,
  takesNumbers: boolean,
): Check {
  const whole = precision - scale;
  const tooFine = fault("scale", `must have at most ${scale} digits after the point`);
  const tooGreat = fault("max", `must have at most ${whole} digits before the point`);
  return (value: unknown): Fault | undefined => {
    const isNumber = takesNumbers && Number.isFinite(value);
    const isRead = isNumber || typeof value === "string";
    const digits = isRead ? decimalDigits(String(value)) : undefined;
    if (digits === undefined) {
      if (!isNumber) return fault("type", `must be ${decimalKind.wanted}`);
      // A number that is written with an exponent has more digits than any field.
      return Math.abs(value as number) < 1 ? tooFine : tooGreat;
    }
    if (digits.fraction.length > scale) return tooFine;
    if (digits.whole.length > whole) return tooGreat;
    return range && decimalRangeFault(String(value), range);
  };
}

function decimalRangeFault(text: string, { min, max }: NonNullable<FieldFacts["range"]>) {
  if (min !== undefined && compareDecimals(text, String(min)) < 0) {
    return fault("min", `must be at least ${String(min)}`);
  }
  if (max !== undefined && compareDecimals(text, String(max)) > 0) {
    return fault("max", `must be at most ${String(max)}`);
  }
  return undefined;
}

function outputPattern(precision: number, scale: number): string {
  const whole = String.raw`^-?\d{1,${Math.max(1, precision - scale)}}`;
  return scale === 0 ? `${whole}$` : String.raw`${whole}\.\d{${scale}}$`;
}

function readBool(text: string): unknown {
  const word = text.toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : text;
}
