import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import bank, { sessions } from "./request-session.ts";

const test = appTest(bank);

test("each request has a session of its own, which is cleaned up whatever happens", async ({
  app,
  client,
}) => {
  assert.equal((await client.get("/")).status, 200);
  const done = await client.post("/deposits", { json: { amount: 5 } });
  assert.deepEqual(done.json, { steps: ["open", "add 5"] });
  assert.equal((await client.post("/deposits", { json: { amount: -5 } })).status, 409);

  // A stop waits for the clean-up, which follows the answer.
  await app.stop();
  assert.deepEqual(
    sessions.map(({ steps }) => steps),
    [
      ["open", "add 5", "close"],
      ["open", "add -5", "roll back", "close"],
    ],
  );
});
