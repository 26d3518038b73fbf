import type { FieldFacts } from "../field.ts";
import { jsonFault } from "./json-fault.ts";
import type { Check, Fault, Kind } from "./kind.ts";
import { fault } from "./kind.ts";

/** Bytes of binary data that says no other maximum. */
export const BYTES_MAX = 1_048_576;

const UNREADABLE = Symbol("text that is not JSON");
const BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

/** A JSON value without a shape. */
export const jsonKind: Kind = {
  wanted: "a JSON value",
  wire: () => ({ check: jsonFault }),
  fromText: readJson,
  published: () => ({ type: ["string", "number", "boolean", "array", "object"], items: {} }),
};

export const bytesKind: Kind = {
  wanted: "base64",
  wire: (facts) => ({ type: "string", checkText: base64Check(facts) }),
  value: (facts) => ({ check: bytesCheck(facts) }),
  decode: () => (text: string) => new Uint8Array(Buffer.from(text, "base64")),
  encode: (value: Uint8Array) =>
    Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64"),
  published: ({ min = 0, max = BYTES_MAX }, io) => ({
    type: "string",
    contentEncoding: "base64",
    pattern: BASE64,
    ...(min > 0 && { minLength: base64Length(min) }),
    ...(io === "input" && { maxLength: base64Length(max) }),
  }),
};

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The text itself is a JSON value and would be accepted; this is not, and never reaches a caller.
    return UNREADABLE;
  }
}

function base64Check(facts: FieldFacts): Check {
  return (text: string) => {
    // Not by BASE64: its group that repeats keeps a stack as deep as the text is long.
    const padding = text.endsWith("==") ? 2 : Number(text.endsWith("="));
    const firstPadding = text.indexOf("=");
    const isPadded = firstPadding === -1 || firstPadding === text.length - padding;
    if (text.length % 4 !== 0 || !isPadded || NOT_BASE64.test(text)) {
      return fault("type", `must be ${bytesKind.wanted}`);
    }
    return sizeFault((text.length / 4) * 3 - padding, facts);
  };
}

function bytesCheck(facts: FieldFacts): Check {
  return (value: unknown) =>
    value instanceof Uint8Array
      ? sizeFault(value.byteLength, facts)
      : fault("type", "must be a Uint8Array");
}

function sizeFault(size: number, { min = 0, max = BYTES_MAX }: FieldFacts): Fault | undefined {
  if (size < min) return fault("min", `must have at least ${min.toLocaleString("en")} bytes`);
  if (size > max) return fault("max", `must have at most ${max.toLocaleString("en")} bytes`);
  return undefined;
}

function base64Length(size: number): number {
  return Math.ceil(size / 3) * 4;
}
