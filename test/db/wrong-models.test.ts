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

test("names in checks, conditions and orders that nobody has are told with all other problems", () => {
  class Post extends model("post", {
    title: text(),
    get author() {
      return one(() => User);
    },
    get readers() {
      return many(() => User);
    },
  }) {
    static {
      const order: (...terms: unknown[]) => void = this.order.bind(this) as never;
      order("-titel", { author: "-usrname" }, { author: { id: {} } }, "author", "readers", 7);
      const check: (name: string, where: unknown) => void = this.check.bind(this) as never;
      check("has_title", [{ ttle: "" }, { not: { authorld: 1 } }]);
      check("has_author", { author: { not: null } });
      check("is_text", "title");
      this.index(["title"], { where: { titel: "" } as object });
      this.unique(["author"], { where: [{ title: "x" }, { reader: 1 } as object] });
    }
  }
  assert.deepEqual(problemsOf(User, Post), [
    'The order of "post" names "titel", which is not a column. Did you mean "title"?',
    'The order of "post" names "author.usrname", which is not a column. Did you mean "username"?',
    'The order of "post" names the relation "author". Name a column of the related row: { author: "id" }.',
    'The order of "post" names "readers", which is not a column.',
    'The order of "post" has 7. Use a name such as "-createdAt", or an object of such names.',
    'The check "has_title" of "post" names "ttle", which is not a column. Did you mean "title"?',
    'The check "has_title" of "post" names "authorld", which is not a column. Did you mean "authorId"?',
    'The check "is_text" of "post" is no condition: neither an object nor an array.',
    'The index "post_author_id_partial_key" of "post" names "reader", which is not a column.',
    'The index "post_title_partial_idx" of "post" names "titel", which is not a column. Did you mean "title"?',
  ]);
});
