const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
/** Longer texts are no decimals: the greatest precision is 1,000 digits. */
const LONGEST = 2100;

interface Digits {
  readonly isNegative: boolean;
  /** Before the point, without leading zeros: `""` for zero. */
  readonly whole: string;
  /** After the point, without trailing zeros. */
  readonly fraction: string;
}

/** The significant digits of a decimal number, or undefined where the text is none. */
export function decimalDigits(text: string): Digits | undefined {
  const found = text.length > LONGEST ? null : DECIMAL.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = ""] = found;
  return {
    isNegative: sign === "-",
    whole: whole.replace(/^0+/, ""),
    fraction: withoutTrailingZeros(fraction),
  };
}

// `/0+$/` tries every run of zeros and takes quadratic time.
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end--;
  return digits.slice(0, end);
}

/** A decimal in the one form in which it is kept: `"-012.5"` of scale 2 is `"-12.50"`. */
export function canonicalDecimal(text: string, scale: number): string {
  const { isNegative, whole, fraction } = decimalDigits(text)!;
  const isZero = whole === "" && fraction === "";
  const digits = `${whole || "0"}${scale === 0 ? "" : `.${fraction.padEnd(scale, "0")}`}`;
  return isNegative && !isZero ? `-${digits}` : digits;
}

/** Below, at or above zero as `a` is below, at or above `b`; exact. */
export function compareDecimals(a: string, b: string): number {
  const [first, second] = [decimalDigits(a)!, decimalDigits(b)!];
  const scale = Math.max(first.fraction.length, second.fraction.length);
  const difference = scaled(first, scale) - scaled(second, scale);
  return difference < 0n ? -1 : Number(difference > 0n);
}

function scaled({ isNegative, whole, fraction }: Digits, scale: number): bigint {
  const number = BigInt(`${whole || "0"}${fraction.padEnd(scale, "0")}`);
  return isNegative ? -number : number;
}
