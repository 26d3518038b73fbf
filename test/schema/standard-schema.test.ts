import assert from "node:assert/strict";
import { test } from "node:test";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { datetime, int, json, jsonSchema, parseWith, schemaOf, shape, text } from "quintet/schema";
import * as z from "zod";

/** Made by hand: a number in text that becomes a number. */
const numeric: StandardSchemaV1<string, number> = {
  "~standard": {
    version: 1,
    vendor: "by-hand",
    validate: (value) =>
      typeof value === "string" && value !== "" && !Number.isNaN(Number(value))
        ? { value: Number(value) }
        : { issues: [{ message: "must be numeric", path: ["deep", { key: 0 }] }] },
  },
};

test("shapes and fields are Standard Schemas", async () => {
  const post = shape({
    title: text(),
    at: datetime().optional(),
    tags: json(shape({ a: int() })).optional(),
  });
  const standard = post["~standard"];

  assert.deepEqual([standard.version, standard.vendor], [1, "quintet"]);
  assert.deepEqual(await standard.validate({ title: "x", at: "2026-11-20T09:16:30Z" }), {
    value: { title: "x", at: new Date("2026-11-20T09:16:30Z") },
  });
  assert.deepEqual(await standard.validate({ tags: { a: "1" } }), {
    issues: [
      { message: "is missing", path: ["title"] },
      { message: "must be a whole number", path: ["tags", "a"] },
    ],
  });
  assert.deepEqual(await int()["~standard"].validate(1), { value: 1 });
  assert.deepEqual(await int()["~standard"].validate("1"), {
    issues: [{ message: "must be a whole number" }],
  });
});

test("any Standard Schema is accepted where a shape is", () => {
  assert.equal(parseWith(numeric, "12"), 12);
  assert.throws(
    () => parseWith(numeric, "x"),
    (error: any) => {
      assert.equal(error.code, "SCHEMA_INVALID");
      assert.deepEqual(error.problems, [
        { path: "deep.0", code: "rule", message: "must be numeric" },
      ]);
      return true;
    },
  );
  assert.deepEqual(schemaOf(shape({ a: int() })).parse({ a: "1" }, { from: "text" }), { a: 1 });
  assert.deepEqual(schemaOf(int()).validate(1), { ok: true, value: 1 });
});

test("a schema of zod checks a body, and types and converts a json field", () => {
  const user = z.object({ name: z.string().min(2), age: z.coerce.number() });

  assert.deepEqual(parseWith(user, { name: "Ada", age: "36" }), { name: "Ada", age: 36 });
  const post = shape({ author: json(user), more: json(numeric).optional() });
  assert.deepEqual(post.parse({ author: { name: "Ada", age: "36" }, more: "1" }), {
    author: { name: "Ada", age: 36 },
    more: 1,
  });
  assert.deepEqual(
    post.parse({ author: '{"name":"Ada","age":"36"}', more: "1.5" }, { from: "text" }).author,
    { name: "Ada", age: 36 },
  );
  const result = post.validate({ author: { name: "A", age: 1 }, more: "x" });
  assert.ok(!result.ok);
  assert.deepEqual(
    result.problems.map(({ path, code }) => [path, code]),
    [
      ["author.name", "rule"],
      ["more.deep.0", "rule"],
    ],
  );
  assert.equal(post.check({ author: { name: "A", age: 1 } })[0]?.path, "author.name");
});

test("the JSON Schema of another library is used where it gives one", () => {
  const user = z.object({ name: z.string().min(2) });
  assert.deepEqual(jsonSchema(json(user)), {
    type: "object",
    properties: { name: { type: "string", minLength: 2 } },
    required: ["name"],
  });
  assert.deepEqual(jsonSchema(numeric), {});
});

test("shapes give their JSON Schema to other libraries by Standard JSON Schema", () => {
  const { jsonSchema: convert } = shape({ a: int().default(1) })["~standard"] as any;
  assert.equal(convert.input({ target: "draft-2020-12" }).required, undefined);
  assert.deepEqual(convert.output({ target: "draft-2020-12" }).required, ["a"]);
  assert.throws(() => convert.input({ target: "draft-04" }), TypeError);
});

test("a schema that answers with a promise is refused with its vendor's name", () => {
  const slow = z.string().refine(async () => true);
  assert.throws(() => parseWith(slow, "x"), { code: "SCHEMA_ASYNC" });
  assert.throws(() => shape({ a: json(slow) }).parse({ a: "x" }), { code: "SCHEMA_ASYNC" });
});

test("what is no schema is refused at once", () => {
  for (const wrong of [null, undefined, 5, {}, { "~standard": { version: 2 } }]) {
    assert.throws(() => schemaOf(wrong as never), { code: "SCHEMA_NOT_A_SCHEMA" }, String(wrong));
  }
});
