// Run by app-test.test.ts in a process of its own: a test that fails, and one that passes in spite of an error.
import assert from "node:assert/strict";
import { app, module } from "quintet/app";
import { database } from "quintet/db";
import { get, http } from "quintet/http";
import { appTest } from "quintet/testing";

const broken = get("/", () => {
  throw new RangeError("the shelf is empty");
});
const shop = app({
  modules: [database({ url: "sqlite::memory:" }), http(), module("shop", { routes: [broken] })],
});
const test = appTest(shop);
const expected = Number(process.env["EXPECTED_STATUS"]);

test("the page is shown", async ({ client }) => {
  assert.equal((await client.get("/")).status, expected);
});
