import assert from "node:assert/strict";
import { test } from "node:test";
import { appTest } from "quintet/testing";
import { createApp } from "./app-factory.ts";

const inDevelopment = appTest(createApp("development"));
const inTests = appTest(createApp("test", { SHOP_PAGE_SIZE: "7" }));

inDevelopment("an app has the settings of its configuration", async ({ client }) => {
  const { json } = await client.get("/settings");
  assert.deepEqual(json, { profile: "development", pageSize: 5, debug: true });
});

inTests("the environment goes before them", async ({ client }) => {
  const { json } = await client.get("/settings");
  assert.deepEqual(json, { profile: "test", pageSize: 7, debug: false });
});

test("production does not start with defaults that are not safe", () => {
  assert.throws(() => createApp("production"), {
    code: "CONFIG_INVALID",
    message: /SECRET_KEY is missing[^]*ALLOWED_HOSTS is missing/,
  });
});
