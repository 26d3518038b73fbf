import assert from "node:assert/strict";
import { inspect } from "node:util";
import { test } from "node:test";
import { QuintetError, SEVERAL_ERRORS, defineError, throwAll } from "quintet/core";

const TOO_SMALL = defineError(
  "TEST_TOO_SMALL",
  422,
  (wanted: number, found: number) => `Wanted ${wanted}, found ${found}.`,
  (wanted) => `Give ${wanted}.`,
);

test("an error carries its code, status, message with the values, and hint", () => {
  const error = TOO_SMALL(8, 4);
  assert.ok(error instanceof QuintetError && error instanceof Error);
  assert.deepEqual(
    [error.code, error.status, error.message, error.hint],
    ["TEST_TOO_SMALL", 422, "Wanted 8, found 4.", "Give 8."],
  );
});

test("the stack begins where the error was made and the cause is kept", () => {
  const cause = new TypeError("no such thing");
  const error = TOO_SMALL(8, 4).because(cause);
  assert.match(error.stack!.split("\n")[1]!, /errors\.test\.ts/);
  assert.equal(error.cause, cause);
  assert.match(inspect(error), /no such thing/);
});

test("a kind recognises its own errors only", () => {
  assert.equal(TOO_SMALL.is(TOO_SMALL(1, 2)), true);
  assert.equal(TOO_SMALL.is(new QuintetError("TEST_OTHER", 500, "", "")), false);
  assert.equal(TOO_SMALL.is({ code: "TEST_TOO_SMALL" }), false);
  assert.equal(TOO_SMALL.is(undefined), false);
});

test("collected errors are thrown together, a single one as it is, and none not at all", () => {
  const [first, second] = [TOO_SMALL(1, 2), new Error("plain")];
  throwAll([]);
  assert.throws(
    () => throwAll([first]),
    (error) => error === first,
  );
  assert.throws(
    () => throwAll([first, second]),
    (error) => {
      assert.ok(SEVERAL_ERRORS.is(error));
      assert.equal(
        error.message,
        "2 errors:\n- [TEST_TOO_SMALL] Wanted 1, found 2. Give 1.\n- plain",
      );
      assert.deepEqual((error.cause as AggregateError).errors, [first, second]);
      return true;
    },
  );
});
