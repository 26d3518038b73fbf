import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app from "./custom-header.ts";

const test = appTest(app);

test("every answer has the header", async ({ client }) => {
  for (const [path, status] of [
    ["/", 200],
    ["/nothing", 404],
  ] as const) {
    const answer = await client.get(path);
    assert.deepEqual([answer.status, answer.headers.get("x-served-by")], [status, "patterns"]);
  }
});
