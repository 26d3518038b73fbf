import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app from "./server.ts";

const test = appTest(app);

test("a server answers, echoes, and says what it does not have", async ({ client }) => {
  assert.equal((await client.get("/")).json.message, "Welcome");

  const { status, time } = (await client.get("/api/status")).json;
  assert.deepEqual([status, new Date(time).toISOString()], ["ok", time]);

  for (const sent of [{ words: ["hello"] }, [1, 2], "text", null])
    assert.deepEqual((await client.post("/api/echo", { json: sent })).json, { echo: sent });
  assert.equal((await client.post("/api/echo", { body: "{" })).status, 415);

  const missing = await client.get("/nothing");
  assert.deepEqual([missing.status, missing.json.code], [404, "HTTP_NOT_FOUND"]);
  assert.equal((await client.get("/api/echo")).status, 405);
});
