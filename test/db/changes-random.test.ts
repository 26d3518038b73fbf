import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { type AnyModel, type Database, minus, plus, transaction } from "quintet/db";
import { type Change, Events } from "quintet/events";
import { eachDialect } from "./dialects.ts";
import { Account, Item, makeShop, Membership, Note, Order, Person, Club } from "./shop-models.ts";

/** One write, or a nested transaction of writes that is kept or rolled back. */
type Step =
  | { readonly kind: "write"; readonly write: keyof typeof WRITES; readonly seed: number }
  | { readonly kind: "nested"; readonly steps: readonly Step[]; readonly isKept: boolean };

const MODELS = [Person, Club, Membership, Order, Item, Note, Account];

/** Finds one of the rows by a number, or nothing where there is none. */
async function pick<T>(rows: PromiseLike<T[]>, seed: number): Promise<T | undefined> {
  const found = await rows;
  return found[seed % Math.max(1, found.length)];
}

/** Instances that a program has had in its hands, perhaps stale. */
type Held = Map<string, { save(): Promise<unknown>; delete(): Promise<void> }>;

const WRITES = {
  createOrder: (seed: number) => Order.create({ code: `c${seed}` }),
  createOrders: (seed: number) => Order.createMany([{ code: `m${seed}` }, { code: `n${seed}` }]),
  upsertOrder: (seed: number) =>
    Order.upsert({ code: `c${seed % 7}`, total: `${seed}` }, { on: ["code"] }),
  getOrder: (seed: number) => Order.getOrCreate({ code: `c${seed % 9}` }),
  updateOrder: (seed: number) =>
    Order.updateOrCreate({ code: `c${seed % 9}` }, { total: `${seed}` }),
  createItem: async (seed: number) =>
    (await pick(Order.all().order("id"), seed))?.related("items").create({ name: `i${seed}` }),
  createNote: async (seed: number) => {
    const [order, reviewed] = await Order.all().order("id");
    await Note.create({
      body: `${seed}`,
      order: order ?? null,
      reviewed: reviewed ?? order ?? null,
    });
  },
  saveItem: async (seed: number, held: Held) => {
    const item =
      (held.get("item") as Item | undefined) ?? (await pick(Item.all().order("id"), seed));
    if (item === undefined) return;
    held.set("item", item);
    await item.assign({ position: seed }).save();
  },
  bulkItems: (seed: number) =>
    Item.where({ quantity: { lt: 50 } }).update({ quantity: plus(1 + (seed % 3)) }),
  limitedItems: (seed: number) =>
    Item.all()
      .order("-id")
      .limit(seed % 3)
      .update({ position: minus(1) }),
  moveItems: async (seed: number) => {
    const order = await pick(Order.all().order("id"), seed);
    const items = await Item.where({ order: { not: order?.id ?? 0 } })
      .order("id")
      .limit(2);
    await order?.related("items").add(...items);
  },
  keepItems: async (seed: number) => {
    const order = await pick(Order.all().order("id"), seed);
    await order?.related("items").set(await order.related("items").query().order("id").limit(1));
  },
  deleteOrder: async (seed: number) => (await pick(Order.all().order("id"), seed))?.delete(),
  deleteOrders: (seed: number) =>
    Order.where({ code: { startsWith: "m" } })
      .limit(1 + (seed % 2))
      .delete(),
  createPerson: (seed: number) => Person.create({ name: `p${seed}` }),
  befriend: async (seed: number) => {
    const people = await Person.all().order("id");
    await people[seed % Math.max(1, people.length)]?.related("friends").add(...people.slice(0, 3));
  },
  join: async (seed: number) => {
    const club = (await Club.first()) ?? (await Club.create({ name: "club" }));
    await club.related("members").set(
      await Person.all()
        .order("id")
        .limit(1 + (seed % 4)),
    );
  },
  chair: (seed: number) =>
    Membership.all()
      .limit(1 + (seed % 2))
      .update({ role: "chair" }),
  deletePerson: async (seed: number) => (await pick(Person.all().order("id"), seed))?.delete(),
  saveAccount: async (seed: number, held: Held) => {
    const account = (held.get("account") as Account | undefined) ?? new Account({ owner: "o" });
    held.set("account", account);
    await account.assign({ balance: `${seed}` }).save();
  },
  bulkAccounts: () => Account.all().update({ balance: plus("0.25") }),
} satisfies Record<string, (seed: number, held: Held) => Promise<unknown>>;

const write: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("write" as const),
  write: fc.constantFrom(...(Object.keys(WRITES) as (keyof typeof WRITES)[])),
  seed: fc.nat({ max: 40 }),
});
const { steps } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: write, weight: 6 },
    {
      arbitrary: fc.record({
        kind: fc.constant("nested" as const),
        steps: tie("steps"),
        isKept: fc.boolean(),
      }) as fc.Arbitrary<Step>,
      weight: 1,
    },
  ),
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 12 }),
}));

/** Every write once, so that each has been seen whatever is drawn. */
const ALL: readonly Step[] = (Object.keys(WRITES) as (keyof typeof WRITES)[]).map((name) => ({
  kind: "write",
  write: name,
  seed: 1,
}));

const UNDONE = new Error("undone");

async function run(program: readonly Step[], held: Held): Promise<void> {
  for (const step of program) {
    try {
      if (step.kind === "nested")
        await transaction(async () => {
          await run(step.steps, held);
          if (!step.isKept) throw UNDONE;
        });
      // In a savepoint of its own, since it may meet a constraint or a stale row.
      else await transaction(async () => void (await WRITES[step.write](step.seed, held)));
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "DB_GONE" || code === "DB_STALE") held.clear();
      else if (error !== UNDONE && code !== "DB_UNIQUE_VIOLATION") throw error;
    }
  }
}

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
          await run(program, new Map());
          if (failure !== undefined) throw failure;
          await assertSame(shop, mirror);
        });
      }),
      { examples: [[[...ALL]]], numRuns: Number(process.env["QUINTET_RUNS"] ?? 60) },
    );
    // Programs that write nothing would prove nothing.
    const missing = EXPECTED.filter((one) => !told.has(one));
    assert.deepEqual(missing, []);
  });
});
