import assert from "node:assert/strict";
import { test } from "node:test";
import { bool, Database, int, model, queryLog, text } from "quintet/db";
import { createAll } from "quintet/db/migrations";
import { eachDialect } from "./dialects.ts";

class Ticket extends model("ticket", {
  state: text(),
  rank: int(),
  isOpen: bool(),
}) {
  static {
    this.index(["rank"], { where: { state: "it's new" } });
    this.index(["rank", "state"], { where: [{ isOpen: true }, { rank: { gt: 100 } }] });
    this.unique(["rank"], { where: { state: { in: ["taken", "held"] } } });
  }
}

eachDialect((make, dialect) => {
  const placeholder = (position: number): string => (dialect === "sqlite" ? "+?" : `$${position}`);

  async function withTickets(run: (log: string[]) => Promise<void>): Promise<void> {
    const place = await make();
    const database = new Database(place.driver, { models: [Ticket] });
    await createAll(place.driver, database.tables.all);
    await database.run(async () => {
      const states = ["it's new", "taken", "old", "''"];
      await Ticket.createMany(
        states.map((state, index) => ({ state, rank: index * 100, isOpen: index === 1 })),
      );
      const log: string[] = [];
      await queryLog.run(log, () => run(log));
    });
  }

  test("a value that a partial index names stands in the SQL, so that the index is found", () =>
    withTickets(async (log) => {
      const found = await Ticket.where({ state: "it's new", rank: { lt: 5 } }).pluck("rank");
      assert.deepEqual(found, [0]);
      assert.match(log[0]!, /"state" = 'it''s new'/);
    }));

  test("other values of its columns are parameters, and their statement is the same for all", () =>
    withTickets(async (log) => {
      const ranks = [];
      for (const state of ["old", "''", "it's new' or 1 = 1 --", "taken", "held"])
        ranks.push(...(await Ticket.where({ state }).pluck("rank")));
      assert.deepEqual(ranks, [200, 300, 100]);
      const ends = log.map((text) => text.split("where ")[1]);
      const parameter = `(t0."state" = ${placeholder(1)})`;
      assert.deepEqual(ends, [
        parameter,
        parameter,
        parameter,
        `(t0."state" = 'taken')`,
        `(t0."state" = 'held')`,
      ]);
    }));

  test("truth and numbers are values as well, and operators other than equality compare with parameters", () =>
    withTickets(async (log) => {
      assert.equal(await Ticket.where({ isOpen: true }).count(), 1);
      assert.equal(await Ticket.where({ isOpen: false }).count(), 3);
      assert.equal(await Ticket.where({ rank: { gt: 100 } }).count(), 2);
      assert.equal(await Ticket.where({ rank: { gt: 150 } }).count(), 2);
      assert.match(log[0]!, dialect === "sqlite" ? /"is_open" = 1/ : /"is_open" = true/);
      assert.match(log[1]!, /"is_open" = (\+\?|\$\d)/);
      assert.equal(log[2], log[3]);
    }));
});
