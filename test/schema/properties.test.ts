import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import {
  bigint,
  bool,
  bytes,
  choice,
  codecOf,
  date,
  datetime,
  decimal,
  email,
  float,
  int,
  json,
  jsonSchema,
  list,
  shape,
  slug,
  text,
  time,
  url,
  uuid,
} from "quintet/schema";
import type { Field, Shape } from "quintet/schema";

/** A field and values that it holds. */
interface Sample {
  readonly field: Field;
  readonly values: fc.Arbitrary<unknown>;
}

const words = fc.stringMatching(/^[a-z]{1,8}$/);
const days = fc
  .date({ min: new Date("0001-01-02"), max: new Date("9999-12-30"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const decimals = fc.tuple(fc.integer({ min: -9999, max: 9999 }), fc.integer({ min: 0, max: 99 }));
const plainJson = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 })
  .map((value) =>
    JSON.parse(JSON.stringify(value).replaceAll(/\\u0000|\\ud[89a-f]..|__proto__/gi, "")),
  )
  .filter((value) => value !== null);

const LEAVES: readonly Sample[] = [
  { field: text({ min: 1, max: 20 }), values: fc.stringMatching(/^[\w é👍]{1,20}$/u) },
  { field: slug(), values: words },
  { field: email(), values: words.map((word) => `${word}@${word}.org`) },
  { field: url(), values: words.map((word) => `https://${word}.org/${word}`) },
  { field: uuid(), values: fc.uuid() },
  { field: int({ bits: 32 }), values: fc.integer() },
  { field: int(), values: fc.maxSafeInteger().map((n) => n + 0) },
  { field: bigint(), values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }) },
  { field: float(), values: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0) },
  { field: decimal({ precision: 6, scale: 2 }), values: decimals.map(decimalText) },
  { field: bool(), values: fc.boolean() },
  { field: date(), values: days },
  {
    field: time(),
    values: fc.date({ noInvalidDate: true }).map((day) => day.toISOString().slice(-13, -5)),
  },
  { field: datetime(), values: days.map((day) => new Date(`${day}T09:16:30.123Z`)) },
  { field: choice("a", "b"), values: fc.constantFrom("a", "b") },
  { field: bytes(), values: fc.uint8Array({ maxLength: 20 }) },
  { field: json(), values: plainJson },
];

const leaves = fc.constantFrom(...LEAVES);
const fields = fc.oneof(
  leaves,
  leaves.map(({ field, values }) => ({
    field: list(field, { max: 3 }),
    values: fc.array(values, { maxLength: 3 }),
  })),
  leaves.map(({ field, values }) => ({
    field: field.nullable(),
    values: fc.option(values, { nil: null }),
  })),
  leaves.map(({ field, values }) => ({
    field: json(shape({ inner: field, more: field.optional() })),
    values: fc.record(
      { inner: values, more: values },
      { requiredKeys: ["inner"], noNullPrototype: true },
    ),
  })),
);
const names = fc.uniqueArray(words, { minLength: 1, maxLength: 6 });
const shapes = names.chain((keys) =>
  fc.tuple(...keys.map(() => fields)).map((samples) => ({
    schema: shape(
      Object.fromEntries(keys.map((key, index) => [key, samples[index]!.field])),
    ) as Shape,
    values: fc.record(Object.fromEntries(keys.map((key, index) => [key, samples[index]!.values])), {
      noNullPrototype: true,
    }),
  })),
);
const shapesWithValues = shapes.chain(({ schema, values }) =>
  values.map((value) => ({ schema, value: value as Record<string, unknown> })),
);

/** Values that are nearly right, or not at all. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    ..."2026-02-30|2026-11-20|24:00:00|09:16|2026-11-20T09:16:30Z|1.5|1.555|12|99999999999999999999|a@b|a|AQ==|A|https://a.b|javascript:a|".split(
      "|",
    ),
    0,
    -1,
    1.5,
    2 ** 53,
    null,
    true,
    [],
    {},
    [1],
    { inner: 1 },
  ),
  fc.jsonValue(),
);

test("what JSON carried is what was sent (property)", () => {
  fc.assert(
    fc.property(shapesWithValues, ({ schema, value }) => {
      const wire: unknown = JSON.parse(JSON.stringify(encoded(schema, value)));
      assert.deepEqual(schema.check(value), []);
      assert.deepEqual(schema.parse(wire), value);
    }),
    { numRuns: 150 },
  );
});

test("parse throws nothing but SCHEMA_INVALID, changes no input, and validate and parse agree (property)", () => {
  fc.assert(
    fc.property(
      shapes,
      fc.oneof(
        fc.anything({ withBigInt: true, withDate: true }),
        fc.dictionary(words, junk, { noNullPrototype: true }),
        junk,
      ),
      fc.constantFrom("json" as const, "text" as const),
      ({ schema }, input, from) => {
        const before = structuredClone(input);
        const result = schema.validate(input, { from });
        assert.deepEqual(input, before);
        if (result.ok) assert.deepEqual(schema.parse(input, { from }), result.value);
        else assert.throws(() => schema.parse(input, { from }), { code: "SCHEMA_INVALID" });
      },
    ),
    { numRuns: 200 },
  );
});

test("the JSON Schema accepts what parse accepts, and nothing else (property)", () => {
  fc.assert(
    fc.property(
      fc.oneof(fields, fields),
      fc.array(junk, { minLength: 20, maxLength: 20 }),
      ({ field }, inputs) => {
        const accepts = compiled(field, "input");
        const acceptsAnswer = compiled(field, "output");
        for (const input of inputs) {
          const result = field.validate(input);
          if (!result.ok && result.problems.every(({ code }) => BEYOND.has(code))) continue;
          assert.equal(accepts(input), result.ok, inspect([field.facts, input, result]));
          if (result.ok) assert.equal(acceptsAnswer(encodedField(field, result.value)), true);
        }
      },
    ),
    { numRuns: 150 },
  );
});

/** What JSON Schema cannot say: digits of a number, characters, the key `__proto__`. */
const BEYOND = new Set(["scale", "max", "min", "characters", "unknown"]);

function compiled(field: Field, io: "input" | "output"): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: false, unicodeRegExp: true });
  const formats: Record<string, Field> = {
    email: email(),
    uuid: uuid(),
    date: date(),
    "date-time": datetime(),
  };
  for (const [name, like] of Object.entries(formats)) {
    ajv.addFormat(name, (value: string) => like.validate(value).ok);
  }
  ajv.addFormat("uri", (value: string) => URL.canParse(value));
  return ajv.compile(jsonSchema(field, { io }));
}

function encoded(schema: Shape, value: Record<string, unknown>): unknown {
  return encodedField(json(schema), value);
}

function encodedField(field: Field, value: unknown): unknown {
  return codecOf(field)?.encode(value) ?? value;
}

function decimalText([whole, fraction]: [number, number]): string {
  return `${whole}.${String(fraction).padStart(2, "0")}`;
}
