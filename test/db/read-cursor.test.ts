// oxlint-disable unicorn/no-array-reverse -- queries are reversed, not arrays
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import fc from "fast-check";
import { count, type Database, type FieldsOf, type Query, queryLog } from "quintet/db";
import { makeBlog, Post, Sample, Tag } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";

type Listed = Query<Sample, FieldsOf<typeof Sample>>;
type Row = Partial<Record<(typeof COLUMNS)[number], unknown>>;

const COLUMNS = ["int", "text", "datetime", "decimal", "bigint", "float", "bool", "date"] as const;

/** Few values of each type, so that many rows are equal. */
const rows: fc.Arbitrary<Row> = fc.record({
  int: fc.constantFrom(null, -1, 0, 5),
  text: fc.constantFrom(null, "", "a", "b", "é", "it's"),
  datetime: fc.constantFrom(null, new Date(0), new Date(1), new Date(1e12)),
  decimal: fc.constantFrom(null, "-1.5", "0", "0.0001", "12"),
  bigint: fc.constantFrom(null, 2n ** 60n, 2n ** 60n + 1n, -1n),
  float: fc.constantFrom(null, 0.1, 0.2, 0.30000000000000004),
  bool: fc.constantFrom(null, true, false),
  date: fc.constantFrom(null, "2024-02-29", "2024-03-01"),
});

const orders = fc
  .uniqueArray(fc.constantFrom(...COLUMNS, "id" as const), { minLength: 0, maxLength: 3 })
  .chain((columns) =>
    fc.tuple(
      ...columns.map((column) =>
        fc.constantFrom(column, `-${column}`, { [column]: { desc: true } }, { [column]: {} }),
      ),
    ),
  ) as fc.Arbitrary<Term[]>;

type Term = string | Record<string, { desc?: boolean }>;

/** What happens between two pages: rows come and go. */
const events = fc.array(
  fc.oneof(
    fc.record({ insert: rows }),
    fc.record({ remove: fc.nat() }),
    fc.constant(undefined),
    fc.constant(undefined),
  ),
  { maxLength: 30 },
);
type Event = { insert: Row } | { remove: number } | undefined;

async function happen(event: Event, gone: Set<number>): Promise<void> {
  if (event === undefined) return;
  if ("insert" in event) {
    await Sample.create(event.insert as never);
    return;
  }
  // Never the last: SQLite would give its number to the next row, which is another one.
  const ids = (await Sample.all().order("id").pluck("id")).slice(0, -1);
  const id = ids[event.remove % Math.max(1, ids.length)];
  if (id === undefined) return;
  await Sample.where({ id }).delete();
  gone.add(id);
}

interface Walk {
  readonly size: number;
  readonly direction: "next" | "previous";
  readonly from?: string | undefined;
}

/** All ids from page to page, in the order of the list, and the cursor that leads back. */
async function walk(
  query: Listed,
  { size, direction, from }: Walk,
  between: () => Promise<void> = async () => {},
): Promise<{ ids: number[]; last: number; back: string | null }> {
  const ids: number[] = [];
  let cursor = from;
  for (;;) {
    const place = direction === "next" ? { after: cursor } : { before: cursor };
    const page = await query.cursor({ size, ...(cursor !== undefined && (place as object)) });
    const got = page.items.map(({ id }) => id);
    assert.ok(got.length <= size);
    if (direction === "next") ids.push(...got);
    else ids.unshift(...got);
    const next = page[direction];
    const back = direction === "next" ? page.previous : page.next;
    if (next === null) return { ids, last: got.length, back };
    cursor = next;
    await between();
  }
}

/** Every row that was there from start to end came once, in order; no other came twice. */
function assertOnce(ids: readonly number[], stayed: readonly number[]): void {
  assert.equal(new Set(ids).size, ids.length, `a row came twice: ${ids.join()}`);
  const came = ids.filter((id) => stayed.includes(id));
  assert.deepEqual(came, stayed);
}

/** Whether no row comes before one that the order puts before it. */
function assertSorted(items: readonly Record<string, unknown>[], order: readonly Term[]): void {
  const directions = order.map((term): [string, number] => {
    if (typeof term === "string") return [term.replace("-", ""), term.startsWith("-") ? -1 : 1];
    const [[name, how]] = Object.entries(term) as [[string, { desc?: boolean }]];
    return [name, how.desc === true ? -1 : 1];
  });
  for (const [index, item] of items.slice(1).entries()) {
    const differences = directions.map(
      ([name, sign]) => sign * compared(items[index]![name], item[name], name),
    );
    assert.ok((differences.find((difference) => difference !== 0) ?? 0) <= 0);
  }
}

function compared(one: unknown, two: unknown, name: string): number {
  if (one === null || two === null) return Number(two === null) - Number(one === null) || 0;
  const value = (raw: unknown): any => (name === "decimal" ? Number(raw) : raw);
  return value(one) < value(two) ? -1 : Number(value(one) > value(two));
}

eachDialect((make) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make);
  });
  beforeEach(() => database.run(() => Sample.all().delete()));
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));

  on("pages go through all rows in the order of the query, there and back", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(rows, { maxLength: 14 }),
        orders,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        async (made, order, size, isReversed) => {
          await Sample.all().delete();
          if (made.length > 0) await Sample.createMany(made as never[]);
          const ordered = Sample.all().order(...(order as never[]));
          const query = isReversed ? ordered.reverse() : ordered;
          const whole = await query.cursor({ size: 100 });
          assert.deepEqual(
            [whole.next, whole.previous, whole.items.length],
            [null, null, made.length],
          );
          assertSorted((isReversed ? whole.items.toReversed() : whole.items) as never, order);
          const there = await walk(query, { size, direction: "next" });
          assert.deepEqual(
            there.ids,
            whole.items.map(({ id }) => id),
          );
          if (there.back === null) return assert.ok(made.length <= size);
          const back = await walk(query, { size, direction: "previous", from: there.back });
          assert.deepEqual([...back.ids, ...there.ids.slice(-there.last)], there.ids);
        },
      ),
      { numRuns: 60 },
    ),
  );

  on("pages neither repeat nor skip while rows come and go", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(rows, { minLength: 4, maxLength: 14 }),
        orders,
        fc.integer({ min: 1, max: 4 }),
        events,
        async (made, order, size, happening) => {
          await Sample.all().delete();
          await Sample.createMany(made as never[]);
          const query = Sample.all().order(...(order as never[]));
          const gone = new Set<number>();
          let at = 0;
          const between = (): Promise<void> => happen(happening[at++], gone);
          const start = await query.cursor({ size: 100 });
          const there = await walk(query, { size, direction: "next" }, between);
          const isThere = ({ id }: { id: number }): boolean => !gone.has(id);
          assertOnce(
            there.ids,
            start.items.filter(isThere).map(({ id }) => id),
          );
          if (there.back === null) return;
          const rest = await query.cursor({ size: 100, before: there.back });
          const from = { size, direction: "previous", from: there.back } as const;
          const back = await walk(query, from, between);
          assertOnce(
            back.ids,
            rest.items.filter(isThere).map(({ id }) => id),
          );
        },
      ),
      { numRuns: 80 },
    ),
  );

  on("the way back from behind the last row begins with that row", async () => {
    const made = await Sample.createMany([{ int: 1 }, { int: 2 }, { int: 3 }, { int: 4 }]);
    const query = Sample.all().order("int");
    const first = await query.cursor({ size: 2 });
    await made[2]!.delete();
    await made[3]!.delete();
    const none = await query.cursor({ size: 2, after: first.next! });
    assert.deepEqual([none.items, none.next], [[], null]);
    const back = await query.cursor({ size: 1, before: none.previous! });
    assert.deepEqual(
      back.items.map(({ int }) => int),
      [2],
    );
    const start = await query.cursor({ size: 5, before: back.previous! });
    assert.deepEqual(
      start.items.map(({ int }) => int),
      [1],
    );
    await made[0]!.delete();
    const before = await query.cursor({ size: 5, before: back.previous! });
    assert.deepEqual([before.items, before.previous], [[], null]);
    const again = await query.cursor({ size: 5, after: before.next! });
    assert.deepEqual(
      again.items.map(({ int }) => int),
      [2],
    );
  });

  on("a page is one query, with what is loaded and computed", async () => {
    await Sample.createMany([{ int: 1 }, { int: 2 }]);
    const log: string[] = [];
    const page = await queryLog.run(log, () =>
      Sample.where({ int: { gt: 0 } }).cursor({ size: 1 }),
    );
    assert.equal(log.length, 1);
    assert.equal(page.items[0]!.int, 1);
    const next = await Sample.where({ int: { gt: 1 } }).cursor({ after: page.next! });
    assert.deepEqual(
      next.items.map(({ int }) => int),
      [2],
      "other conditions, the same order",
    );
  });

  on(
    "a page after a value that may be null begins at that value, and asks for nulls where it gets there",
    async () => {
      await Sample.createMany([3, 2, 1, null, null].map((int) => ({ int })));
      const sorted = Sample.all().order("-int");
      const { next } = await sorted.cursor({ size: 1 });
      const log: string[] = [];
      const page = await queryLog.run(log, () => sorted.cursor({ size: 1, after: next! }));
      assert.equal(log.length, 1);
      assert.match(log[0]!, /"int" <= /);
      assert.doesNotMatch(log[0]!, /is null/);
      log.length = 0;
      const last = await queryLog.run(log, () => sorted.cursor({ size: 3, after: page.next! }));
      assert.deepEqual(
        last.items.map(({ int }) => int),
        [1, null, null],
      );
      assert.equal(last.next, null);
      assert.equal(log.length, 2);
    },
  );

  test("cursors of another order, of another model and of nobody are refused", () =>
    database.run(async () => {
      await Sample.createMany([{ int: 1, text: "a" }, { int: 2 }, { datetime: new Date() }]);
      const { next } = await Sample.all().order("int").cursor({ size: 1 });
      const cursor = next!;
      const log: string[] = [];
      const refused = (query: { cursor(options: object): Promise<unknown> }, after: unknown) =>
        queryLog.run(log, () =>
          assert.rejects(async () => query.cursor({ after }), {
            code: "DB_BAD_CURSOR",
            status: 400,
          }),
        );
      const pack = (value: unknown): string =>
        Buffer.from(JSON.stringify(value)).toString("base64url");
      await refused(Sample.all().order("-int"), cursor);
      await refused(Sample.all().order("int", "text"), cursor);
      await refused(Sample.all().order("id"), cursor);
      await refused(Tag.all().order("id"), (await idCursor())!);
      const parts = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
      const query = Sample.all().order("int");
      for (const bad of [
        "",
        "x",
        "%%%",
        "e30",
        pack({}),
        pack([]),
        pack(null),
        pack("a"),
        5,
        {},
        [],
      ])
        await refused(query, bad);
      const [name, , id] = parts;
      for (const values of [["1", id], [1], [1, id, 3], [{}, id], [1, null], [1.5, id], [[1], id]])
        await refused(query, pack([name, ...values]));
      await refused(Sample.all().order("datetime"), pack(["sample datetime,id", "yesterday", 1]));
      await refused(Sample.all().order("bigint"), pack(["sample bigint,id", "1".repeat(30), 1]));
      await refused(Sample.all().order("text"), pack(["sample text,id", "a\0", 1]));
      await refused(Sample.all().order("float"), btoa('["sample float,id",1e999,1]'));
      await refused(Sample.all().order("date"), pack(["sample date,id", "2024-02-30", 1]));
      await refused(Sample.all().order("decimal"), pack(["sample decimal,id", "1e5", 1]));
      assert.deepEqual(log, [], "nothing was asked of the database");
    }));

  on("what pages by cursor cannot be of is refused", async () => {
    const log: string[] = [];
    const refused = (query: { cursor(options?: object): Promise<unknown> }, options?: object) =>
      queryLog.run(log, () =>
        assert.rejects(async () => query.cursor(options), { code: "DB_BAD_QUERY" }),
      );
    await refused(Sample.select("int"));
    await refused(Sample.all().limit(1));
    await refused(Sample.all().offset(1));
    await refused(Post.all().order({ author: "username" }));
    await refused(Sample.all().order({ choice: ["red"] }));
    await refused(Sample.all().order({ int: { nulls: "last" } }));
    await refused(Sample.all().order("json"));
    await refused(Tag.annotate({ n: count("posts") }).order("-n"));
    await refused(Sample.all(), { after: "a", before: "b" });
    for (const size of [0, -1, 1.5, "1"])
      await assert.rejects(Sample.all().cursor({ size: size as number }), {
        code: "DB_WRONG_VALUE",
      });
    assert.deepEqual(log, []);
  });
});

async function idCursor(): Promise<string | null> {
  return (await Sample.all().order("id").cursor({ size: 1 })).next;
}
