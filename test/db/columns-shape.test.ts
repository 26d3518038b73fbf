import assert from "node:assert/strict";
import { test } from "node:test";
import { UNKNOWN_FIELD } from "quintet/db";
import { jsonSchema } from "quintet/schema";
import { Post } from "./blog-models.ts";
import { Account, Membership } from "./shop-models.ts";

test("columns of a model make a shape, with the key and foreign keys", () => {
  const shown = Post.shape("id", "title", "status", "authorId", "reviewerId");
  const { properties, required } = jsonSchema(shown, { io: "output" });
  assert.deepEqual(required, ["id", "title", "status", "authorId", "reviewerId"]);
  assert.deepEqual(Object.keys(properties as object), required);
  const keys = Membership.shape("personId", "clubId", "role");
  assert.deepEqual(keys.parse({ personId: 1, clubId: 2 }), {
    personId: 1,
    clubId: 2,
    role: "member",
  });
});

test("what may be null or has a default may be left out of it, and a key may not", () => {
  const sent = Post.shape("title", "content", "rating", "reviewerId");
  assert.deepEqual(sent.parse({ title: "T" }), {
    title: "T",
    content: "",
    rating: null,
    reviewerId: null,
  });
  assert.deepEqual(sent.partial().parse({}), {});
  const account = Account.shape("id", "owner").validate({ owner: "Ada" });
  assert.deepEqual(!account.ok && account.problems.map(({ path, code }) => [path, code]), [
    ["id", "required"],
  ]);
});

test("a name that is no column is refused with the nearest one", () => {
  for (const name of ["titel", "author", "toString"]) {
    assert.throws(() => Post.shape(name as "title"), UNKNOWN_FIELD.is);
  }
  assert.throws(() => Post.shape("titel" as "title"), /did you mean "title"/);
});
