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

test("a class field with the name of a column or relation is refused, with the way out", () => {
  class Post extends model("post", {
    title: text(),
    body: text(),
    get author() {
      return one(() => User);
    },
  }) {
    override title = "x";
    body!: string;
    override authorId = 1;
    // @ts-expect-error a relation is a promise or a row
    override author = null;
  }
  const told = (property: string): string =>
    `"post.${property}" is a class field too, which would overwrite what the row is given. Leave the class field out: a value for new rows is the default(…) of the field, and a type alone is \`declare ${property}: …\`.`;
  assert.deepEqual(problemsOf(User, Post), ["title", "body", "authorId", "author"].map(told));
});

test("a constructor may set columns, and class fields of other names may stand beside them", () => {
  class Post extends model("post", { title: text(), note: text() }) {
    declare note: "a" | "b";
    readonly shown = new Set<string>();
    readonly #hidden: number;
    constructor(values: object) {
      super(values);
      this.#hidden = 1;
      this.title ??= "Untitled";
    }
    get hidden(): number {
      return this.#hidden;
    }
  }
  assert.deepEqual(problemsOf(Post), []);
  assert.equal(new Post({ title: "Mine" }).title, "Mine");
});

test("a class whose rows cannot be made before they have their values is refused", () => {
  class Post extends model("post", { title: text() }) {
    readonly words = this.title.split(" ");
  }
  assert.deepEqual(problemsOf(Post), [
    "A row of \"post\" is made before it has its values, and that failed: Cannot read properties of undefined (reading 'split'). Derive values in a getter, or in beforeSave().",
  ]);
});

test("a save of one's own is refused, as method and as class field", () => {
  class Post extends model("post", { title: text() }) {
    override async save(): Promise<this> {
      this.title = this.title.trim();
      return super.save();
    }
  }
  class Draft extends model("draft", { title: text() }) {
    override save = async (): Promise<this> => this;
  }
  class Hooked extends model("hooked", { title: text() }) {
    override beforeSave(): void {
      this.title = this.title.trim();
    }
  }
  const told = (name: string): string =>
    `"${name}" has a save() of its own, which create() and writes of many rows would not call. What belongs into every save stands in beforeSave().`;
  assert.deepEqual(problemsOf(Post, Draft, Hooked), ["post", "draft"].map(told));
});
