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

test("the newest note comes first, and a search finds some", async ({ client }) => {
  await Note.createMany([{ text: "Buy tea" }, { text: "Drink it" }]);
  const texts = async (path: string) =>
    (await client.get(path)).json.results.map((note: Note) => note.text);
  assert.deepEqual(await texts("/notes"), ["Drink it", "Buy tea"]);
  assert.deepEqual(await texts("/notes?search=tea"), ["Buy tea"]);
});

test("what is not done is deleted by staff only", async ({ client }) => {
  const { id } = await Note.create({ text: "Buy tea" });
  assert.equal((await client.delete(`/notes/${id}`)).status, 401);
  assert.equal((await client.as({ isStaff: true }).delete(`/notes/${id}`)).status, 204);
});

test("an empty note is refused", async ({ client }) => {
  const { status, json } = await client.post("/notes", { json: { text: "" } });
  assert.deepEqual([status, json.problems[0].path], [400, "text"]);
  assert.equal(await Note.count(), 0);
});
