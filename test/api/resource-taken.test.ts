import assert from "node:assert/strict";
import { describe } from "node:test";
import { resource } from "quintet/api";
import { app, module } from "quintet/app";
import { database, everything, model, one, policy, text } from "quintet/db";
import { http } from "quintet/http";
import { appTest } from "quintet/testing";
import { postgres } from "../services.ts";

class Book extends model("book", { isbn: text().unique(), shelfMark: text().default("") }) {
  static {
    this.unique(["shelfMark"], { where: { shelfMark: { not: "" } } });
  }
}
class Wish extends model("wish", {
  reader: text(),
  get book() {
    return one(() => Book);
  },
}) {
  static {
    this.unique(["reader", "book"]);
  }
}
const anybody = () => everything;
const rules = { read: anybody, create: anybody, update: anybody };
const books = resource(Book, { policy: policy(Book, rules), bulk: true });
const wishes = resource(Wish, { policy: policy(Wish, rules) });
/** Makes a row of another model: what is taken there is none of its own fields. */
const copies = resource(Book, {
  path: "/copies",
  policy: policy(Book, rules),
  create: async (input) => {
    const [book] = await Book.all().order("id");
    await Wish.create({ reader: "ann", book: book! });
    return Book.create(input);
  },
});
const library = app({
  modules: [
    http({ requestLog: false }),
    database({ url: "sqlite::memory:" }),
    module("library", { models: [Book, Wish], routes: [books, wishes, copies] }),
  ],
});

for (const { url, missing } of [{ url: "sqlite::memory:", missing: false }, postgres]) {
  describe(`on ${url.split(":")[0]}`, { skip: missing }, () => {
    const test = appTest(library, { url });

    test("what another row has is told at its field, of a new row and of a change", async ({
      client,
    }) => {
      const [first, second] = await Book.createMany([{ isbn: "1", shelfMark: "A" }, { isbn: "2" }]);
      const taken = (path: string) => [
        { path, code: "unique", message: "is taken already", in: "body" },
      ];
      const again = await client.post("/books", { json: { isbn: "1" } });
      assert.deepEqual([again.status, again.json.code], [409, "DB_UNIQUE_VIOLATION"]);
      assert.deepEqual(again.json.problems, taken("isbn"));
      const json = { shelf_mark: "A" };
      const changed = await client.patch(`/books/${second!.id}`, { json });
      assert.deepEqual(changed.json.problems, taken("shelf_mark"));

      const wish = { reader: "ann", book_id: first!.id };
      assert.equal((await client.post("/wishes", { json: wish })).status, 201);
      const twice = await client.post("/wishes", { json: wish });
      assert.deepEqual(
        twice.json.problems.map(({ path }: { path: string }) => path),
        ["reader", "book_id"],
      );
    });

    test("what another row has is told at its field and its place in a list", async ({
      client,
    }) => {
      const [first, second] = await Book.createMany([{ isbn: "1" }, { isbn: "2" }]);
      const made = await client.post("/books/bulk", { json: [{ isbn: "3" }, { isbn: "1" }] });
      const changed = await client.patch("/books/bulk", {
        json: [
          { id: first!.id, shelf_mark: "A" },
          { id: second!.id, isbn: "1" },
        ],
      });
      for (const { status, json } of [made, changed]) {
        assert.deepEqual([status, json.code], [409, "DB_UNIQUE_VIOLATION"]);
        assert.match(json.detail, /^At 1 of the list: /);
        assert.deepEqual(json.problems, [
          { path: "1.isbn", code: "unique", message: "is taken already", in: "body" },
        ]);
      }
      assert.deepEqual(await Book.all().order("id").pluck("isbn"), ["1", "2"]);
    });

    test("what is taken elsewhere is at none of its fields", async ({ client }) => {
      const { id } = await Book.create({ isbn: "1" });
      await Wish.create({ reader: "ann", book: id });
      const { status, json } = await client.post("/copies", { json: { isbn: "3" } });
      assert.deepEqual([status, json.code], [409, "DB_UNIQUE_VIOLATION"]);
      assert.equal(json.problems, undefined);
    });
  });
}
