import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app, { User } from "./user-rules.ts";

const test = appTest(app);
const ada = { username: "ada", email: "ada@example.com", age: 36 };

test("a user who keeps the rules is made, once", async ({ client }) => {
  const made = await client.post("/users", { json: ada });
  assert.equal(made.status, 201);
  assert.deepEqual(made.json, { id: made.json.id, ...ada });
  assert.equal((await client.post("/users", { json: ada })).status, 409);
  for (const edge of [
    { username: "bob", age: 18 },
    { username: "x".repeat(50), age: 120 },
  ]) {
    const json = { ...edge, email: `${edge.username}@example.com` };
    assert.equal((await client.post("/users", { json })).status, 201);
  }
});

test("all that is wrong with a user is told at once, by field", async ({ client }) => {
  const wrong = { username: "Admin", email: "nowhere", age: 17 };
  const { status, json } = await client.post("/users", { json: wrong });
  assert.equal(status, 400);
  assert.deepEqual(json.problems.map(({ path }: { path: string }) => path).toSorted(), [
    "age",
    "email",
    "username",
  ]);
  for (const username of ["ab", "x".repeat(51), "root"])
    assert.equal((await client.post("/users", { json: { ...ada, username } })).status, 400);
  for (const age of [17, 121, 36.5, "36"])
    assert.equal((await client.post("/users", { json: { ...ada, age } })).status, 400);
  assert.equal(await User.count(), 0);
});

test("the rules hold where no request is", async () => {
  await assert.rejects(User.create({ ...ada, username: "support" }), { code: "SCHEMA_INVALID" });
});
