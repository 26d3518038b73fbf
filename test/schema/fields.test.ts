import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bigint,
  bool,
  bytes,
  choice,
  createdAt,
  date,
  datetime,
  decimal,
  email,
  float,
  int,
  json,
  list,
  slug,
  text,
  time,
  updatedAt,
  url,
  uuid,
  version,
} from "quintet/schema";
import type { Field } from "quintet/schema";

const codeOf = (field: Field, input: unknown): string => {
  const result = field.validate(input);
  return result.ok ? "ok" : result.problems.map(({ path, code }) => path + code).join();
};

/** Accepted as they are, accepted as something else, and refused with their codes. */
interface Cases {
  readonly field: Field;
  readonly same?: readonly unknown[];
  readonly becomes?: readonly (readonly [unknown, unknown])[];
  readonly refused: Readonly<Record<string, readonly unknown[]>>;
}

const CASES: Record<string, Cases> = {
  "text counts characters, not UTF-16 units": {
    field: text({ min: 2, max: 3 }),
    same: ["ab", "abc", "👍👍", "👍👍👍"],
    refused: { min: ["", "a", "👍"], max: ["abcd", "👍👍👍👍"], type: [1, null, true, {}, []] },
  },
  "text with a pattern": {
    field: text({ pattern: /^[a-z]+$/i, max: 5 }),
    same: ["aZ"],
    refused: { pattern: ["", "a1"], max: ["abcdef"] },
  },
  "text that a database cannot store is refused": {
    field: text(),
    same: ["", "é", "👍", "\u0001", "\uffff"],
    refused: { characters: ["a\0", "\ud800", "a\udc00b"] },
  },
  "text that is trimmed is checked after it": {
    field: text({ trim: true, min: 1, max: 2 }),
    becomes: [[" ab \n", "ab"]],
    refused: { min: ["  "], max: [" abc "] },
  },
  slug: {
    field: slug({ max: 10 }),
    same: ["a", "a-b", "a_b-2"],
    refused: { type: ["", "A", "a b", "-a", "a--b", "ä"], max: ["abcdefghijk"] },
  },
  shortEmail: {
    field: email({ max: 15 }),
    same: ["ada@example.com"],
    refused: { type: ["ada"], max: ["adam@example.com"] },
  },
  email: {
    field: email(),
    same: ["ada@example.com", "a.b+c@x-y.example.org", "O'Hara@example.ie"],
    refused: {
      type: [
        "",
        "ada",
        "ada@",
        "@x.y",
        '"e@evil.example"@example.com',
        "ada@example.com@evil.example",
        "ada＠evil.example@example.com",
        "a@b",
        "a b@c.de",
        ".a@b.de",
        "a..b@c.de",
        "a@-b.de",
        "a@b.de\n",
      ],
      max: [`${"a".repeat(250)}@b.de`],
    },
  },
  url: {
    field: url(),
    same: ["https://example.com", "http://[::1]:80/a?b#c", "https://münchen.example/ä"],
    refused: {
      type: [
        "",
        "example.com",
        "//example.com",
        "javascript:alert(1)",
        "ftp://a.b",
        "http:a",
        "http://",
        "https://a.b/c d",
        " https://a.b",
        "https://a.b\n",
      ],
      characters: ["https://a.b/\ud800"],
      max: [`https://a.b/${"c".repeat(2048)}`],
    },
  },
  "url of other protocols": {
    field: url({ protocols: ["mailto", "s3+x"] }),
    same: ["mailto:ada@example.com", "s3+x:bucket"],
    refused: { type: ["https://a.b", "s3xx:bucket", "mailto"] },
  },
  "uuid is made small": {
    field: uuid(),
    same: ["0190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10"],
    becomes: [["0190B0A4-5C3F-7D2E-9B1A-3F6C2D8E4A10", "0190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10"]],
    refused: {
      type: ["", "0190b0a45c3f7d2e9b1a3f6c2d8e4a10", "g190b0a4-5c3f-7d2e-9b1a-3f6c2d8e4a10"],
    },
  },
  "int holds what a number holds exactly": {
    field: int(),
    same: [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER],
    refused: {
      max: [2 ** 53],
      min: [-(2 ** 53)],
      type: [1.5, Number.NaN, Infinity, "1", 1n, true, null],
    },
  },
  "int of 16 bits": {
    field: int({ bits: 16, min: -5 }),
    same: [32_767, -5],
    refused: { max: [32_768], min: [-6] },
  },
  "int of 32 bits": {
    field: int({ bits: 32 }),
    same: [2_147_483_647, -2_147_483_648],
    refused: { max: [2_147_483_648], min: [-2_147_483_649] },
  },
  "bigint is text on the wire": {
    field: bigint(),
    becomes: [
      ["9223372036854775807", 9_223_372_036_854_775_807n],
      ["-9223372036854775808", -9_223_372_036_854_775_808n],
      ["007", 7n],
      [7, 7n],
    ],
    refused: {
      max: ["9223372036854775808"],
      min: ["-9223372036854775809"],
      type: ["", "1.5", "1n", " 1", 2 ** 53, 1.5, true, null, "9".repeat(40)],
    },
  },
  "bigint with bounds": {
    field: bigint({ min: 0n, max: 5n }),
    becomes: [["5", 5n]],
    refused: { min: [-1], max: ["6"] },
  },
  float: {
    field: float({ min: -1, max: 1.5 }),
    same: [0, 1.5, -0.25],
    refused: { max: [1.6], min: [-2], type: [Number.NaN, Infinity, -Infinity, "1", null] },
  },
  "decimal is exact and always has its digits": {
    field: decimal({ precision: 5, scale: 2 }),
    becomes: [
      ["1", "1.00"],
      ["-012.5", "-12.50"],
      ["999.99", "999.99"],
      ["1.500", "1.50"],
      ["-0.00", "0.00"],
      [12.5, "12.50"],
      [0.1, "0.10"],
    ],
    refused: {
      scale: ["0.001", 0.001, 1e-7],
      max: ["1000", 1e21],
      type: [
        "",
        "1.",
        ".5",
        "1e3",
        "+1",
        "1,5",
        " 1",

        Number.NaN,
        null,
        true,
        "9".repeat(5000),
      ],
    },
  },
  "decimal with exact bounds": {
    field: decimal({ precision: 30, scale: 10, min: "0.0000000001", max: 100 }),
    becomes: [
      ["0.0000000001", "0.0000000001"],
      ["100", "100.0000000000"],
    ],
    refused: { min: ["0", "-1"], max: ["100.0000000001"] },
  },
  bool: { field: bool(), same: [true, false], refused: { type: [0, 1, "true", null] } },
  "date is a day of the calendar": {
    field: date({ min: "2000-01-01", max: "9999-12-30" }),
    same: ["2026-11-20", "2024-02-29", "2000-02-29"],
    refused: {
      type: [
        "2026-02-29",
        "2100-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "0000-01-01",
        "2026-1-1",
        "20261120",
        "2026-11-20T00:00:00Z",
        5,
        "",
      ],
      min: ["1999-12-31"],
      max: ["9999-12-31"],
    },
  },
  "time may leave out its seconds": {
    field: time({ min: "08:00:00" }),
    same: ["23:59:59"],
    becomes: [
      ["09:16", "09:16:00"],
      ["08:00", "08:00:00"],
    ],
    refused: {
      type: ["24:00", "9:16", "09:60", "09:16:60", "09:16:30Z", "09:16:30.5", ""],
      min: ["07:59:59", "07:59"],
    },
  },
  "datetime has an offset": {
    field: datetime(),
    becomes: [
      ["2026-11-20T09:16:30Z", new Date("2026-11-20T09:16:30Z")],
      ["2026-11-20T09:16:30.5Z", new Date("2026-11-20T09:16:30.500Z")],
      ["2026-11-20T09:16:30.123999999+02:00", new Date("2026-11-20T07:16:30.123Z")],
      ["2026-11-20T23:16:30-05:30", new Date("2026-11-21T04:46:30Z")],
      ["1969-12-31T23:59:59.999Z", new Date(-1)],
      ["2024-02-29T00:00:00Z", new Date("2024-02-29T00:00:00Z")],
      ["0001-01-01T00:00:00Z", new Date("0001-01-01T00:00:00Z")],
      ["0099-03-01T00:00:00Z", new Date("0099-03-01T00:00:00Z")],
      ["9999-12-31T23:59:59.999Z", new Date("9999-12-31T23:59:59.999Z")],
    ],
    refused: {
      type: [
        "2026-11-20T09:16:30",
        "2026-11-20",
        "2026-11-20 09:16:30Z",
        "2026-02-30T09:16:30Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T09:16:60Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "0000-01-01T00:00:00Z",
        1_795_000_000_000,
        "",
        new Date(),
      ],
    },
  },
  "datetime with bounds": {
    field: datetime({ min: new Date("2026-01-01T00:00:00Z") }),
    becomes: [["2026-01-01T01:00:00+01:00", new Date("2026-01-01T00:00:00Z")]],
    refused: { min: ["2026-01-01T00:59:59+01:00"] },
  },
  "json without a shape is any JSON": {
    field: json(),
    same: ["x", 1, true, [], {}, { a: [null, { b: "c" }], constructor: "Ferrari" }],
    refused: {
      type: [null, undefined, Number.NaN],
      at: [],
      "a.0type": [{ a: [Infinity] }],
      acharacters: [{ a: "\0" }],
    },
  },
  choice: {
    field: choice("a", "b"),
    same: ["a", "b"],
    refused: { choice: ["c", "", "A"], type: [1, null] },
  },
  "a nullable choice": {
    field: choice("a").nullable(),
    same: ["a", null],
    refused: { choice: ["null"] },
  },
  list: {
    field: list(int(), { min: 1, max: 2 }),
    same: [[1], [1, 2]],
    refused: {
      min: [[]],
      max: [[1, 2, 3]],
      "0type,1type": [["a", null]],
      type: ["1", { 0: 1 }, null],
    },
  },
  "bytes are base64 on the wire": {
    field: bytes({ min: 1, max: 3 }),
    becomes: [
      ["AQ==", new Uint8Array([1])],
      ["AQI=", new Uint8Array([1, 2])],
      ["AQID", new Uint8Array([1, 2, 3])],
    ],
    refused: {
      min: [""],
      max: ["AQIDBA=="],
      type: ["A", "AQ", "AQ=A", "A===", "=AAA", "AQ==AQ==", "AQ-_", "A Q=", 1, null],
    },
  },
};

for (const [name, { field, same = [], becomes = [], refused }] of Object.entries(CASES)) {
  test(`field: ${name}`, () => {
    for (const input of same) assert.deepEqual(field.parse(input), input);
    for (const [input, value] of becomes) assert.deepEqual(field.parse(input), value);
    for (const [code, inputs] of Object.entries(refused)) {
      for (const input of inputs)
        assert.equal(codeOf(field, input), code, JSON.stringify(String(input).slice(0, 60)));
    }
  });

  test(`field: ${name}: its values pass its check, and null only where it is nullable`, () => {
    const values = [...same, ...becomes.map(([, value]) => value)];
    for (const value of values) assert.deepEqual(field.check(value), []);
    assert.equal(field.check(null).length === 0, field.facts.nullable);
    assert.deepEqual(field.nullable().check(null), []);
    assert.equal(field.nullable().parse(null), null);
  });
}

test("check refuses forms that only the wire has", () => {
  const refused: [Field, unknown][] = [
    [datetime(), "2026-11-20T09:16:30Z"],
    [datetime(), new Date(Number.NaN)],
    [datetime(), new Date("+010000-01-01T00:00:00Z")],
    [bigint(), 1],
    [bigint(), "1"],
    [decimal(), 1.5],
    [bytes(), "AQID"],
    [time(), "09:16"],
    [uuid(), "0190B0A4-5C3F-7D2E-9B1A-3F6C2D8E4A10"],
    [json(), new Date()],
    [json(), { at: new Map() }],
    [json(), [undefined]],
  ];
  for (const [field, value] of refused) {
    assert.equal(field.check(value).length, 1, `${field.facts.type} ${String(value)}`);
  }
});

test("a field is immutable: each method gives a new one", () => {
  const title = text();
  const other = title
    .nullable()
    .optional()
    .unique()
    .column("t")
    .dbType("citext")
    .label("Title")
    .help("Short");
  assert.deepEqual(title.facts, { type: "text", nullable: false, presence: "required" });
  assert.deepEqual(other.facts, {
    type: "text",
    nullable: true,
    presence: "optional",
    unique: true,
    column: "t",
    dbType: "citext",
    label: "Title",
    help: "Short",
  });
  assert.throws(() => Object.assign(title.facts, { max: 1 }), TypeError);
});

test("what the application writes is marked by its facts", () => {
  assert.deepEqual(
    [createdAt(), updatedAt(), version()].map(({ facts }) => [
      facts.type,
      facts.auto,
      facts.presence,
    ]),
    [
      ["datetime", "createdAt", "default"],
      ["datetime", "updatedAt", "default"],
      ["int", "version", "default"],
    ],
  );
});

test("an unknown option is refused at once, with the nearest name", () => {
  const wrong: [() => unknown, string][] = [
    [() => text({ maxLength: 5 } as never), 'text() has no option "maxLength".'],
    [() => text({ mx: 5 } as never), 'text() has no option "mx". Did you mean "max"?'],
    [() => int({ bit: 16 } as never), 'int() has no option "bit". Did you mean "bits"?'],
    [() => decimal({ digits: 2 } as never), 'decimal() has no option "digits".'],
    [() => email({ min: 5 } as never), 'email() has no option "min".'],
    [() => list(text(), { mim: 5 } as never), 'list() has no option "mim". Did you mean "min"?'],
    [() => slug({ form: "title" } as never), 'slug() has no option "form". Did you mean "from"?'],
  ];
  for (const [make, message] of wrong)
    assert.throws(make, { code: "SCHEMA_OPTION_UNKNOWN", message });
});

test("options that no value could meet are refused at once", () => {
  const wrong = [
    () => text({ min: 3, max: 2 }),
    () => text({ max: -1 }),
    () => text({ max: 1.5 }),
    () => text({ pattern: /a/g }),
    () => text({ pattern: "a" as never }),
    () => int({ min: Number.NaN }),
    () => int({ bits: 8 as never }),
    () => bigint({ min: 2n, max: 1n }),
    () => decimal({ precision: 0 }),
    () => decimal({ precision: 2, scale: 3 }),
    () => decimal({ min: "1e5" }),
    () => date({ min: "2026-1-1" }),
    () => time({ min: "10:00:00", max: "09:00:00" }),
    () => datetime({ min: new Date(2), max: new Date(1) }),
    () => choice(...([] as unknown as [string])),
    () => choice("a", "a"),
    () => list(5 as never),
    () => json(5 as never),
  ];
  for (const make of wrong) assert.throws(make, { code: "SCHEMA_OPTION_INVALID" }, String(make));
});

test("a secret is never shown, nor is a value under a name like password", async () => {
  const { shape } = await import("quintet/schema");
  const signIn = shape({
    pin: text({ max: 2 })
      .secret()
      .rule(() => false, "no"),
    password: text({ min: 20 }),
    apiKey: int(),
    name: text({ max: 2 }),
  });
  const result = signIn.validate({
    pin: "hunter2",
    password: "hunter2",
    apiKey: "hunter2",
    name: "Ada",
  });
  assert.ok(!result.ok);
  const shown = result.problems.filter(({ value }) => value !== undefined);
  assert.deepEqual(
    shown.map(({ path, value }) => [path, value]),
    [["name", '"Ada"']],
  );
  assert.equal(result.problems.length, 4);
  assert.ok(!JSON.stringify(result.problems).includes("hunter2"));
});
