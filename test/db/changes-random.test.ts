import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { AnyModel, Database } from "quintet/db";
import { type Change, Events } from "quintet/events";
import { eachDialect } from "./dialects.ts";
import { ALL, run, steps } from "./random-writes.ts";
import { Account, Item, makeShop, Membership, Note, Order, Person, Club } from "./shop-models.ts";

const MODELS = [Person, Club, Membership, Order, Item, Note, Account];

/** A copy of the tables, made of nothing but changes. */
class Mirror {
  readonly #rows = new Map<object, Map<string, unknown>>();
  readonly #links = new Set<string>();

  take(change: Change): void {
    const { source, key, operation, before, after, link } = change;
    const rows = this.#rows.get(source) ?? new Map<string, unknown>();
    this.#rows.set(source, rows);
    const id = JSON.stringify(key);
    const place = `${id} ${JSON.stringify(link?.key)}`;
    if (operation === "link" || operation === "unlink") {
      assert.equal(this.#links.has(place), operation === "unlink", `${operation} ${place}`);
      if (operation === "link") this.#links.add(place);
      else this.#links.delete(place);
      return;
    }
    assert.deepEqual(rows.get(id), before, `before ${operation} of ${change.model} ${id}`);
    if (operation === "delete") rows.delete(id);
    else rows.set(id, after);
  }

  rowsOf(model: object): Map<string, unknown> {
    return this.#rows.get(model) ?? new Map<string, unknown>();
  }

  get links(): string[] {
    return [...this.#links].toSorted();
  }
}

async function assertSame(shop: Database, mirror: Mirror): Promise<void> {
  for (const model of MODELS as readonly (AnyModel & typeof Order)[]) {
    const { key } = shop.tables.of(model);
    const rows = (await model.all()) as unknown as Record<string, unknown>[];
    const keyOf = (row: Record<string, unknown>): unknown =>
      key.length === 1
        ? row[key[0]!.property]
        : Object.fromEntries(key.map(({ property }) => [property, row[property]]));
    const stored = new Map(rows.map((row) => [JSON.stringify(keyOf(row)), { ...row }]));
    assert.deepEqual(sorted(mirror.rowsOf(model)), sorted(stored), model.modelName);
  }
  const people = await Person.all().with("friends");
  const links = people.flatMap(({ id, friends }) => friends.map((friend) => `${id} ${friend.id}`));
  assert.deepEqual(mirror.links, links.toSorted());
}

const EXPECTED = ["order", "item", "person", "membership"]
  .flatMap((model) => ["insert", "delete"].map((operation) => `${operation} ${model}`))
  .concat(
    "update order",
    "update item",
    "update note",
    "update account",
    "link person",
    "unlink person",
  );

function sorted(rows: ReadonlyMap<string, unknown>): [string, unknown][] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

eachDialect((make) => {
  test("replaying the change stream of any writes, nested and rolled back, gives the tables", async () => {
    const events = new Events();
    let mirror = new Mirror();
    let failure: unknown;
    const told = new Set<string>();
    events.readChanges({
      name: "mirror",
      read(changes) {
        try {
          for (const change of changes) {
            mirror.take(change);
            told.add(`${change.operation} ${change.model}`);
          }
        } catch (error) {
          failure ??= error;
        }
      },
    });
    const shop = await makeShop(make, { events });
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        await shop.run(async () => {
          for (const model of MODELS.toReversed() as readonly (typeof Order)[])
            await model.all().delete();
          [mirror, failure] = [new Mirror(), undefined];
          await run(program);
          if (failure !== undefined) throw failure;
          await assertSame(shop, mirror);
        });
      }),
      { examples: [[[...ALL]]], numRuns: Number(process.env["QUINTET_RUNS"] ?? 30) },
    );
    // Programs that write nothing would prove nothing.
    const missing = EXPECTED.filter((one) => !told.has(one));
    assert.deepEqual(missing, []);
  });
});
