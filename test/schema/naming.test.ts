import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkNames,
  datetime,
  int,
  json,
  jsonSchema,
  list,
  type Naming,
  SCHEMA_NAMES_CLASH,
  shape,
  slug,
  text,
  wireName,
  writerOf,
} from "quintet/schema";

const Line = shape({ unitPrice: int({ min: 1 }), note: text().optional() });
const Order = shape({
  orderNumber: text(),
  slugOfIt: slug({ from: "orderNumber" }),
  dueAt: datetime().nullable().default(null),
  firstLine: json(Line).default({ unitPrice: 1 }),
  allLines: list(json(Line)),
  extraData: json().optional(),
});
const wire = {
  order_number: "A 1",
  due_at: "2026-11-20T09:00:00Z",
  all_lines: [{ unit_price: 2, note: "x" }],
  extra_data: { keptAs_it: { isData: 1 } },
};
const code = {
  orderNumber: "A 1",
  slugOfIt: "a-1",
  dueAt: new Date("2026-11-20T09:00:00Z"),
  firstLine: { unitPrice: 1 },
  allLines: [{ unitPrice: 2, note: "x" }],
  extraData: { keptAs_it: { isData: 1 } },
};

test("a name on the wire is in snake_case, also with capitals and digits, or as it is", () => {
  for (const [property, name] of [
    ["createdAt", "created_at"],
    ["htmlURL", "html_url"],
    ["URLPath", "url_path"],
    ["line2Text", "line2_text"],
    ["already_there", "already_there"],
  ] as const) {
    assert.equal(wireName(property, "snake_case"), name);
    assert.equal(wireName(property, "camelCase"), property);
  }
});

test("a shape reads the names of the wire, deep inside too, and gives those of the code", () => {
  assert.deepEqual(Order.parse(wire, { naming: "snake_case" }), code);
  const { slugOfIt: _slug, firstLine: _line, ...own } = code;
  const camel = { ...own, dueAt: wire.due_at };
  assert.deepEqual(Order.parse(camel), code);
  assert.deepEqual(Order.parse(camel, { naming: "camelCase" }), code);
  const fromText = shape({ pageSize: int(), sortBy: list(text()).optional() });
  assert.deepEqual(
    fromText.parse({ page_size: "2", sort_by: "a,b" }, { from: "text", naming: "snake_case" }),
    { pageSize: 2, sortBy: ["a", "b"] },
  );
});

test("problems name what the client has written: unknown, missing and wrong, and cross-field rules", () => {
  const problemsOf = (input: object, naming: Naming): string[] => {
    const result = Order.validate(input, { naming });
    const problems = result.ok ? [] : result.problems;
    return problems.map(({ path, code, hint = "" }) => `${path} ${code} ${hint}`.trim()).toSorted();
  };
  const bad = { orderNumber: "x", all_lines: [{ unit_price: 0 }], first_line: { unitPrice: 1 } };
  assert.deepEqual(problemsOf(bad, "snake_case"), [
    "all_lines.0.unit_price min",
    "first_line.unitPrice unknown unit_price",
    "first_line.unit_price required",
    "orderNumber unknown order_number",
    "order_number required",
  ]);
  assert.deepEqual(problemsOf({ orderNumber: "x", all_lines: [] }, "camelCase"), [
    "allLines required",
    "all_lines unknown allLines",
  ]);
  const strict = Order.rule(({ allLines }) => allLines.length > 0, {
    path: "allLines",
    message: "must not be empty",
  });
  const empty = strict.validate({ order_number: "x", all_lines: [] }, { naming: "snake_case" });
  assert.deepEqual(!empty.ok && empty.problems.map(({ path }) => path), ["all_lines"]);
});

test("a writer sends what is declared by its name on the wire, and leaves data as it is", () => {
  const value = { ...code, secret: "no", allLines: [{ ...code.allLines[0], secret: "no" }] };
  const write = writerOf(Order, "snake_case")!;
  assert.deepEqual(JSON.parse(JSON.stringify(write(value))), {
    order_number: "A 1",
    slug_of_it: "a-1",
    due_at: "2026-11-20T09:00:00.000Z",
    first_line: { unit_price: 1 },
    all_lines: [{ unit_price: 2, note: "x" }],
    extra_data: { keptAs_it: { isData: 1 } },
  });
  assert.deepEqual(writerOf({ isOn: int() })!({ isOn: 1, more: 2 }), { isOn: 1 });
  assert.equal(write(null), null);
  assert.equal(writerOf(text()), undefined);
  assert.equal(writerOf(json()), undefined);
});

test("a getter of a row is written like a property", () => {
  class Row {
    get fullName() {
      return "Ada";
    }
  }
  assert.deepEqual(writerOf({ fullName: text() }, "snake_case")!(new Row()), { full_name: "Ada" });
});

test("the JSON Schema has the names of the wire, in defaults too", () => {
  const { properties, required } = jsonSchema(Order, { naming: "snake_case" }) as {
    properties: Record<
      string,
      { properties?: object; items?: { required: string[] }; default?: unknown }
    >;
    required: string[];
  };
  assert.deepEqual(required, ["order_number", "all_lines"]);
  assert.deepEqual(properties["all_lines"]!.items!.required, ["unit_price"]);
  const made = JSON.parse(JSON.stringify(properties["first_line"]!.default));
  assert.deepEqual(made, { unit_price: 1 });
});

test("two names that are one on the wire are refused, deep inside too", () => {
  const clashing = shape({ fooBar: text(), foo_bar: text() });
  for (const declared of [clashing, { lines: list(json(clashing)) }, json(clashing)]) {
    assert.throws(
      () => checkNames(declared, "snake_case"),
      (error) => SCHEMA_NAMES_CLASH.is(error) && error.message.includes('"foo_bar"'),
    );
    checkNames(declared, "camelCase");
  }
  assert.throws(() => clashing.parse({}, { naming: "snake_case" }), SCHEMA_NAMES_CLASH.is);
});
