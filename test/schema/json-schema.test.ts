import assert from "node:assert/strict";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  bigint,
  bytes,
  choice,
  createdAt,
  datetime,
  decimal,
  email,
  int,
  json,
  jsonSchema,
  list,
  shape,
  slug,
  text,
  url,
  uuid,
} from "quintet/schema";

test("a shape says in JSON Schema what may be sent, and what is answered", () => {
  const post = shape({
    id: uuid(),
    title: text({ min: 1, max: 200 })
      .label("Title")
      .help("What the post is called.")
      .examples("Hello"),
    status: choice("draft", "published").default("draft"),
    reason: choice("a", "b").nullable().optional(),
    publishedAt: datetime().nullable(),
    rating: int({ min: 1, max: 5 }).optional(),
    expiresAt: datetime().default(new Date(0)),
    tags: list(slug(), { max: 3 }),
    password: text({ max: 5 }).secret().default("x"),
    createdAt: createdAt(),
  });

  const input = jsonSchema(post);

  assert.deepEqual(input, {
    type: "object",
    properties: {
      id: { type: "string", format: "uuid" },
      title: {
        type: "string",
        minLength: 1,
        maxLength: 200,
        title: "Title",
        description: "What the post is called.",
        examples: ["Hello"],
      },
      status: { type: "string", enum: ["draft", "published"], default: "draft" },
      reason: { type: ["string", "null"], enum: ["a", "b", null] },
      publishedAt: { type: ["string", "null"], format: "date-time" },
      rating: { type: "integer", minimum: 1, maximum: 5 },
      expiresAt: { type: "string", format: "date-time", default: "1970-01-01T00:00:00.000Z" },
      tags: {
        type: "array",
        items: { type: "string", pattern: "^[a-z0-9]+(?:[-_][a-z0-9]+)*$", maxLength: 100 },
        maxItems: 3,
      },
      password: { type: "string", maxLength: 5, writeOnly: true },
      createdAt: { type: "string", format: "date-time", readOnly: true },
    },
    required: ["id", "title", "publishedAt", "tags"],
    additionalProperties: false,
  });
  assert.deepEqual(jsonSchema(post, { io: "output" })["required"], [
    "id",
    "title",
    "status",
    "publishedAt",
    "expiresAt",
    "tags",
    "password",
    "createdAt",
  ]);
});

test("exact numbers and bytes are text in answers, and may be numbers where they are sent", () => {
  assert.deepEqual(jsonSchema(decimal({ precision: 4 }), { io: "output" }), {
    type: "string",
    pattern: String.raw`^-?\d{1,2}\.\d{2}$`,
  });
  assert.deepEqual(jsonSchema(decimal())["type"], ["string", "number"]);
  assert.deepEqual(jsonSchema(bigint(), { io: "output" })["type"], "string");
  assert.deepEqual(jsonSchema(bigint().nullable())["type"], ["string", "integer", "null"]);
  assert.deepEqual(jsonSchema(bytes({ max: 3 })), {
    type: "string",
    contentEncoding: "base64",
    pattern: "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    maxLength: 4,
  });
});

test("a pattern with flags that JSON Schema lacks is left out, where it would mean something else", () => {
  assert.equal(jsonSchema(text({ pattern: /^a$/ }))["pattern"], "^a$");
  assert.equal(jsonSchema(text({ pattern: /^a$/i }))["pattern"], undefined);
  assert.equal(jsonSchema(text({ pattern: new RegExp(String.raw`\-`) }))["pattern"], undefined);
});

test("what is published is valid JSON Schema of draft 2020-12", () => {
  const everything = shape({
    email: email().nullable(),
    url: url({ protocols: ["https", "git+ssh"] }),
    any: json().nullable(),
    nested: json(shape({ tags: list(list(text())) })).nullable(),
    item: json(int()).optional(),
  });
  for (const io of ["input", "output"] as const) {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
    assert.equal(ajv.validateSchema(jsonSchema(everything, { io })), true, ajv.errorsText());
    ajv.compile(jsonSchema(everything, { io }));
  }
});

test("any JSON may be a list of anything, which OpenAPI wants said", () => {
  assert.deepEqual(jsonSchema(json())["items"], {});
});

test("what is no schema is refused", () => {
  for (const wrong of [{}, { type: "object" }, [] as object]) {
    assert.throws(() => jsonSchema(wrong as never), { code: "SCHEMA_NOT_A_SCHEMA" });
  }
});
