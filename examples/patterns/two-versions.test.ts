import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app from "./two-versions.ts";

const test = appTest(app);

test("a version is chosen by path or header, and one that is not there is refused", async ({
  client,
}) => {
  const ask = (path: string, version?: string) =>
    client.get(path, version === undefined ? {} : { headers: { "x-api-version": version } });
  const first = ["Middlemarch"];
  const second = { count: 1, results: [{ title: "Middlemarch", author: "George Eliot" }] };

  assert.deepEqual((await ask("/api/books")).json, first);
  assert.deepEqual((await ask("/api/v1/books")).json, first);
  assert.deepEqual((await ask("/api/v2/books")).json, second);
  assert.deepEqual((await ask("/api/books", "v2")).json, second);

  assert.equal((await ask("/api/books")).headers.get("sunset"), "Tue, 01 Jun 2027 00:00:00 GMT");
  assert.equal((await ask("/api/v2/books")).headers.get("sunset"), null);
  for (const answer of [await ask("/api/v9/books"), await ask("/api/books", "v9")])
    assert.deepEqual([answer.status, answer.json.code], [400, "API_VERSION_UNSUPPORTED"]);
});
