import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bigint,
  bool,
  bytes,
  choice,
  date,
  datetime,
  decimal,
  float,
  int,
  json,
  list,
  shape,
  text,
} from "quintet/schema";
import type { Field } from "quintet/schema";

const read = (field: Field, input: unknown): unknown => {
  const result = field.validate(input, { from: "text" });
  return result.ok ? result.value : result.problems.map(({ path, code }) => path + code).join();
};

test("text becomes what the field holds, by one rule each", () => {
  const cases: [Field, unknown, unknown][] = [
    [int(), "12", 12],
    [int(), "-12", -12],
    [int(), "+12", 12],
    [int(), "12.0", "type"],
    [int(), " 12", "type"],
    [int(), "0x10", "type"],
    [int(), "9007199254740993", "max"],
    [int(), 12, 12],
    [float(), "1.5", 1.5],
    [float(), "-1e3", -1000],
    [float(), "Infinity", "type"],
    [float(), "1e999", "type"],
    [bigint(), "9007199254740993", 9_007_199_254_740_993n],
    [decimal(), "1.5", "1.50"],
    [bool(), "true", true],
    [bool(), "ON", true],
    [bool(), "1", true],
    [bool(), "yes", true],
    [bool(), "false", false],
    [bool(), "off", false],
    [bool(), "0", false],
    [bool(), "No", false],
    [bool(), "2", "type"],
    [date(), "2026-11-20", "2026-11-20"],
    [datetime(), "2026-11-20T09:16:30Z", new Date("2026-11-20T09:16:30Z")],
    [choice("a", "b"), "a", "a"],
    [text(), "", ""],
    [text(), "12", "12"],
    [bytes(), "AQID", new Uint8Array([1, 2, 3])],
    [list(int()), "1,2, 3", [1, 2, 3]],
    [list(int()), ["1", "2"], [1, 2]],
    [list(int()), "", []],
    [list(int()), "1,x", "1type"],
    [list(text()), ["a,b", "c"], ["a,b", "c"]],
    [list(text()), "a,,b", ["a", "", "b"]],
    [json(), '{"a":[1]}', { a: [1] }],
    [json(), "{", "type"],
    [json(shape({ a: int() })), '{"a":1}', { a: 1 }],
    [json(shape({ a: int() })), '{"a":"1"}', "atype"],
    [json(shape({ a: int() })), { a: "1" }, { a: 1 }],
    [json(shape({ a: int() })), "{", "type"],
  ];
  for (const [field, input, expected] of cases) {
    assert.deepEqual(read(field, input), expected, `${field.facts.type} ${JSON.stringify(input)}`);
  }
});

test("the empty text means that nothing was given, but for text itself", () => {
  const query = shape({
    page: int().default(1),
    after: date().optional(),
    rating: int().nullable(),
    q: text().default("all"),
    isOpen: bool(),
  });
  const result = query.validate(
    { page: "", after: "", rating: "", q: "", isOpen: "" },
    { from: "text" },
  );
  assert.ok(!result.ok);
  assert.deepEqual(
    result.problems.map(({ path, code }) => [path, code]),
    [["isOpen", "required"]],
  );
  assert.deepEqual(
    query.parse({ page: "", after: "", rating: "", q: "", isOpen: "0" }, { from: "text" }),
    { page: 1, rating: null, q: "", isOpen: false },
  );
});

test("JSON coerces nothing", () => {
  const refused: [Field, unknown][] = [
    [int(), "12"],
    [float(), "1.5"],
    [bool(), "true"],
    [bool(), 1],
    [list(int()), "1,2"],
    [list(int()), 1],
    [json(shape({})), "{}"],
    [text(), 12],
    [int().nullable(), ""],
  ];
  for (const [field, input] of refused) {
    const result = field.validate(input);
    assert.ok(!result.ok);
    assert.equal(result.problems[0]?.code, "type");
  }
});
