import type { Field } from "../schema/index.ts";

/** How the values of one field go into the database and come out. Null never reaches a codec. */
export interface Codec {
  /** For messages: `"a whole number"`. */
  readonly wanted: string;
  accepts(value: unknown): boolean;
  /** From code to a parameter. Absent: as it is. */
  readonly encode?: ((value: any) => unknown) | undefined;
  /** From a driver's value to code. Absent: as it is. */
  readonly decode?: ((raw: any) => unknown) | undefined;
  /** SQL that reads the column in a form the driver can carry. Absent: the column itself. */
  readonly read?: ((sql: string) => string) | undefined;
  /** Whether a value is what a raw value (read, or last written) stands for. Absent: by identity of the encoded value. */
  readonly isSame?: ((value: any, raw: any) => boolean) | undefined;
}

const DECIMAL = /^-?\d{1,40}(\.\d{1,20})?$/;
const isText = (value: unknown): boolean => typeof value === "string";

/** The parts of codecs that all dialects share. */
export const TEXT: Codec = { wanted: "a text", accepts: isText };
export const INT: Codec = { wanted: "a whole number", accepts: Number.isSafeInteger };
export const FLOAT: Codec = { wanted: "a number", accepts: Number.isFinite };
export const BOOL: Codec = {
  wanted: "true or false",
  accepts: (value) => typeof value === "boolean",
};
export const BYTES: Codec = {
  wanted: "a Uint8Array",
  accepts: (value) => value instanceof Uint8Array,
  isSame: (value: Uint8Array, raw: Uint8Array) => Buffer.compare(value, raw) === 0,
};
export const DATETIME = {
  wanted: "a valid Date",
  accepts: (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime()),
  encode: (value: Date) => value.toISOString(),
};
/** JSON is read as text on both dialects: a parsed value that is changed in place could not be told from the stored one. */
export const JSON_TEXT: Codec = {
  wanted: "a JSON value",
  accepts: (value) =>
    value !== undefined && typeof value !== "function" && typeof value !== "bigint",
  encode: (value) => JSON.stringify(value),
  decode: (raw: string) => JSON.parse(raw) as unknown,
  isSame: (value, raw: string) => JSON.stringify(value) === JSON.stringify(JSON.parse(raw)),
};
export const BIGINT: Codec = {
  wanted: "a bigint",
  accepts: (value) => typeof value === "bigint" && BigInt.asIntN(64, value) === value,
};

/** A decimal text of the field's scale: `"12.5"` → `"12.50"`; digits beyond the scale are refused by `accepts`. */
export function decimalCodec(
  field: Field,
): Codec & { readonly scale: number; canonical(value: string): string } {
  const scale = field.facts.scale ?? 2;
  return {
    scale,
    wanted: `a decimal text with at most ${scale} digits after the point`,
    accepts: (value) =>
      typeof value === "string" &&
      DECIMAL.test(value) &&
      (value.split(".")[1] ?? "").length <= scale,
    canonical(value) {
      const [whole = "0", fraction = ""] = value.split(".");
      return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, "0")}`;
    },
  };
}
