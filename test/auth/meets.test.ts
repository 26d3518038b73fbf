import assert from "node:assert/strict";
import { describe } from "node:test";
import fc from "fast-check";
import { bool, choice, datetime, decimal, int, json, model, one, text } from "quintet/db";
import { databaseTest } from "quintet/testing";
import { meets } from "../../src/auth/policies/meets.ts";
import { postgres } from "../services.ts";

class Box extends model("box", { label: text({ max: 10 }) }) {}

class Thing extends model("thing", {
  name: text({ max: 10 }).nullable(),
  kind: choice("a", "b"),
  size: int().nullable(),
  isOpen: bool(),
  at: datetime(),
  price: decimal({ precision: 6, scale: 2 }),
  more: json(),
  get box() {
    return one(() => Box, { onDelete: "setNull" }).nullable();
  },
}) {}

const moment = fc.constantFrom(0, 1, 2).map((day) => new Date(Date.UTC(2026, 0, 1 + day)));
const values = {
  name: fc.constantFrom("", "a", "A", "b", null),
  kind: fc.constantFrom("a", "b"),
  size: fc.constantFrom(-1, 0, 1, 2, null),
  isOpen: fc.boolean(),
  at: moment,
  price: fc.constantFrom("1.00", "2.50"),
} as const;
const row = fc.record({ ...values, more: fc.constant({ a: 1 }) });

/** A value, some of which any will do, or operators. */
function condition<T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  const some = fc.array(value, { maxLength: 3 });
  const operators = ["eq", "not"].map((name) => value.map((one) => ({ [name]: one })));
  const lists = ["in", "notIn"].map((name) => some.map((all) => ({ [name]: all })));
  const orders = ["lt", "lte", "gt", "gte"].map((name) =>
    value.filter((one) => one !== null).map((one) => ({ [name]: one })),
  );
  return fc.oneof(value, some, ...operators, ...lists, ...orders);
}

const names = Object.keys(values).filter((name) => name !== "isOpen") as (keyof typeof values)[];
const part = fc.oneof(
  ...names.map((name) => condition<unknown>(values[name]).map((wanted) => ({ [name]: wanted }))),
  fc.boolean().map((isOpen) => ({ isOpen })),
);
const all = fc.array(part, { maxLength: 3 }).map((some) => Object.assign({}, ...some) as object);
const where = fc.oneof(all, fc.array(all, { minLength: 1, maxLength: 3 }));

for (const [label, url, skip] of [
  ["SQLite", "sqlite::memory:", false],
  ["PostgreSQL", postgres.url, postgres.missing],
] as const) {
  describe(`on ${label}`, { skip }, () => {
    const test = databaseTest({ models: [Box, Thing], url });
    test("a row meets what the database says that it meets, or it is not said", async () => {
      let said = 0;
      const property = fc.asyncProperty(row, where, async (given, wanted) => {
        const thing = await Thing.create(given);
        const answer = meets(thing, wanted);
        if (answer === undefined) return;
        said++;
        const stored = await Thing.where(wanted).where({ id: thing.id }).exists();
        assert.equal(answer, stored, JSON.stringify([given, wanted]));
      });
      await fc.assert(property, { numRuns: 300 });
      assert.ok(said > 150, `${said}`);
    });

    test("what is asked of a related row is met by no row that has none", async () => {
      const box = await Box.create({ label: "a" });
      const plain = { kind: "a", isOpen: true, at: new Date(), price: "1.00", more: {} } as const;
      const things = [
        await Thing.create({ ...plain, box }),
        await Thing.create({ ...plain, box: null }),
      ];
      const { id } = box;
      const wishes = [
        {},
        null,
        id,
        id + 1,
        [id, id + 1],
        { id },
        { id: null },
        { id: { not: id + 1 } },
        { id: { not: id } },
        { id: { notIn: [id + 1] } },
        { id: [id] },
        { not: id + 1 },
        { not: null },
        { in: [id] },
        { notIn: [id] },
        { label: "a" },
        { id, label: "a" },
        { not: { id } },
      ];
      const disagreed: unknown[] = [];
      for (const wish of wishes)
        for (const thing of things) {
          const condition = { box: wish } as object;
          const answer = meets(thing, condition);
          const stored = await Thing.where(condition).where({ id: thing.id }).exists();
          if (answer !== undefined && answer !== stored) disagreed.push([wish, thing.boxId]);
        }
      assert.deepEqual(disagreed, []);
    });

    test("what the database refuses to be asked is not said", async () => {
      const thing = new Thing({ kind: "a", isOpen: true, size: 1 });
      for (const wish of [{ size: {} }, { size: { in: null } }])
        assert.equal(meets(thing, wish), undefined, JSON.stringify(wish));
    });
  });
}
