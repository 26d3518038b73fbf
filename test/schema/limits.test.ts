import assert from "node:assert/strict";
import { test } from "node:test";
import { json, list, shape, text, int, decimal } from "quintet/schema";

test("prototype keys are unknown keys, and no prototype changes", () => {
  const post = shape({ title: text().optional(), meta: json().optional() });
  const input: unknown = JSON.parse(
    '{"__proto__": {"isAdmin": true}, "constructor": 1, "prototype": 2}',
  );

  const result = post.validate(input);

  assert.ok(!result.ok);
  assert.deepEqual(
    result.problems.map(({ path, code }) => [path, code]),
    [
      ["__proto__", "unknown"],
      ["constructor", "unknown"],
      ["prototype", "unknown"],
    ],
  );
  assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined);
});

test("a key __proto__ inside of free JSON is refused", () => {
  const meta = shape({ meta: json() });
  const result = meta.validate(JSON.parse('{"meta": {"a": [{"__proto__": 1}]}}'));
  assert.ok(!result.ok);
  assert.deepEqual(
    result.problems.map(({ path, code }) => [path, code]),
    [["meta.a.0.__proto__", "unknown"]],
  );
});

test("free JSON may be 64 levels deep, and 100,000 levels are one problem and no stack overflow", () => {
  const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  const field = json();

  assert.equal(field.validate(nested(64)).ok, true);
  for (const levels of [65, 100_000]) {
    const result = field.validate(nested(levels));
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ path, code }) => [path, code]),
      [["", "depth"]],
    );
  }
  const circular: unknown[] = [];
  circular.push(circular);
  assert.equal(field.check(circular)[0]?.code, "depth");
});

test("a text without a maximum ends at 1,048,576 characters; a larger maximum allows more", () => {
  const huge = "x".repeat(1_048_577);
  assert.equal(text().validate(huge.slice(1)).ok, true);
  assert.equal(text({ max: 5_000_000 }).validate(huge).ok, true);
  for (const field of [text(), json()]) {
    const result = field.validate(huge);
    assert.ok(!result.ok);
    assert.equal(result.problems[0]?.code, "max");
    assert.ok(JSON.stringify(result.problems).length < 300);
  }
});

test("a pattern is never tried on a text that is too long", () => {
  const tried: number[] = [];
  class Spy extends RegExp {
    override test(value: string): boolean {
      tried.push(value.length);
      return super.test(value);
    }
  }
  // Takes exponential time on many letters a without an end.
  const field = text({ max: 10, pattern: new Spy("^(a+)+$") });
  const result = field.validate(`${"a".repeat(50_000)}!`);
  assert.ok(!result.ok);
  assert.equal(result.problems[0]?.code, "max");
  assert.deepEqual(tried, []);
  assert.equal(field.validate("aaa").ok, true);
  assert.deepEqual(tried, [3]);
});

test("a list that is too long is one problem, whatever is in it", () => {
  let asked = 0;
  const field = list(
    int().rule(() => ++asked > 0, "never"),
    { max: 5 },
  );
  for (const items of [
    Array.from({ length: 200_000 }, () => "x"),
    Array.from({ length: 6 }, () => 1),
  ]) {
    const result = field.validate(items);
    assert.ok(!result.ok);
    assert.deepEqual(
      result.problems.map(({ path, code }) => [path, code]),
      [["", "max"]],
    );
  }
  assert.equal(list(int()).validate(Array.from({ length: 10_001 }, () => 1)).ok, false);
  assert.equal(asked, 0);
});

test("at most 200 problems are listed, and the last one counts the rest", () => {
  const field = list(json(shape({ price: decimal() })));
  const result = field.validate(Array.from({ length: 1000 }, () => ({ price: "x" })));
  assert.ok(!result.ok);
  assert.equal(result.problems.length, 201);
  assert.deepEqual(result.problems.at(-1), {
    path: "",
    code: "more",
    message: "there are 800 more problems",
  });
});

test("a huge unknown key is named in short", () => {
  const result = shape({ title: text().optional() }).validate({ ["k".repeat(1_000_000)]: 1 });
  assert.ok(!result.ok);
  assert.ok(result.problems[0]!.path.length < 100);
});

test("an object without a prototype is an object like others", () => {
  const bare: unknown = Object.assign(Object.create(null), { title: "x" });
  assert.deepEqual({ ...shape({ title: text() }).parse(bare) }, { title: "x" });
});
