import assert from "node:assert/strict";
import { test } from "node:test";
import { milliseconds, type Duration } from "quintet/core";

test("each unit counts as what it says, fractions included", () => {
  const expected: [Duration, number][] = [
    ["0ms", 0],
    ["250ms", 250],
    ["5s", 5000],
    ["15m", 900_000],
    ["1.5h", 5_400_000],
    ["31d", 2_678_400_000],
    ["2w", 1_209_600_000],
  ];
  for (const [duration, ms] of expected) assert.equal(milliseconds(duration), ms);
});

test("anything else is refused with the value", () => {
  const wrong: unknown[] = [
    "",
    "5",
    "5 s",
    "-5s",
    "1e3ms",
    "5S",
    "5min",
    "s",
    " 5s",
    "99999999999999w",
    5000,
    undefined,
    null,
  ];
  for (const value of wrong) {
    assert.throws(() => milliseconds(value as Duration), { code: "CORE_BAD_DURATION" });
  }
  assert.throws(() => milliseconds("5min" as Duration), { message: '"5min" is not a duration.' });
});

test("the compiler refuses a duration without a unit", () => {
  // @ts-expect-error a number alone does not say of what
  assert.throws(() => milliseconds("500"), { code: "CORE_BAD_DURATION" });
  // @ts-expect-error milliseconds are written "500ms"
  assert.throws(() => milliseconds(500), { code: "CORE_BAD_DURATION" });
});
