import assert from "node:assert/strict";
import { test } from "node:test";
import { bigint, bytes, Database, datetime, json, list, minus, model, plus, sql } from "quintet/db";
import { sum, text, times } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { shape } from "quintet/schema";
import { makeBlog, Sample } from "./blog-models.ts";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";

/** JSON whose values in code are none of JSON. */
class Visit extends model("visit", {
  place: json(shape({ name: text(), at: datetime(), size: bigint().nullable() })),
  seen: list(datetime()),
  marks: json(shape({ of: list(json(shape({ icon: bytes() }))) })).nullable(),
}) {}

type Values = ConstructorParameters<typeof Sample>[0];

/** What a row of these values has when it is read again, and that reading it changes nothing. */
async function roundTrip(values: NonNullable<Values>): Promise<Record<string, unknown>> {
  const { id } = await Sample.create(values);
  const read = await Sample.get(id);
  assert.deepEqual(read.changedFields(), []);
  return Object.fromEntries(
    Object.keys(values).map((name) => [name, (read as unknown as Record<string, unknown>)[name]]),
  );
}

const EXTREMES: Record<string, readonly NonNullable<Values>[]> = {
  text: [
    { text: "" },
    { text: "x".repeat(1_048_576) },
    { text: "Grüße 👩‍👩‍👧 日本語 \u0301 \u200b 'quoted' \"double\" \\ % _ \n\t\r" },
  ],
  "whole numbers": [
    { int: Number.MAX_SAFE_INTEGER },
    { int: Number.MIN_SAFE_INTEGER },
    { int: 0, small: -32_768, medium: -2_147_483_648 },
    { small: 32_767, medium: 2_147_483_647 },
  ],
  "big whole numbers": [
    { bigint: 9_223_372_036_854_775_807n },
    { bigint: -9_223_372_036_854_775_808n },
    { bigint: 0n },
  ],
  floats: [
    { float: 1.7976931348623157e308 },
    { float: 5e-324 },
    { float: 0.1 + 0.2 },
    { float: -1e-7 },
  ],
  decimals: [
    { decimal: "99999999999999.9999" },
    { decimal: "-99999999999999.9999" },
    { decimal: "0.0000" },
    { decimal: "-0.0001" },
  ],
  "true and false": [{ bool: true }, { bool: false }],
  days: [
    { date: "0001-01-01" },
    { date: "9999-12-31" },
    { date: "2024-02-29", time: "00:00:00" },
    { time: "23:59:59" },
  ],
  moments: [
    { datetime: new Date("0001-01-01T00:00:00.000Z") },
    { datetime: new Date("9999-12-31T23:59:59.999Z") },
    { datetime: new Date("1969-12-31T23:59:59.999Z") },
    { datetime: new Date("2026-11-20T09:16:30.120Z") },
  ],
  JSON: [
    { json: { a: [1, 2.5, "x", true, null, {}], ключ: { "": "\u2028" } } },
    { json: { only: null } },
    { json: "text" },
    { json: 0 },
    { json: false },
    { json: [] },
    { list: [] },
    { list: ["", "a", "null", "'"] },
  ],
  bytes: [
    { bytes: new Uint8Array() },
    { bytes: Uint8Array.from({ length: 256 }, (_, index) => index) },
  ],
  "other texts": [
    { uuid: "0190a1b2-c3d4-7000-8000-0123456789ab", slug: "a-b_c", choice: "green" },
    { email: "ada@example.com", url: "https://example.com/ä?q=%20#x" },
  ],
};

eachDialect((make, dialect) => {
  for (const [name, rows] of Object.entries(EXTREMES))
    test(`${name} come back as they were written`, async () => {
      const blog = await makeBlog(make);
      await blog.run(async () => {
        for (const values of rows) assert.deepEqual(await roundTrip(values), values);
      });
    });

  test("null comes back as null from every type", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { id, ...rest } = (await Sample.get((await Sample.create({})).id)).toJSON();
      assert.equal(id, 1);
      assert.equal(Object.keys(rest).length, 19);
      assert.ok(Object.values(rest).every((value) => value === null));
    });
  });

  test("JSON with a shape has its values in code, wherever they are in it", async () => {
    const { driver } = await make();
    const database = new Database(driver, { models: [Visit] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const at = new Date("2026-11-20T09:16:30.250Z");
      const icon = new Uint8Array([0, 255]);
      const values = {
        place: { name: "Porto", at, size: 9_007_199_254_740_993n },
        seen: [at, new Date(0)],
        marks: { of: [{ icon }] },
      };
      const { id } = await Visit.create(values);
      const row = await Visit.get(id);
      assert.deepEqual({ place: row.place, seen: row.seen, marks: row.marks }, values);
      assert.deepEqual(row.changedFields(), []);
      row.place.at.setUTCFullYear(2027);
      row.assign({ seen: [at, new Date(0)] });
      assert.deepEqual(row.changedFields(), ["place"]);
      await row.save();
      const [again] = await Visit.all();
      assert.equal(again!.place.at.toISOString(), "2027-11-20T09:16:30.250Z");
      assert.deepEqual(JSON.parse(JSON.stringify(again)), {
        id,
        place: { name: "Porto", at: "2027-11-20T09:16:30.250Z", size: "9007199254740993" },
        seen: ["2026-11-20T09:16:30.250Z", "1970-01-01T00:00:00.000Z"],
        marks: { of: [{ icon: "AP8=" }] },
      });
      again!.assign({ place: { name: "Porto", at: "yesterday" } as never });
      assert.deepEqual(again!.changedFields(), ["place"]);
      await assert.rejects(again!.save(), { code: "SCHEMA_INVALID" });
    });
  });

  test("null of a JSON field is null in the database, null within JSON is JSON", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      await Sample.create({ json: null });
      await Sample.create({ json: { a: null } });
      assert.equal(await Sample.count({ json: null }), 1);
      const [row] = await sql<{
        n: number;
      }>`select count(*) as n from ${Sample} where json is null`;
      assert.equal(Number(row?.n), 1);
    });
  });

  test("a decimal is given its scale when it is written, and is exact in sums and comparisons", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const rows = ["0.1", "0.2", "-0.05", "12345678901234.5678", "-3"];
      const made = await Sample.createMany(rows.map((decimal) => ({ decimal })));
      assert.deepEqual(
        made.map(({ decimal }) => decimal),
        ["0.1000", "0.2000", "-0.0500", "12345678901234.5678", "-3.0000"],
      );
      assert.ok(made.every((row) => row.changedFields().length === 0));
      const { total } = await Sample.aggregate({ total: sum("decimal") });
      assert.equal(total, "12345678901231.8178");
      assert.deepEqual(
        await Sample.where({ decimal: { lt: "0" } })
          .order("decimal")
          .pluck("decimal"),
        ["-3.0000", "-0.0500"],
      );
      assert.equal(await Sample.count({ decimal: "0.10" }), 1);
    });
  });

  test("values that differ in form only are no change", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const made = await Sample.create({ decimal: "1", json: { a: 1, b: [2] } });
      const row = await Sample.get(made.id);
      row.assign({ decimal: "1.00", json: structuredClone(row.json) });
      assert.deepEqual(row.changedFields(), []);
    });
  });

  test("a value that the field refuses is a problem, never something else in the database", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const refused: Record<string, unknown>[] = [
        { int: Number.MAX_SAFE_INTEGER + 1 },
        { int: "1" },
        { small: 32_768 },
        { medium: -2_147_483_649 },
        { bigint: 2n ** 63n },
        { bigint: 1 },
        { float: Number.NaN },
        { float: Number.POSITIVE_INFINITY },
        { decimal: "1.00001" },
        { decimal: "100000000000000" },
        { decimal: 1 },
        { bool: 1 },
        { date: "2023-02-29" },
        { date: "0000-01-01" },
        { time: "24:00:00" },
        { datetime: "2026-11-20T09:16:30Z" },
        { uuid: "nope" },
        { choice: "pink" },
        { text: "nul\u0000" },
        { text: "\ud800" },
        { text: 1 },
        { json: { a: 1n } },
        { list: [1] },
        { bytes: "AAAA" },
      ];
      for (const values of refused) {
        const shown = Object.entries(values).map(([name, value]) => `${name}: ${String(value)}`);
        assert.equal(await codeOf(() => Sample.create(values)), "SCHEMA_INVALID", shown.join());
      }
      assert.equal(await Sample.count(), 0);
    });
  });

  test("the database computes with numbers of each type", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const { id } = await Sample.create({
        int: 5,
        bigint: 9_007_199_254_740_993n,
        float: 1.5,
        decimal: "10.0100",
      });
      await Sample.where({ id }).update({
        int: plus(2),
        bigint: plus(1n),
        float: times(1.5),
        decimal: minus("0.0101"),
      });
      await Sample.where({ id }).update({ int: times(3), bigint: times(3n), decimal: times(1.5) });
      const row = await Sample.get(id);
      assert.equal(row.int, 21);
      assert.equal(row.bigint, 27_021_597_764_222_982n);
      assert.equal(row.float, 2.25);
      assert.equal(row.decimal, "14.9999");
      await Sample.where({ id }).update({ decimal: times(3) });
      assert.equal((await Sample.get(id)).decimal, "44.9997");
      assert.equal(await codeOf(() => Sample.all().update({ int: times(1.5) })), "DB_WRONG_VALUE");
      assert.equal(await codeOf(() => Sample.all().update({ int: plus(1.5) })), "DB_WRONG_VALUE");
      assert.equal(await codeOf(() => Sample.all().update({ text: plus("x") })), "DB_WRONG_VALUE");
    });
  });

  test("capital letters of a UUID are made small when it is written", async () => {
    const blog = await makeBlog(make);
    await blog.run(async () => {
      const uuid = "0190A1B2-C3D4-7000-8000-0123456789AB";
      const code = await codeOf(() => Sample.create({ uuid }));
      assert.ok(code === "none" || code === "SCHEMA_INVALID", `${code} on ${dialect}`);
      if (code === "none") {
        const [row] = await Sample.all();
        assert.equal(row?.uuid, uuid.toLowerCase());
        assert.deepEqual(row?.changedFields(), []);
      }
    });
  });
});
