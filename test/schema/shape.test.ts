import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bool,
  choice,
  datetime,
  decimal,
  int,
  json,
  list,
  shape,
  slug,
  text,
} from "quintet/schema";
import type { Problem } from "quintet/schema";

const codes = (problems: readonly Problem[]): string[] =>
  problems.map(({ path, code }) => `${path}: ${code}`).sort();

function refused(schema: { validate(input: unknown): unknown }, input: unknown): string[] {
  const result = schema.validate(input) as { ok: boolean; problems: readonly Problem[] };
  assert.equal(result.ok, false);
  return codes(result.problems);
}

test("all problems are named at once, with path, code, message and the value in short", () => {
  const post = shape({
    title: text({ max: 5 }),
    count: int({ min: 1 }),
    tags: list(text({ max: 3 })),
    author: json(shape({ name: text(), isStaff: bool() })),
    status: choice("draft", "published"),
  });

  const result = post.validate({
    title: "too long",
    count: 0,
    tags: ["abc", "abcd", 7],
    author: { isStaff: "yes", nmae: "Ada" },
    status: "gone",
  });

  assert.deepEqual(result, {
    ok: false,
    problems: [
      {
        path: "title",
        code: "max",
        message: "must have at most 5 characters",
        value: '"too long"',
      },
      { path: "count", code: "min", message: "must be at least 1", value: "0" },
      { path: "tags.1", code: "max", message: "must have at most 3 characters", value: '"abcd"' },
      { path: "tags.2", code: "type", message: "must be text", value: "7" },
      { path: "author.name", code: "required", message: "is missing" },
      {
        path: "author.nmae",
        code: "unknown",
        message: 'is not known; did you mean "name"?',
        hint: "name",
      },
      { path: "author.isStaff", code: "type", message: "must be true or false", value: '"yes"' },
      {
        path: "status",
        code: "choice",
        message: 'must be one of "draft", "published"',
        value: '"gone"',
      },
    ],
  });
});

test("parse throws SCHEMA_INVALID with the problems, and its message names them", () => {
  const post = shape({ title: text(), count: int() });

  assert.throws(
    () => post.parse({ count: "1" }),
    (error: any) =>
      error.code === "SCHEMA_INVALID" &&
      error.status === 400 &&
      error.message.includes("title is missing") &&
      error.message.includes("count must be a whole number") &&
      codes(error.problems).join() === "count: type,title: required",
  );
});

test("presence: optional keys may be missing, defaults are filled in, nullable keys must be there", () => {
  let calls = 0;
  const post = shape({
    bio: text().optional(),
    status: choice("draft", "published").default("draft"),
    number: int().default(() => ++calls),
    deletedAt: datetime().nullable(),
  });

  assert.deepEqual(post.parse({ deletedAt: null }), {
    status: "draft",
    number: 1,
    deletedAt: null,
  });
  assert.deepEqual(post.parse({ deletedAt: null, number: 7, bio: undefined }), {
    status: "draft",
    number: 7,
    deletedAt: null,
    bio: undefined,
  });
  assert.equal(calls, 1);
  assert.deepEqual(refused(post, {}), ["deletedAt: required"]);
  assert.deepEqual(refused(post, { deletedAt: null, status: null }), ["status: type"]);
});

test("a default that is a list or an object is made anew for each value", () => {
  const post = shape({ tags: list(text()).default(["new"]) });
  const first = post.parse({});
  first.tags.push("mine");
  assert.deepEqual(post.parse({}), { tags: ["new"] });
});

test("the input is never changed, at any depth", () => {
  const post = shape({
    at: datetime(),
    inner: json(shape({ at: datetime(), price: decimal(), name: text({ trim: true }) })),
    dates: list(datetime()),
    status: choice("a", "b").default("a"),
  });
  const at = "2026-11-20T09:16:30.000Z";
  const input = Object.freeze({
    at,
    inner: Object.freeze({ at, price: "1", name: " Ada " }),
    dates: Object.freeze([at]),
  });

  const value = post.parse(input);

  assert.deepEqual(value, {
    at: new Date(at),
    inner: { at: new Date(at), price: "1.00", name: "Ada" },
    dates: [new Date(at)],
    status: "a",
  });
  assert.deepEqual(input.inner, { at, price: "1", name: " Ada " });
});

test("a name of a field that looks like code is a name all the same", () => {
  const name = '"];throw new Error(`${1}`);//\u2028';
  const odd = shape({ [name]: datetime(), more: text().default("x") });
  assert.deepEqual(odd.parse({ [name]: "2026-11-20T09:16:30Z" }), {
    [name]: new Date("2026-11-20T09:16:30Z"),
    more: "x",
  });
});

test("a slug that is left out is made from its property", () => {
  const post = shape({ slug: slug({ from: "title", max: 12 }), title: text() });
  assert.deepEqual(post.parse({ title: "Grüße aus Köln" }), {
    title: "Grüße aus Köln",
    slug: "grusse-aus-k",
  });
  assert.equal(post.parse({ title: "a", slug: "mine" }).slug, "mine");
});

test("own rules of valid fields are asked even where other fields are wrong; cross-field rules are not", () => {
  let crossFieldCalls = 0;
  const booking = shape({
    from: datetime(),
    to: datetime(),
    seats: int().rule((seats) => seats % 2 === 0, "must be even"),
    note: text()
      .nullable()
      .rule((note) => note !== "x", "must not be x"),
  }).rule(
    ({ from, to }) => {
      crossFieldCalls++;
      return from <= to;
    },
    { path: "to", message: "must not be before the start", code: "order" },
  );
  const valid = {
    from: "2026-11-20T09:00:00Z",
    to: "2026-11-20T10:00:00Z",
    seats: 2,
    note: null,
  };

  assert.deepEqual(refused(booking, { ...valid, to: 5, seats: 3 }), ["seats: rule", "to: type"]);
  assert.equal(crossFieldCalls, 0);
  assert.deepEqual(refused(booking, { ...valid, to: "2026-11-20T08:00:00Z" }), ["to: order"]);
  assert.equal(booking.validate(valid).ok, true);
  assert.equal(crossFieldCalls, 2);
});

test("rules inside of lists and nested shapes have their paths, and ask only what is right by itself", () => {
  const even = int().rule((n) => n % 2 === 0, "must be even");
  const order = shape({
    lines: list(
      json(
        shape({ min: int(), max: even }).rule(({ min, max }) => min <= max, {
          message: "min must not be above max",
        }),
      ),
    ),
  });
  assert.deepEqual(
    refused(order, {
      lines: [
        { min: 1, max: 3 },
        { min: "1", max: 5 },
        { min: 9, max: 2 },
        { min: 1, max: 2 },
      ],
    }),
    ["lines.0.max: rule", "lines.1.max: rule", "lines.1.min: type", "lines.2: rule"],
  );
});

test("partial, pick, omit and extend give new shapes and leave the old one as it was", () => {
  const post = shape({ title: text(), status: choice("a", "b").default("a"), views: int() });

  assert.deepEqual(post.partial().parse({}), {});
  assert.deepEqual(refused(post.partial(), { views: "1" }), ["views: type"]);
  assert.deepEqual(post.pick("title").parse({ title: "x" }), { title: "x" });
  assert.deepEqual(refused(post.pick("title"), { title: "x", views: 1 }), ["views: unknown"]);
  assert.deepEqual(post.omit("views", "status").parse({ title: "x" }), { title: "x" });
  assert.deepEqual(
    post.extend({ views: text(), more: bool() }).parse({ title: "x", views: "v", more: true }),
    {
      title: "x",
      views: "v",
      more: true,
      status: "a",
    },
  );
  assert.deepEqual(refused(post, {}), ["title: required", "views: required"]);
});

test("deriving a shape never drops cross-field rules without a word", () => {
  const range = shape({ min: int(), max: int() }).rule(({ min, max }) => min <= max, {
    message: "min must not be above max",
  });
  for (const derive of [() => range.partial(), () => range.pick("min"), () => range.omit("min")]) {
    assert.throws(derive, { code: "SCHEMA_RULES_LOST" });
  }
  assert.deepEqual(refused(range.extend({ unit: text() }), { min: 2, max: 1, unit: "m" }), [
    ": rule",
  ]);
});

test("check takes values as code has them and converts nothing", () => {
  const post = shape({
    title: text({ max: 5 }),
    at: datetime(),
    price: decimal({ precision: 4 }),
    meta: json(shape({ seenAt: datetime() })).optional(),
    status: choice("a", "b").default("a"),
  }).rule(({ title }) => title !== "no", { path: "title", message: "must not be no" });
  const at = new Date();

  assert.deepEqual(post.check({ title: "x", at, price: "1.5", meta: { seenAt: at } }), []);
  assert.deepEqual(
    codes(
      post.check({
        title: "too long",
        at: at.toISOString(),
        price: 1.5,
        meta: { seenAt: "x" },
        tilte: 1,
      }),
    ),
    ["at: type", "meta.seenAt: type", "price: type", "tilte: unknown", "title: max"],
  );
  assert.deepEqual(codes(post.check({})), ["at: required", "price: required", "title: required"]);
  assert.deepEqual(codes(post.check({ title: "no", at, price: "100" })), ["price: max"]);
  assert.deepEqual(codes(post.check({ title: "no", at, price: "1" })), ["title: rule"]);
  assert.deepEqual(post.check({ title: "no" }, { partial: true }), []);
  assert.deepEqual(codes(post.check({ title: 1, nope: 1 }, { partial: true })), [
    "nope: unknown",
    "title: type",
  ]);
});

test("an async rule is refused: its promise would accept everything", () => {
  const isFree = (async () => false) as unknown as () => boolean;
  assert.throws(() => text().rule(isFree, "must be free").parse("x"), {
    code: "SCHEMA_ASYNC",
    message: /^The rule "must be free" answered with a promise/,
  });
  assert.throws(() => shape({}).rule(isFree, { message: "must be free" }).check({}), {
    code: "SCHEMA_ASYNC",
  });
});

test("what is no object is refused as a whole", () => {
  const post = shape({ title: text().optional() });
  for (const input of [null, undefined, "x", 1, true, [], [1]]) {
    assert.deepEqual(refused(post, input), [": type"], String(input));
  }
});

test("a shape refuses members that are no fields and names that every object has", () => {
  assert.throws(() => shape({ author: shape({}) as never }), {
    code: "SCHEMA_FIELD_EXPECTED",
    message: '"author" of a shape is a shape, not a field or a shape.',
  });
  assert.throws(() => shape({ title: "text" as never }), { code: "SCHEMA_FIELD_EXPECTED" });
  for (const name of ["constructor", "toString", "prototype", "a.b", ""]) {
    assert.throws(() => shape({ [name]: text() }), { code: "SCHEMA_FIELD_NAME" }, name);
  }
  const named: object = JSON.parse('{"__proto__": 1}');
  assert.throws(() => shape(named as never), { code: "SCHEMA_FIELD_NAME" });
  assert.throws(() => shape({ title: text() }).pick("titel" as never), {
    code: "SCHEMA_FIELD_UNKNOWN",
    message: 'The shape has no field "titel". Did you mean "title"?',
  });
});
