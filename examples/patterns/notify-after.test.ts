import assert from "node:assert/strict";
import { serverOf } from "quintet/http";
import { appTest } from "quintet/testing";
import newsletter, { mailer } from "./notify-after.ts";

const test = appTest(newsletter);
const json = { email: "ada@example.com" };

test("the answer does not wait for the mail, and a refused request sends none", async ({
  app,
  client,
}) => {
  const mayLeave = Promise.withResolvers<void>();
  const sent: string[] = [];
  using _ = serverOf(app).override(mailer, {
    send: async (to: string) => {
      await mayLeave.promise;
      sent.push(to);
    },
  });
  assert.equal((await client.post("/subscribers", { json })).status, 202);
  assert.equal((await client.post("/subscribers", { json })).status, 409);
  assert.deepEqual(sent, []);

  mayLeave.resolve();
  // A stop waits for the work after answers.
  await app.stop();
  assert.deepEqual(sent, ["ada@example.com"]);
});
