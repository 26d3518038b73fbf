// oxlint-disable unicorn/no-array-reverse -- queries are reversed, not arrays
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import {
  Database,
  type FieldsOf,
  int,
  many,
  model,
  one,
  type Query,
  queryLog,
  text,
} from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { eachDialect } from "./dialects.ts";

class Owner extends model("owner", { name: text() }) {}
class Label extends model("label", { name: text() }) {}
class Paper extends model("paper", {
  status: text(),
  kind: text().nullable(),
  rank: int().nullable(),
  noise: int(),
  get owner() {
    return one(() => Owner);
  },
  get labels() {
    return many(() => Label);
  },
}) {
  static {
    this.order("-rank", "id");
    this.index(["status", "rank"]);
    this.index(["kind"]);
  }
}
type Papers = Query<Paper, FieldsOf<typeof Paper>>;

const PAPERS = 60;
const status = fc.constantFrom("draft", "published", "gone");
const alternative = fc.oneof(
  fc.record({ status }),
  fc.record({ owner: fc.constantFrom(1, 2, 3) }),
  fc.record({ kind: fc.constantFrom("a", "b") }),
  fc.record({ id: fc.integer({ min: 1, max: PAPERS }) }),
  fc.record({ status, noise: fc.record({ lt: fc.nat(10) }) }),
  // These are found by no index, or are no single value: all is read together then.
  fc.record({ noise: fc.nat(10) }),
  fc.constant({ kind: null }),
  fc.constant({ status: ["draft", "gone"] }),
);
const cases = fc.record({
  alternatives: fc.array(alternative, { maxLength: 4 }),
  beside: fc.option(fc.record({ noise: fc.record({ gte: fc.nat(5) }) }), { nil: {} }),
  order: fc.constantFrom(undefined, ["rank"], ["-status", "noise"], ["noise", "-id"]),
  isReversed: fc.boolean(),
  limit: fc.integer({ min: 0, max: 12 }),
  offset: fc.nat(30),
});

eachDialect((make, dialect) => {
  let database: Database;
  before(async () => {
    const { driver } = await make();
    database = new Database(driver, { models: [Owner, Label, Paper] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const owners = await Owner.createMany(["ann", "bob", "cyd"].map((name) => ({ name })));
      await Paper.createMany(
        Array.from({ length: PAPERS }, (_, n) => ({
          status: ["draft", "published", "published", "gone"][n % 4]!,
          kind: ["a", "b", null][n % 3]!,
          rank: n % 7 === 0 ? null : n % 5,
          noise: (n * 13) % 10,
          owner: owners[(n * 7) % 3]!,
        })),
      );
      const [label] = await Label.createMany([{ name: "x" }, { name: "y" }]);
      for (const paper of await Paper.all())
        if (paper.id % 2) await paper.related("labels").add(label!);
    });
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));

  const idsOf = async (query: Papers): Promise<number[]> => (await query).map(({ id }) => id);

  on("part of a list of alternatives is that part of the whole list, in its order", async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (each) => {
        const { alternatives, beside, order, isReversed, limit, offset } = each;
        let query: Papers = Paper.where(alternatives).where(beside);
        // The key last, so that there is one right answer.
        query = query.order(...(order ?? ["-rank"]), "id");
        if (isReversed) query = query.reverse();
        const all = await idsOf(query);
        const part = await idsOf(query.limit(limit).offset(offset));
        assert.deepEqual(part, all.slice(offset, offset + limit));
      }),
      { numRuns: 150 },
    );
  });

  on("pages and cursors of alternatives neither repeat nor leave out a row", async () => {
    const query = Paper.where([{ status: "published" }, { owner: 1 }]).with("owner", "labels");
    const all = await query.order("-rank", "id");
    const paged: number[] = [];
    for (let page = 1; page <= 9; page++) {
      const { items, count } = await query.order("-rank", "id").page(page, { size: 7 });
      assert.equal(count, all.length);
      for (const { id, owner, labels } of items) {
        paged.push(id);
        const same = all.find((one) => one.id === id)!;
        assert.deepEqual([owner.name, labels.length], [same.owner.name, same.labels.length]);
      }
    }
    assert.deepEqual(
      paged,
      all.map(({ id }) => id),
    );
    const walked: number[] = [];
    let next: string | null | undefined;
    while (next !== null) {
      const page = await query.cursor({ size: 8, ...(next !== undefined && { after: next }) });
      walked.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    assert.deepEqual(walked, paged);
  });

  on(
    "one statement serves all values, and sorts no more than the rows that are wanted",
    async () => {
      const ask = (owner: number, limit: number) =>
        Paper.where([{ status: "published" }, { owner }])
          .order("-rank")
          .limit(limit);
      const log: string[] = [];
      await queryLog.run(log, async () => {
        await ask(1, 3);
        await ask(2, 5);
      });
      assert.equal(new Set(log).size, 1);
      if (dialect === "sqlite") assert.doesNotMatch(await ask(1, 3).explain(), /MULTI-INDEX OR/);
    },
  );
});
