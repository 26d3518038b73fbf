import assert from "node:assert/strict";
import { test } from "node:test";
import { Database, model, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { Events, on, type Receiver } from "quintet/events";
import { SCHEMA_INVALID } from "quintet/schema";
import { codeOf } from "./code-of.ts";
import { eachDialect } from "./dialects.ts";
import { Club, Item, makeShop, Note, Order, Person } from "./shop-models.ts";

interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly message: string;
  readonly cause?: Refusal;
}

async function refusalOf(run: () => Promise<unknown>): Promise<Refusal> {
  let refusal: unknown;
  await run().catch((error: unknown) => (refusal = error));
  assert.ok(refusal instanceof Error, "nothing was refused");
  return refusal as unknown as Refusal;
}

eachDialect((make) => {
  const shopWith = (...receivers: Receiver[]): Promise<Database> => {
    const events = new Events();
    events.subscribe(...receivers);
    return makeShop(make, { events });
  };

  test("a row that a receiver writes is not the writer's fault, on every path", async () => {
    const badRows: (() => Promise<unknown>)[] = [
      () => Note.create({ body: 1 as never }),
      () => Note.create({ body: "x", order: 999 }),
      () => Item.create({ name: "pen", order: 999, quantity: 0 }),
      () => Person.all().update({ boss: 999 }),
    ];
    let write = badRows[0]!;
    const inTransaction = { when: "inTransaction" } as const;
    let isArmed = false;
    const follow = async (): Promise<void> => void (isArmed && (await write()));
    const shop = await shopWith(
      on(Order.saving, follow),
      on(Club.saved, follow, inTransaction),
      on(Club.deleting, follow),
      on(Note.deleted, follow, inTransaction),
      on(Person.linked, follow, inTransaction),
    );
    await shop.run(async () => {
      const [ada, bob] = await Person.createMany([{ name: "ada" }, { name: "bob" }]);
      const club = await Club.create({ name: "chess" });
      const note = await Note.create({ body: "y" });
      isArmed = true;
      const paths: [model: string, run: () => Promise<unknown>][] = [
        ["order", () => Order.create({ code: "A1" })],
        ["order", () => Order.createMany([{ code: "A1" }])],
        ["club", () => club.assign({ name: "go" }).save()],
        ["club", () => Club.all().update({ name: "go" })],
        ["club", () => club.delete()],
        ["note", () => note.delete()],
        ["person", () => ada!.related("friends").add(bob!)],
      ];
      for (const [name, run] of paths)
        for (write of badRows) {
          const { code, status, message, cause } = await refusalOf(run);
          assert.deepEqual([code, status, cause?.status], ["DB_FOLLOW_UP_REFUSED", 500, 400]);
          assert.equal(
            message,
            `A receiver or hook of "${name}" wrote a row that is refused: ${cause?.message}`,
          );
        }
      assert.deepEqual(
        [
          await Order.count(),
          await Club.count({ name: "chess" }),
          await Note.count(),
          await Item.count(),
        ],
        [0, 1, 1, 0],
      );
      assert.equal((await ada!.friends).length, 0);
    });
  });

  test("so is a row that a hook writes", async () => {
    class Entry extends model("entry", { text: text({ max: 3 }) }) {}
    class Page extends model("page", { title: text() }) {
      override async beforeSave(): Promise<void> {
        await Entry.create({ text: this.title });
      }
    }
    const { driver } = await make();
    const database = new Database(driver, { models: [Entry, Page] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      assert.equal(await codeOf(() => Page.create({ title: "long" })), "DB_FOLLOW_UP_REFUSED");
      await Page.create({ title: "ok" });
      assert.deepEqual([await Page.count(), await Entry.count()], [1, 1]);
    });
  });

  test("what a receiver refuses itself, and a conflict, are told as they are", async () => {
    const shop = await shopWith(
      on(Order.saving, async ({ row }) => {
        if (row.code === "own")
          throw SCHEMA_INVALID([{ path: "code", code: "rule", message: "no" }]);
        if (row.code === "taken") await Person.create({ name: "ada" });
        if (row.code === "made") row.total = "-";
      }),
    );
    await shop.run(async () => {
      await Person.create({ name: "ada" });
      assert.equal(await codeOf(() => Order.create({ code: "own" })), "SCHEMA_INVALID");
      assert.equal(await codeOf(() => Order.create({ code: "taken" })), "DB_UNIQUE_VIOLATION");
      assert.equal(await codeOf(() => Order.create({ code: "made" })), "SCHEMA_INVALID");
      assert.equal(await Order.count(), 0);
    });
  });
});
