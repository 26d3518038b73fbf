import { isDeepStrictEqual } from "node:util";
import { codecOf as wireCodecOf, type Field } from "../../schema/index.ts";

/** How the values of one field go into the database and come out. Null never reaches a codec. */
export interface Codec {
  /** For messages: `"a whole number"`. */
  readonly wanted: string;
  accepts(value: unknown): boolean;
  /** From code to a parameter. Absent: as it is. */
  readonly encode?: ((value: any) => unknown) | undefined;
  /** From a driver's value to code. Absent: as it is. */
  readonly decode?: ((raw: any) => unknown) | undefined;
  /** From a driver's value straight to what JSON carries. Absent: decoded, then encoded for JSON. */
  readonly toWire?: ((raw: any) => unknown) | undefined;
  /** SQL that reads the column in a form the driver can carry. Absent: the column itself. */
  readonly read?: ((sql: string) => string) | undefined;
  /** Whether a value is what a raw value (read, or last written) stands for. Absent: by identity of the encoded value. */
  readonly isSame?: ((value: any, raw: any) => boolean) | undefined;
}

const DECIMAL = /^-?\d+(\.\d+)?$/;
const isText = (value: unknown): boolean => typeof value === "string";

/** The parts of codecs that all dialects share. */
export const TEXT: Codec = { wanted: "a text", accepts: isText };
/** A whole number of the field's bits: PostgreSQL refuses to compare a smaller column with more. */
export function intCodec({ facts: { bits = 53 } }: Field): Codec {
  if (bits === 53) return INT;
  const limit = 2 ** (bits - 1);
  return {
    wanted: `a whole number of ${bits} bits`,
    accepts: (value) =>
      Number.isInteger(value) && (value as number) >= -limit && (value as number) < limit,
  };
}
const INT: Codec = { wanted: "a whole number", accepts: Number.isSafeInteger };
const UUID_FORM = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const UUID: Codec = {
  wanted: "a UUID",
  accepts: (value) => typeof value === "string" && UUID_FORM.test(value),
  encode: (value: string) => value.toLowerCase(),
};
const DATE_FORM = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
export const DATE: Codec = {
  wanted: 'a date such as "2026-11-20"',
  // A day that its month does not have is read as one of the next month.
  accepts: (value) =>
    typeof value === "string" &&
    DATE_FORM.test(value) &&
    new Date(value).getUTCDate() === Number(value.slice(8)),
};
const TIME_FORM = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?$/;
export const TIME: Codec = {
  wanted: 'a time such as "09:16:30"',
  accepts: (value) => typeof value === "string" && TIME_FORM.test(value),
};
export const FLOAT: Codec = { wanted: "a number", accepts: Number.isFinite };
export const BOOL: Codec = {
  wanted: "true or false",
  accepts: (value) => typeof value === "boolean",
};
export const BYTES: Codec = {
  wanted: "a Uint8Array",
  accepts: (value) => value instanceof Uint8Array,
  // Copied both ways, so that changing the row's in place is seen as a change.
  encode: (value: Uint8Array) => new Uint8Array(value),
  decode: (raw: Uint8Array) => new Uint8Array(raw),
  isSame: (value: Uint8Array, raw: Uint8Array) => Buffer.compare(value, raw) === 0,
};
const FIRST_MS = Date.parse("0001-01-01T00:00:00.000Z");
const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");
export const DATETIME = {
  wanted: "a valid Date of the years 1 to 9999",
  // Other years have more digits in text, which SQLite would sort wrongly.
  accepts: (value: unknown) =>
    value instanceof Date && value.getTime() >= FIRST_MS && value.getTime() <= LAST_MS,
  encode: (value: Date) => value.toISOString(),
};
/** JSON is read as text on both dialects: a parsed value that is changed in place could not be told from the stored one. */
const JSON_TEXT: Codec = {
  wanted: "a JSON value",
  accepts: (value) =>
    value !== undefined && typeof value !== "function" && typeof value !== "bigint",
  encode: (value) => JSON.stringify(value),
  decode: (raw: string) => JSON.parse(raw) as unknown,
  toWire: (raw: string) => JSON.parse(raw) as unknown,
  isSame: (value, raw: string) => JSON.stringify(value) === JSON.stringify(JSON.parse(raw)),
};

/** What has a shape has its values in code: a datetime in it is a Date, and text in the database. */
export function jsonCodec(field: Field): Codec {
  const inner = wireCodecOf(field);
  if (inner === undefined) return JSON_TEXT;
  const decode = (raw: string): unknown => inner.decode(JSON.parse(raw));
  return {
    ...JSON_TEXT,
    encode: (value) => JSON.stringify(inner.encode(value)),
    decode,
    isSame: (value, raw: string) => isDeepStrictEqual(value, decode(raw)),
  };
}

export const BIGINT: Codec = {
  wanted: "a bigint",
  accepts: (value) => typeof value === "bigint" && BigInt.asIntN(64, value) === value,
};

/** A decimal text of the field's scale: `"12.5"` → `"12.50"`; digits beyond the scale are refused by `accepts`. */
export function decimalCodec(
  field: Field,
): Codec & { readonly scale: number; canonical(value: string): string } {
  const { scale = 2, precision = 18 } = field.facts;
  const isInRange = (value: string): boolean => {
    const [whole = "", fraction = ""] = value.split(".");
    return whole.replace(/^-?0*/, "").length <= precision - scale && fraction.length <= scale;
  };
  return {
    scale,
    wanted: `a decimal text with at most ${precision - scale} digits before the point and ${scale} after it`,
    accepts: (value) => typeof value === "string" && DECIMAL.test(value) && isInRange(value),
    canonical(value) {
      const [whole = "0", fraction = ""] = value.split(".");
      return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, "0")}`;
    },
  };
}
