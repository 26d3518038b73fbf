import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AnyModel,
  many,
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

test("a relation that is a value and not a getter is told with all other problems", () => {
  class Post extends model("post", {
    title: text().optional(),
    author: one(() => User),
    readers: many(() => User),
  }) {}
  assert.deepEqual(problemsOf(User, Post), [
    '"post.author" is a relation given as a value. Write a getter: get author() { return one(…); }.',
    '"post.readers" is a relation given as a value. Write a getter: get readers() { return many(…); }.',
    '"post.title" is optional(), but a column always has a value. Use nullable() or default(…).',
  ]);
});

test("what is neither a field nor a relation is no field of a row", () => {
  class Post extends model("post", { title: "Hello", author: one(() => User) }) {}
  assert.deepEqual(Object.keys(new Post()), []);
  assert.throws(() => new Post({ title: "Mine" } as object), { code: "DB_UNKNOWN_FIELD" });
});
