import assert from "node:assert/strict";
import { appTest, callCommand } from "quintet/testing";
import app from "../app.ts";
import { Greeting } from "./models.ts";
import { seed } from "./seed.ts";

const test = appTest(app);

test("the page and the list show what was seeded, once", async ({ client }) => {
  await callCommand(seed);
  await callCommand(seed);
  assert.equal(await Greeting.count(), 5);
  assert.match((await client.get("/")).text, /<li>Bonjour, monde \(French\)<\/li>/);
  const { json } = await client.get("/greetings", { query: { page: 1 }, maxQueries: 2 });
  assert.equal(json.items.length, 5);
});

test("a greeting is added and shown, one of a kind", async ({ client }) => {
  const given = { json: { language: "Welsh", words: "Helo, fyd" } };
  assert.equal((await client.post("/greetings", given)).status, 201);
  assert.equal((await client.post("/greetings", given)).status, 409);
  assert.equal((await client.get("/greetings/Welsh")).json.words, "Helo, fyd");
  assert.equal((await client.get("/greetings/Latin")).status, 404);
});
