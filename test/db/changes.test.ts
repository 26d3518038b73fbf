import assert from "node:assert/strict";
import { test } from "node:test";
import { actor, log as logSlot, memoryLog, requestId, withSlots } from "quintet/core";
import { plus, queryLog, sql, transaction } from "quintet/db";
import type { Database } from "quintet/db";
import { type Change, Events, on, type Receiver, silently } from "quintet/events";
import { type MakeDatabase, eachDialect } from "./dialects.ts";
import {
  Account,
  Article,
  Club,
  Item,
  makeShop,
  Membership,
  Note,
  Order,
  Person,
} from "./shop-models.ts";

interface Heard {
  readonly shop: Database;
  /** The transactions that were committed, each as its changes. */
  readonly commits: (readonly Change[])[];
  readonly changes: () => Change[];
}

async function heardShop(make: MakeDatabase, ...receivers: Receiver[]): Promise<Heard> {
  const events = new Events();
  const commits: (readonly Change[])[] = [];
  events.readChanges({ name: "test", read: (changes) => void commits.push(changes) });
  events.subscribe(...receivers);
  const shop = await makeShop(make, { events });
  return { shop, commits, changes: () => commits.flat() };
}

/** A shop that only these receivers listen to. */
async function receivedShop(make: MakeDatabase, ...receivers: Receiver[]): Promise<Database> {
  const events = new Events();
  events.subscribe(...receivers);
  return makeShop(make, { events });
}

const brief = ({ model, operation, key, changed }: Change): unknown[] => [
  operation,
  model,
  key,
  operation === "update" ? changed : undefined,
];

eachDialect((make) => {
  test("insert, update and delete tell the row before and after, what changed, who and which request", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(() =>
      withSlots([requestId.as("r-1"), actor.as({ type: "user", id: "7" } as never)], async () => {
        const order = await Order.create({ code: "A1" });
        await order.assign({ total: "5" }).save();
        await order.save();
        await order.delete();
      }),
    );
    assert.equal(commits.length, 3);
    const [insert, update, remove] = changes();
    const [first, second] = [
      { id: 1, code: "A1", total: "0.00" },
      { id: 1, code: "A1", total: "5.00" },
    ];
    assert.deepEqual([insert!.before, insert!.after], [undefined, first]);
    assert.deepEqual([update!.before, update!.after, update!.changed], [first, second, ["total"]]);
    assert.deepEqual([remove!.before, remove!.after], [second, undefined]);
    for (const change of changes()) {
      assert.deepEqual([change.model, change.source, change.key], ["order", Order, 1]);
      assert.deepEqual([change.requestId, change.actor], ["r-1", { type: "user", id: "7" }]);
      assert.ok(change.at instanceof Date);
    }
  });

  test("a save tells what it overwrote, not what had been read long before", async () => {
    const { shop, changes } = await heardShop(make);
    await shop.run(async () => {
      const stale = await Order.create({ code: "A1" });
      await Order.all().update({ code: "A2", total: "7" });
      await stale.assign({ code: "A3" }).save();
      await Order.all().update({ total: "8" });
      await stale.delete();
    });
    const [, , save, , remove] = changes();
    assert.deepEqual(save!.before, { id: 1, code: "A2", total: "7.00" });
    assert.deepEqual(save!.after, { id: 1, code: "A3", total: "7.00" });
    assert.deepEqual(save!.changed, ["code"]);
    assert.deepEqual(remove!.before, { id: 1, code: "A3", total: "8.00" });
  });

  test("bulk writes tell each row, with its own difference", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(async () => {
      await Order.createMany([{ code: "A1" }, { code: "A2", total: "5" }, { code: "A3" }]);
      assert.equal(
        await Order.where({ code: { not: "A3" } })
          .order("id")
          .update({ total: "5" }),
        2,
      );
      assert.equal(await Order.where({ total: "5" }).order("-id").limit(1).delete(), 1);
      await Order.where({ code: "none" }).update({ total: "1" });
    });
    assert.deepEqual(
      commits.map(({ length }) => length),
      [3, 2, 1],
    );
    assert.deepEqual(changes().map(brief), [
      ["insert", "order", 1, undefined],
      ["insert", "order", 2, undefined],
      ["insert", "order", 3, undefined],
      ["update", "order", 1, ["total"]],
      ["update", "order", 2, []],
      ["delete", "order", 2, undefined],
    ]);
  });

  test("expressions and upserts tell values, and an upsert whether it inserted", async () => {
    const { shop, changes } = await heardShop(make);
    await shop.run(async () => {
      const order = await Order.upsert({ code: "A1", total: "1" }, { on: ["code"] });
      await Order.upsert({ code: "A1", total: "2" }, { on: ["code"] });
      const item = await order.related("items").create({ name: "pen" });
      await Item.all().update({ quantity: plus(4) });
      await item.assign({ quantity: plus(10) }).save();
    });
    assert.deepEqual(changes().map(brief), [
      ["insert", "order", 1, undefined],
      ["update", "order", 1, ["total"]],
      ["insert", "item", 1, undefined],
      ["update", "item", 1, ["quantity"]],
      ["update", "item", 1, ["quantity"]],
    ]);
    assert.deepEqual(
      changes().map(({ after }) => after!["quantity"] ?? after!["total"]),
      ["1.00", "2.00", 1, 5, 15],
    );
  });

  test("what the database does by foreign keys is told too: deleted rows and nulls", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      await order.related("items").create({ name: "pen" });
      await Note.create({ body: "a", order, reviewed: order });
      await Note.create({ body: "b" });
      commits.length = 0;
      await order.delete();
      assert.deepEqual(
        (await Note.all().order("id")).map(({ orderId, reviewedId }) => [orderId, reviewedId]),
        [
          [null, null],
          [null, null],
        ],
      );
    });
    assert.deepEqual(changes().map(brief), [
      ["update", "note", 1, ["orderId", "reviewedId"]],
      ["delete", "item", 1, undefined],
      ["delete", "order", 1, undefined],
    ]);
    assert.equal(commits.length, 1);
    assert.deepEqual(changes()[0]!.after, { id: 1, body: "a", orderId: null, reviewedId: null });
  });

  test("links are told once for each relation that goes through them, unlinks of deleted rows included", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(async () => {
      const [ada, bob, eve] = await Person.createMany(
        ["ada", "bob", "eve"].map((name) => ({ name })),
      );
      const club = await Club.create({ name: "chess" });
      commits.length = 0;
      await ada!.related("friends").add(bob!, bob!, eve!);
      await ada!.related("friends").add(bob!);
      await ada!.related("friends").set([eve!]);
      await eve!.delete();
      await club.related("members").add(bob!);
      await club.related("members").clear();
    });
    const linkOf = ({ link }: Change): unknown => link && [link.relation, link.target, link.key];
    assert.deepEqual(
      changes().map((change) => [...brief(change).slice(0, 3), linkOf(change)]),
      [
        ["link", "person", 1, ["friends", Person, 2]],
        ["link", "person", 1, ["friends", Person, 3]],
        ["unlink", "person", 1, ["friends", Person, 2]],
        ["unlink", "person", 1, ["friends", Person, 3]],
        ["delete", "person", 3, undefined],
        ["insert", "membership", { personId: 2, clubId: 1 }, undefined],
        ["delete", "membership", { personId: 2, clubId: 1 }, undefined],
      ],
    );
  });

  test("a transaction is told at once after its commit, in order, without what was rolled back", async () => {
    const { shop, commits } = await heardShop(make);
    await shop.run(async () => {
      await transaction(async () => {
        const order = await Order.create({ code: "A1" });
        await transaction(async () => {
          await Order.create({ code: "A2" });
          await transaction(async () => void (await Order.create({ code: "A3" })));
          throw new Error("stop");
        }).catch(() => undefined);
        await transaction(() => order.assign({ code: "A4" }).save());
        await Order.create({ code: "A5" });
        assert.equal(commits.length, 0);
      });
      await transaction(async () => {
        await Order.create({ code: "A6" });
        throw new Error("stop");
      }).catch(() => undefined);
      await assert.rejects(Order.create({ code: "A5" }), { code: "DB_UNIQUE_VIOLATION" });
    });
    assert.equal(commits.length, 1);
    assert.deepEqual(
      commits[0]!.map(({ operation, after }) => [operation, after!["code"]]),
      [
        ["insert", "A1"],
        ["update", "A4"],
        ["insert", "A5"],
      ],
    );
  });

  test("a refused write is not told, and a version tells what was before without a query", async () => {
    const { shop, changes } = await heardShop(make);
    await shop.run(async () => {
      const account = await Account.create({ owner: "ada" });
      const stale = await Account.get(account.id);
      const log: string[] = [];
      await queryLog.run(log, () => account.assign({ owner: "bob" }).save());
      assert.equal(log.filter((text) => text.startsWith("select")).length, 0);
      await assert.rejects(stale.assign({ owner: "eve" }).save(), { code: "DB_STALE" });
    });
    assert.deepEqual(
      changes().map(({ operation, changed }) => [operation, changed.includes("owner")]),
      [
        ["insert", true],
        ["update", true],
      ],
    );
    assert.equal(changes()[1]!.before!["owner"], "ada");
  });

  test("nobody listens, nothing is done for it: no transaction, no select, no returning", async () => {
    const shop = await makeShop(make);
    await shop.run(async () => {
      const log: string[] = [];
      await queryLog.run(log, async () => {
        const order = await Order.create({ code: "A1" });
        await order.assign({ total: "1" }).save();
        await Order.all().update({ total: "2" });
        await Order.where({ total: "2" }).delete();
        const [ada] = [await Person.create({ name: "ada" })];
        await ada.delete();
      });
      assert.deepEqual(
        log.map((text) => text.split(" ")[0]),
        ["insert", "update", "update", "delete", "insert", "delete"],
      );
      assert.deepEqual(
        log.filter((text) => text.includes("returning")).map((text) => text.split(" ")[0]),
        ["insert", "insert"],
      );
    });
  });

  test("whoever listens to one model costs the others nothing", async () => {
    const shop = await receivedShop(
      make,
      on(Note.saved, () => undefined),
    );
    await shop.run(async () => {
      const log: string[] = [];
      await queryLog.run(log, async () => {
        const ada = await Person.create({ name: "ada" });
        await ada.assign({ name: "bob" }).save();
        await ada.delete();
      });
      assert.equal(log.length, 3);
      const order = await Order.create({ code: "A1" });
      log.length = 0;
      await queryLog.run(log, () => order.delete());
      assert.ok(
        log.some((text) => text.includes('from "note"')),
        "an order's notes are told to lose it",
      );
    });
  });

  test("raw SQL is not told", async () => {
    const { shop, changes } = await heardShop(make);
    await shop.run(() => sql`insert into ${Club} (name) values (${"chess"})`.run());
    assert.deepEqual(changes(), []);
  });

  test("receivers after the commit see it, those in the transaction see the write and may refuse it", async () => {
    const seen: unknown[] = [];
    const veto = on(
      Order.saved,
      async ({ row, isNew, before, changed }) => {
        seen.push(["inside", row.code, isNew, before?.code, changed.length]);
        assert.equal(await Order.count({ code: row.code }), 1);
        if (row.code === "bad") throw new TypeError("refused");
      },
      { when: "inTransaction" },
    );
    const after = on(Order.saved, ({ row }) => void seen.push(["after", row.code]));
    const shop = await receivedShop(make, veto, after);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      await assert.rejects(order.assign({ code: "bad" }).save(), TypeError);
      await shop.events.settled();
      assert.deepEqual(seen, [
        ["inside", "A1", true, undefined, 3],
        ["after", "A1"],
        ["inside", "bad", false, "A1", 1],
      ]);
      assert.deepEqual(order.changedFields(), ["code"]);
      await transaction(async () => {
        await assert.rejects(Order.create({ code: "bad" }), TypeError);
        await assert.rejects(Order.all().update({ code: "bad" }), TypeError);
        await Order.create({ code: "A2" });
      });
      assert.deepEqual(await Order.all().order("code").pluck("code"), ["A1", "A2"]);
    });
  });

  test("receivers before a write may change the row or refuse it, on every path", async () => {
    const saving = on(Item.saving, ({ row, isNew }) => {
      if (row.name === "bad") throw new TypeError("refused");
      row.position = isNew ? 1 : 2;
    });
    const deleting = on(Item.deleting, ({ row }) => {
      if (row.name === "kept") throw new TypeError("kept");
    });
    const shop = await receivedShop(make, saving, deleting);
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      const pen = await order.related("items").create({ name: "pen" });
      await Item.createMany([{ name: "ink", order }]);
      await Item.upsert({ name: "cup", order }, { on: ["order", "name"] });
      await Item.where({ name: "ink" }).update({ quantity: 2 });
      assert.deepEqual(await Item.all().order("id").pluck("position"), [1, 2, 1]);
      const refused = [
        () => Item.create({ name: "bad", order }),
        () =>
          Item.createMany([
            { name: "new", order },
            { name: "bad", order },
          ]),
        () => Item.all().update({ name: "bad" }),
        () => pen.assign({ name: "bad" }).save(),
        () => Item.upsert({ name: "bad", order }, { on: ["order", "name"] }),
      ];
      for (const run of refused) await assert.rejects(run, TypeError);
      assert.deepEqual((await Item.all().pluck("name")).toSorted(), ["cup", "ink", "pen"]);
      await Item.where({ name: "cup" }).update({ name: "kept" });
      for (const run of [
        () => Item.where({ name: "kept" }).delete(),
        () => Item.all().delete(),
        () => order.related("items").clear(),
        () => order.delete(),
      ])
        await assert.rejects(run, TypeError);
      assert.deepEqual([await Item.count(), await Order.count()], [3, 1]);
    });
  });

  test("what is written silently is heard by no receiver, and read by readers of the stream", async () => {
    const heard: string[] = [];
    const hear = (when: string) => () => void heard.push(when);
    const { shop, changes } = await heardShop(
      make,
      on(Order.saving, hear("before")),
      on(Order.saved, hear("in the transaction"), { when: "inTransaction" }),
      on(Order.saved, hear("after the commit")),
    );
    await shop.run(async () => {
      await transaction(() => silently(() => Order.createMany([{ code: "A1" }, { code: "A2" }])));
      await silently(() => transaction(() => Order.create({ code: "A3" })));
    });
    await shop.events.settled();
    assert.deepEqual(heard, []);
    assert.equal(changes().length, 3);
    await shop.run(() => Order.create({ code: "B1" }));
    await shop.events.settled();
    assert.deepEqual(heard, ["before", "in the transaction", "after the commit"]);
  });

  test("an error of a receiver after the commit is logged, and harms nobody", async () => {
    const seen: string[] = [];
    const failing = on(Order.saved, function failing() {
      throw new Error("broken");
    });
    const fine = on(Order.saved, ({ row }) => void seen.push(row.code));
    const entries = memoryLog();
    const shop = await receivedShop(make, failing, fine);
    await logSlot.run(entries, () =>
      shop.run(async () => {
        await Order.create({ code: "A1" });
        await transaction(() => Order.create({ code: "A2" }));
        await shop.events.settled();
        assert.equal(await Order.count(), 2);
      }),
    );
    assert.deepEqual(seen, ["A1", "A2"]);
    assert.deepEqual(
      entries.entries.map(({ level }) => level),
      ["error", "error"],
    );
  });

  test("what a receiver in the transaction writes is told after the write that it answers", async () => {
    const { shop, commits } = await heardShop(
      make,
      on(Order.saved, ({ row }) => Note.create({ body: row.code, order: row.id }), {
        when: "inTransaction",
      }),
      on(Order.deleted, ({ change }) => Note.create({ body: `gone ${String(change.key)}` }), {
        when: "inTransaction",
      }),
    );
    await shop.run(async () => {
      const order = await Order.create({ code: "A1" });
      await order.delete();
    });
    assert.deepEqual(
      commits.map((commit) => commit.map(({ operation, model }) => `${operation} ${model}`)),
      [
        ["insert order", "insert note"],
        ["update note", "delete order", "insert note"],
      ],
    );
  });

  test("a long chain of cascades and thousands of rows are told", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(async () => {
      const people = await Person.createMany(
        Array.from({ length: 1500 }, (_, index) => ({ name: `p${index}` })),
      );
      const club = await Club.create({ name: "all" });
      await Membership.createMany(people.map((person) => ({ person, club })));
      commits.length = 0;
      assert.equal(await Membership.all().update({ role: "chair" }), 1500);
      await club.delete();
    });
    const count = (operation: string): number =>
      changes().filter((change) => change.operation === operation).length;
    assert.deepEqual([count("update"), count("delete")], [1500, 1501]);
  });

  test("a hooked bulk update tells each row once", async () => {
    const { shop, commits, changes } = await heardShop(make);
    await shop.run(async () => {
      await Article.createMany([{ title: "a" }, { title: "b" }]);
      commits.length = 0;
      await Article.all().update({ title: "c" });
    });
    assert.deepEqual(changes().map(brief), [
      ["update", "article", 1, ["title", "shout"]],
      ["update", "article", 2, ["title", "shout"]],
    ]);
    assert.equal(commits.length, 1);
  });
});
