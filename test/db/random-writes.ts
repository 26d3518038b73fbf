import * as fc from "fast-check";
import { minus, plus, transaction } from "quintet/db";
import { Account, Club, Item, Membership, Note, Order, Person } from "./shop-models.ts";

/** One write, or a nested transaction of writes that is kept or rolled back. */
export type Step =
  | { readonly kind: "write"; readonly write: keyof typeof WRITES; readonly seed: number }
  | { readonly kind: "nested"; readonly steps: readonly Step[]; readonly isKept: boolean };

/** Finds one of the rows by a number, or nothing where there is none. */
async function pick<T>(rows: PromiseLike<T[]>, seed: number): Promise<T | undefined> {
  const found = await rows;
  return found[seed % Math.max(1, found.length)];
}

/** Instances that a program has had in its hands, perhaps stale. */
export type Held = Map<string, { save(): Promise<unknown>; delete(): Promise<void> }>;

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
export const { steps } = fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
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
export const ALL: readonly Step[] = (Object.keys(WRITES) as (keyof typeof WRITES)[]).map(
  (name) => ({
    kind: "write",
    write: name,
    seed: 1,
  }),
);

const UNDONE = new Error("undone");

/** Runs a program; `check` is called after each of its steps. */
export async function run(
  program: readonly Step[],
  held: Held = new Map(),
  check: () => Promise<void> = async () => {},
): Promise<void> {
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
    await check();
  }
}
