import assert from "node:assert/strict";
import { computed, named, resource } from "quintet/api";
import { app, module } from "quintet/app";
import { silentLog } from "quintet/core";
import { createdAt, database, everything, many, model, one, policy, text } from "quintet/db";
import { http } from "quintet/http";
import { appTest } from "quintet/testing";

class Tag extends model("tag", { name: text().unique() }) {}
class Writer extends model("writer", { name: text() }) {}
class Shelf extends model("shelf", { name: text() }) {}
class Book extends model("book", {
  title: text(),
  stampedAs: text().default(""),
  hidden: text().default(""),
  createdAt: createdAt(),
  get writer() {
    return one(() => Writer).nullable();
  },
  get shelf() {
    return one(() => Shelf).nullable();
  },
  get tags() {
    return many(() => Tag);
  },
}) {}
const anybody = () => everything;
const books = resource(Book, {
  policy: policy(Book, { read: anybody, create: anybody, update: anybody }),
  fields: {
    writer: "name",
    shelf: ["id", "name"],
    tags: ["name"],
    hidden: false,
    shout: computed(text(), (row) => row.title.toUpperCase()),
  },
  readOnly: ["stampedAs", "hidden"],
  createOnly: ["title"],
  write: { tagNames: named("tags") },
  bulk: true,
});
const library = app({
  modules: [
    http({ requestLog: false }),
    database({ url: "sqlite::memory:" }),
    module("library", { models: [Tag, Writer, Shelf, Book], routes: [books] }),
  ],
  log: silentLog,
});
const test = appTest(library);

test("what is shown and not taken is refused as read-only, and all else as not known", async ({
  client,
}) => {
  const made = await client.post("/books", { json: { title: "A", tag_names: ["a"] } });
  assert.equal(made.status, 201);
  const { id } = made.json;
  const told = async (method: string, path: string, json: unknown) => {
    const answer = await client.send(method, path, { json });
    assert.equal(answer.status, 400);
    return Object.fromEntries(
      answer.json.problems.map((one: Record<string, string>) => [one["path"], one["code"]]),
    );
  };
  const sent = {
    id: 1,
    stamped_as: "x",
    created_at: "2026-11-20T09:00:00Z",
    writer: "ann",
    writer_id: 1,
    tags: [],
    shout: "A",
    shelf: 1,
    hidden: "x",
    other: 1,
  };
  const readOnly = "read_only";
  const unknown = "unknown";
  const wanted = {
    id: readOnly,
    stamped_as: readOnly,
    created_at: readOnly,
    writer: readOnly,
    writer_id: readOnly,
    tags: readOnly,
    shout: readOnly,
    shelf: unknown,
    hidden: unknown,
    other: unknown,
  };
  assert.deepEqual(await told("POST", "/books", { title: "B", ...sent }), wanted);
  assert.deepEqual(await told("PUT", `/books/${id}`, sent), wanted);
  const { id: _id, ...inList } = wanted;
  assert.deepEqual(
    await told("PATCH", "/books/bulk", [{ ...sent, id }]),
    Object.fromEntries(Object.entries(inList).map(([name, code]) => [`0.${name}`, code])),
  );
  const later = await client.patch(`/books/${id}`, { json: { title: "B", stamped_as: "x" } });
  assert.deepEqual(later.json.problems, [
    { path: "title", code: "create_only", message: "cannot be changed later", in: "body" },
    { path: "stamped_as", code: readOnly, message: "is read-only", in: "body" },
  ]);
  assert.deepEqual(await Book.all().pluck("title"), ["A"]);
});
