import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app from "./maintenance-mode.ts";

const test = appTest(app);

test("a service that is closed answers 503, but to staff and to health checks", async ({
  client,
}) => {
  const staff = client.as({ id: 1, isStaff: true });
  assert.equal((await client.put("/maintenance", { json: { closed: true } })).status, 403);
  assert.equal((await client.get("/")).status, 200);

  assert.equal((await staff.put("/maintenance", { json: { closed: true } })).status, 200);
  const closed = await client.get("/");
  assert.deepEqual([closed.status, closed.json.code], [503, "HTTP_MAINTENANCE"]);
  assert.equal(closed.headers.get("retry-after"), "300");
  assert.equal((await staff.get("/")).status, 200);
  assert.equal((await client.get("/health")).status, 200);

  await staff.put("/maintenance", { json: { closed: false } });
  assert.equal((await client.get("/")).status, 200);
});
