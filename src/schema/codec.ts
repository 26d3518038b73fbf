import type { Field } from "./field.ts";
import type { ObjectStructure } from "./structure.ts";
import { structureOf } from "./structure.ts";

/** Turns values that have passed a check into what JSON can carry, and back. */
export interface Codec {
  encode(value: unknown): unknown;
  decode(wire: unknown): unknown;
}

/**
 * The way between a field's values in code and in JSON, without validation: for columns that hold JSON
 * and for serializers.
 *
 * @returns undefined where both are the same, so that nothing needs to be walked.
 */
export function codecOf(field: Field): Codec | undefined {
  const codec = codecOfParts(field);
  if (codec === undefined) return undefined;
  return {
    encode: (value) => (value === null || value === undefined ? value : codec.encode(value)),
    decode: (wire) => (wire === null || wire === undefined ? wire : codec.decode(wire)),
  };
}

function codecOfParts(field: Field): Codec | undefined {
  const structure = structureOf(field);
  switch (structure.is) {
    case "leaf": {
      const { encode } = structure.kind;
      const decode = structure.kind.decode?.(field.facts);
      // What only has another spelling on the wire (a UUID in capitals) is in its one form already.
      return encode && decode && { encode, decode };
    }
    case "list": {
      const item = codecOf(structure.items);
      return item && mapped(item);
    }
    case "object":
      return objectCodec(structure.object);
    case "field":
      return codecOf(structure.field);
    case "foreign":
      return undefined;
  }
}

function mapped(item: Codec): Codec {
  return {
    encode: (value) => (value as unknown[]).map(item.encode),
    decode: (wire) => (wire as unknown[]).map(item.decode),
  };
}

function objectCodec({ fields }: ObjectStructure): Codec | undefined {
  const codecs = Object.entries(fields).flatMap(([name, field]) => {
    const codec = codecOf(field);
    return codec === undefined ? [] : [[name, codec] as const];
  });
  if (codecs.length === 0) return undefined;
  const each = (direction: keyof Codec) => (value: unknown) => {
    const object = { ...(value as Record<string, unknown>) };
    for (const [name, codec] of codecs) {
      if (object[name] !== undefined) object[name] = codec[direction](object[name]);
    }
    return object;
  };
  return { encode: each("encode"), decode: each("decode") };
}
