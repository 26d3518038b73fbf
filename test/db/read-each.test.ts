import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { signal } from "quintet/core";
import { type Database, queryLog } from "quintet/db";
import { makeBlog, Post } from "./blog-models.ts";
import { eachDialect } from "./dialects.ts";
import { seedNumberedPosts } from "./numbered-posts.ts";

eachDialect((make, dialect) => {
  let database: Database;
  before(async () => {
    database = await makeBlog(make, dialect === "postgres" ? "max=3" : undefined);
    await database.run(seedNumberedPosts);
  });
  after(() => database.close());
  const on = (name: string, fn: () => Promise<void>): void =>
    void test(name, () => database.run(fn));

  describe("each", () => {
    on("gives all rows in order, in one statement, whatever the chunk", async () => {
      for (const chunk of [1, 7, 25, 1000]) {
        const log: string[] = [];
        const ids: number[] = [];
        await queryLog.run(log, async () => {
          for await (const { id } of Post.all().order("-id").each({ chunk })) ids.push(id);
        });
        assert.deepEqual(
          ids,
          Array.from({ length: 25 }, (_, index) => 25 - index),
        );
        assert.equal(log.length, 1);
      }
      for await (const row of Post.where([]).each()) assert.fail(`no row, not ${row.id}`);
    });

    on("gives its connection back when it is left early, by break and by error", async () => {
      for (let round = 0; round < 12; round++) {
        for await (const { id } of Post.all().order("id").each({ chunk: 2 })) if (id === 3) break;
        await assert.rejects(
          async () => {
            for await (const { id } of Post.all().each({ chunk: 2 })) throw new Error(`at ${id}`);
          },
          { message: /^at \d+$/ },
        );
      }
      assert.equal(await Post.count(), 25);
      await Post.where({ id: 1 }).update({ content: "written" });
    });

    on("rows may be changed on the way, and asked about", async () => {
      let seen = 0;
      for await (const row of Post.all().order("id").each({ chunk: 5 })) {
        seen++;
        assert.ok((await row.author).username);
        if (row.id <= 7) await Post.where({ id: row.id }).update({ content: "seen" });
      }
      assert.equal(seen, 25);
      assert.equal(await Post.count({ content: "seen" }), 7);
    });

    on("works in a transaction, on what it has written", () =>
      database.transaction(async () => {
        await Post.where({ id: 1 }).update({ content: "inside" });
        const found: string[] = [];
        for await (const { content } of Post.where({ id: 1 }).each()) found.push(content);
        assert.deepEqual(found, ["inside"]);
        for await (const { id } of Post.all().each({ chunk: 3 })) if (id > 0) break;
        assert.equal(await Post.count(), 25);
      }),
    );

    on("takes a whole number from 1 as chunk", async () => {
      for (const chunk of [0, -1, 1.5, Number.NaN])
        assert.throws(() => Post.all().each({ chunk }), { code: "DB_WRONG_VALUE" });
    });

    on("ends when the context is aborted", async () => {
      const controller = new AbortController();
      await assert.rejects(
        signal.run(controller.signal, async () => {
          for await (const { id } of Post.all().order("id").each({ chunk: 2 }))
            if (id === 4) controller.abort();
        }),
        { code: "CORE_ABORTED" },
      );
      assert.equal(await Post.count(), 25);
    });
  });

  on("rows of a transaction end with it", async () => {
    const rows = await database.transaction(async () => {
      const all = Post.all().order("id").each({ chunk: 2 })[Symbol.asyncIterator]();
      await all.next();
      return all;
    });
    await rows.next();
    await assert.rejects(() => rows.next(), { code: "DB_TRANSACTION_CLOSED" });
  });

  describe("locks", () => {
    on("are taken in a transaction only", async () => {
      await assert.rejects(async () => await Post.where({ id: 1 }).lock(), {
        code: "DB_BAD_QUERY",
      });
      await assert.rejects(
        database.transaction(async () => await Post.select("views").distinct().lock()),
        { code: "DB_BAD_QUERY" },
      );
    });

    on("hold a row until the transaction ends, and no other", async () => {
      const order: string[] = [];
      let release = (): void => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      let locked = (): void => {};
      const isLocked = new Promise<void>((resolve) => (locked = resolve));
      const first = database.transaction(async () => {
        const row = await Post.where({ id: 1 }).with("author", "category").lock().get();
        locked();
        await held;
        order.push("first");
        await Post.where({ id: 1 }).update({ views: row.views + 100 });
      });
      await isLocked;
      const second = database.transaction(async () => {
        const row = await Post.where({ id: 1 }).lock().get();
        order.push("second");
        return row.views;
      });
      if (dialect === "postgres") {
        await database.transaction(async () => {
          const free = await Post.where({ id: { in: [1, 2] } }).lock({ whenLocked: "skip" });
          assert.deepEqual(
            free.map(({ id }) => id),
            [2],
          );
        });
        await assert.rejects(
          database.transaction(() => Post.where({ id: 1 }).lock({ whenLocked: "fail" }).get()),
          { code: "DB_LOCKED", status: 409 },
        );
      }
      release();
      await first;
      assert.equal(await second, 100);
      assert.deepEqual(order, ["first", "second"]);
      await Post.where({ id: 1 }).update({ views: 0 });
    });
  });
});
