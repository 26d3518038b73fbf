import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AnyModel,
  MODELS_INVALID,
  model,
  one,
  type OnDelete,
  resolveTables,
  text,
} from "quintet/db";

class User extends model("user", { username: text() }) {}

/** What is told of the models, a line for each problem. */
function problemsOf(...models: readonly AnyModel[]): readonly string[] {
  try {
    resolveTables(models);
    return [];
  } catch (error) {
    if (!MODELS_INVALID.is(error)) throw error;
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace("  - ", ""));
  }
}

test("what the database knows no way to do on delete is refused", () => {
  class Post extends model("post", {
    get author() {
      return one(() => User, { onDelete: "nothing" as OnDelete });
    },
    get editor() {
      return one(() => User, { onDelete: "cascade" });
    },
  }) {}
  assert.deepEqual(problemsOf(User, Post), [
    'The onDelete of "post.author" is "nothing". Use "cascade", "setNull" or "restrict".',
  ]);
});
