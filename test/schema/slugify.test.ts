import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { slug, slugify } from "quintet/schema";

test("a slug keeps letters and digits and joins words with one hyphen", () => {
  const cases: [string, string][] = [
    ["Hello, World!", "hello-world"],
    ["  Über Größe & Maß  ", "uber-grosse-mass"],
    ["Øre ærlig Łódź Þór ĐAKOVO İstanbul", "ore-aerlig-lodz-thor-dakovo-istanbul"],
    ["Don't stop", "dont-stop"],
    ["a_b--c", "a-b-c"],
    ["ﬁrst №1", "first-no1"],
  ];
  for (const [text, expected] of cases) assert.equal(slugify(text), expected);
});

test("a slug is cut to its maximum, never within a hyphen", () => {
  assert.equal(slugify("abc def", { max: 4 }), "abc");
  assert.equal(slugify("abc def", { max: 5 }), "abc-d");
  assert.equal(slugify("x".repeat(1_000_000)).length, 100);
});

test("a text without Latin letters gives a slug all the same, always the same one", () => {
  assert.match(slugify("日本語"), /^x[a-z0-9]+$/);
  assert.equal(slugify("日本語"), slugify("日本語"));
  assert.notEqual(slugify("日本語"), slugify("日本"));
  assert.match(slugify(""), /^x/);
});

test("unknown options and a maximum of no characters are refused", () => {
  assert.throws(() => slugify("a", { maxx: 1 } as never), { code: "SCHEMA_OPTION_UNKNOWN" });
  assert.throws(() => slugify("a", { max: 0 }), { code: "SCHEMA_OPTION_INVALID" });
});

test("every text gives what a slug field accepts (property)", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 30 }), (text, max) => {
      assert.deepEqual(slug({ max }).check(slugify(text, { max })), []);
    }),
  );
});
