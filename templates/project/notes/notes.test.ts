import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app from "../app.ts";
import { Note } from "./models.ts";

const test = appTest(app);

test("a note is added, done and removed", async ({ client }) => {
  const added = await client.post("/notes", { json: { text: "Buy tea" } });
  assert.equal(added.status, 201);
  const { id } = added.json;

  const done = await client.patch(`/notes/${id}`, { json: { is_done: true } });
  assert.equal(done.json.is_done, true);

  assert.equal((await client.delete(`/notes/${id}`)).status, 204);
  assert.equal(await Note.count(), 0);
});

test("the newest note comes first", async ({ client }) => {
  await Note.createMany([{ text: "Buy tea" }, { text: "Drink it" }]);
  const { json } = await client.get("/notes");
  assert.deepEqual(
    json.items.map((note: Note) => note.text),
    ["Drink it", "Buy tea"],
  );
});

test("an empty note is refused", async ({ client }) => {
  const { status } = await client.post("/notes", { json: { text: "" } });
  assert.equal(status, 400);
  assert.equal(await Note.count(), 0);
});
