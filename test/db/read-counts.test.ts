import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Database, model, one, plus, queryLog, sql, text, transaction } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { eachDialect, type MakeDatabase } from "./dialects.ts";
import { ALL, run, steps } from "./random-writes.ts";
import {
  Account,
  Club,
  Item,
  makeShop,
  Membership,
  Note,
  Order,
  Person,
  shopModels,
} from "./shop-models.ts";
import { counted } from "./statement-count.ts";

/** Each goes with the one before it. */
class Shelf extends model("shelf", { name: text() }) {}
class Box extends model("box", {
  get shelf() {
    return one(() => Shelf, { onDelete: "cascade" });
  },
}) {}
class Coin extends model("coin", {
  get box() {
    return one(() => Box, { onDelete: "cascade" });
  },
}) {}

/** Of all sorts: by own columns, through relations, with several tables, and of a part of the rows. */
const COUNTS = {
  orders: () => Order.all().count(),
  dearOrders: () => Order.where({ total: { gt: "5" } }).count(),
  ordersByCode: () => Order.where([{ code: { startsWith: "m" } }, { code: "c1" }]).count(),
  ordersWithItems: () => Order.where({ items: { quantity: { gt: 1 } } }).count(),
  ordersWithoutFirst: () =>
    Order.all()
      .exclude({ items: { position: 0 } })
      .count(),
  firstOrders: () => Order.all().limit(3).count(),
  ordersLikeOthers: () => Order.where({ items: { order: { notes: { body: "1" } } } }).count(),
  items: () => Item.where({ quantity: { gt: 2 } }).count(),
  itemsOfOrders: () => Item.where({ order: { code: { startsWith: "c" } } }).count(),
  looseNotes: () => Note.where({ order: null }).count(),
  friends: () => Person.where({ friends: { name: { startsWith: "p" } } }).count(),
  members: () => Person.where({ clubs: { name: "club" } }).count(),
  chairs: () => Membership.where({ role: "chair" }).count(),
  accounts: () => Account.where({ balance: { gt: "1" } }).count(),
};

/** Asks for each count twice: what is kept must be what is there, as a transaction counts it. */
async function assertCounts(): Promise<void> {
  for (const [name, count] of Object.entries(COUNTS)) {
    const kept = await count();
    assert.equal(kept, await transaction(count, { readOnly: true }), name);
  }
}

async function shopWithOrders(make: MakeDatabase): Promise<Database> {
  const shop = await makeShop(make);
  await shop.run(() => Order.createMany(["a1", "a2", "b1"].map((code) => ({ code }))));
  return shop;
}

const ofA = () => Order.where({ code: { startsWith: "a" } });

eachDialect((make) => {
  test("counts are right after any writes, nested and rolled back", async () => {
    const shop = await makeShop(make);
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        await shop.run(async () => {
          for (const model of [...shopModels].toReversed() as unknown as (typeof Order)[])
            await model.all().delete();
          await assertCounts();
          await run(program, new Map(), assertCounts);
        });
      }),
      { examples: [[[...ALL]]], numRuns: Number(process.env["QUINTET_RUNS"] ?? 10) },
    );
  });

  test("a count is right after every single write", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      const order = await Order.create({ code: "a3" });
      assert.equal(await ofA().count(), 3);
      await Order.create({ code: "b2" });
      assert.equal(await ofA().count(), 3);
      await order.assign({ code: "b3" }).save();
      assert.equal(await ofA().count(), 2);
      await Order.where({ code: "b3" }).update({ code: "a3" });
      assert.equal(await ofA().count(), 3);
      await Order.upsert({ code: "a4" }, { on: ["code"] });
      assert.equal(await ofA().count(), 4);
      await order.delete();
      assert.equal(await ofA().count(), 3);
      await Order.create({ id: 500, code: "a6" });
      assert.equal(await ofA().count(), 4);
      await Order.where({ id: 500 }).delete();
      await sql`insert into ${Order} (code, total) values (${"a5"}, 0)`.run();
      assert.equal(await ofA().count(), 4);
      await transaction(() => sql`update ${Order} set code = ${"c"} where code = ${"a5"}`.run());
      assert.equal(await ofA().count(), 3);
    });
  });

  test("a count is right after the rows that it looks at were deleted with others", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      const [order] = await ofA().order("code");
      await order!.related("items").create({ name: "pen" });
      const note = await Note.create({ body: "of the order", order: order! });
      const [items, loose] = [() => Item.all().count(), () => Note.where({ order: null }).count()];
      assert.deepEqual([await items(), await loose()], [1, 0]);
      await order!.delete();
      assert.deepEqual([await items(), await loose()], [0, 1]);
      assert.equal((await Note.get(note.id)).orderId, null);
    });
  });

  test("a count is right after rows went with those that they belong to, however far away", async () => {
    const { driver } = await make();
    const database = new Database(driver, { models: [Shelf, Box, Coin] });
    await createAll(driver, database.tables.all);
    await database.run(async () => {
      const shelves = await Shelf.createMany([{ name: "upper" }, { name: "lower" }]);
      for (const shelf of shelves) await Coin.create({ box: await Box.create({ shelf }) });
      assert.equal(await Coin.all().count(), 2);
      await shelves[0]!.delete();
      assert.equal(await Coin.all().count(), 1);
      await Shelf.where({ name: "lower" }).delete();
      assert.equal(await Coin.all().count(), 0);
    });
  });

  test("a new row by which another one meets the conditions is counted so", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const bosses = () => Person.where({ staff: { name: "ben" } }).count();
      const ada = await Person.create({ name: "ada" });
      assert.equal(await bosses(), 0);
      await Person.create({ name: "ben", boss: ada });
      assert.equal(await bosses(), 1);
    });
  });

  test("a count is right after another connection has written", async () => {
    const database = await make();
    const shop = await makeShop(async () => database);
    const other = new Database(await database.reopen(), { models: shopModels });
    await shop.run(() => Order.create({ code: "a1" }));
    assert.equal(await shop.run(() => ofA().count()), 1);
    await other.run(() => Order.create({ code: "a2" }));
    assert.equal(await shop.run(() => ofA().count()), 2);
    await shop.run(() => Order.create({ code: "a3" }));
    await other.run(() => Order.where({ code: "a2" }).delete());
    assert.equal(await shop.run(() => ofA().count()), 2);
    assert.equal(await other.run(() => ofA().count()), 2);
  });

  test("a count that is read while others write is not kept for what they wrote", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      for (let orders = 3; orders < 30; orders++) {
        const create = () => Order.create({ code: `a${orders}` });
        await Promise.all([ofA().count(), create(), ofA().count()]);
        assert.equal(await ofA().count(), orders);
      }
    });
  });

  test("nobody sees what is counted in a transaction before it is committed", async () => {
    const shop = await shopWithOrders(make);
    const [written, counted] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writing = shop.transaction(async () => {
      await Order.create({ code: "a3" });
      assert.equal(await ofA().count(), 3);
      written.resolve();
      await counted.promise;
    });
    await written.promise;
    assert.equal(await shop.run(() => ofA().count()), 2);
    counted.resolve();
    await writing;
    assert.equal(await shop.run(() => ofA().count()), 3);
  });
});

eachDialect((make, dialect) => {
  if (dialect === "postgres") return;

  test("a count is kept while other tables and other columns are written", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      const [order] = await ofA().order("code");
      await order!.related("items").create({ name: "pen" });
      await Item.where({ name: "pen" }).update({ quantity: plus(1) });
      await Order.where({ code: "a1" }).update({ total: "5.00" });
      await transaction(() => order!.assign({ total: "6.00" }).save());
      await Item.where({ name: "pen" }).delete();
      assert.equal(await counted(0, () => ofA().count()), 2);
      await order!.assign({ code: "x1" }).save();
      assert.equal(await counted(1, () => ofA().count()), 1);
    });
  });

  test("new rows are looked at by their keys, and then no more", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      await Order.createMany([{ code: "a3" }, { code: "b3" }]);
      const log: string[] = [];
      assert.equal(await queryLog.run(log, async () => ofA().count()), 3);
      assert.match(log.join(), /"id" = \?.* or .*"id" = \?/);
      assert.equal(await counted(0, () => ofA().count()), 3);
    });
  });

  test("what a transaction rolls back is not counted", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      const undone = transaction(async () => {
        await Order.create({ code: "a3" });
        throw new RangeError("undone");
      });
      await assert.rejects(undone, RangeError);
      assert.equal(await counted(0, () => ofA().count()), 2);
      await transaction(async () => {
        await transaction(async () => {
          await Order.create({ code: "a3" });
          throw new RangeError("undone");
        }).catch(() => {});
        await Order.create({ code: "b4" });
      });
      assert.equal(await ofA().count(), 2);
    });
  });

  test("where a trigger writes too, no count is kept over a write", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await Note.all().count(), 0);
      await shop.driver.script(
        `create trigger noted after insert on "order" begin insert into note (body) values (new.code); end`,
      );
      assert.equal(await Note.all().count(), 0);
      await Order.create({ code: "a3" });
      assert.equal(await Note.all().count(), 1);
      await Club.create({ name: "chess" });
      assert.equal(await counted(1, () => Note.all().count()), 1);
    });
  });

  test("what SQL of one's own commits by itself, or keeps when it fails, is counted", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      const half = sql`insert or fail into ${Order} (code, total) values ('a3', 0), ('a1', 0)`;
      await assert.rejects(half.run(), { code: "DB_UNIQUE_VIOLATION" });
      assert.equal(await ofA().count(), 3);
      const early = transaction(async () => {
        await Order.create({ code: "a4" });
        await sql`commit`.run();
        throw new RangeError("too late");
      });
      await assert.rejects(early, RangeError);
      assert.equal(await ofA().count(), 4);
    });
  });

  test("a write that is refused leaves counts as they are", async () => {
    const shop = await shopWithOrders(make);
    await shop.run(async () => {
      assert.equal(await ofA().count(), 2);
      await assert.rejects(Order.create({ code: "a1" }), { code: "DB_UNIQUE_VIOLATION" });
      assert.equal(await counted(0, () => ofA().count()), 2);
    });
  });
});
