import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { serverOf } from "quintet/http";
import { appTest, testClient } from "quintet/testing";
import { weather, weatherApp } from "./injected-service.ts";

const KEY = "only-for-this-test";

test("the service sends the key of the settings", async () => {
  const seen: unknown[] = [];
  const remote = createServer(({ url, headers }, answer) => {
    seen.push([url, headers["x-api-key"]]);
    answer.end("rain");
  }).listen(0, "127.0.0.1");
  await once(remote, "listening");
  const { port } = remote.address() as AddressInfo;
  const env = { WEATHER_API_KEY: KEY, WEATHER_URL: `http://127.0.0.1:${port}` };

  await using client = testClient(weatherApp(env));
  const { json } = await client.get("/weather/Bergen");
  assert.deepEqual(json, { city: "Bergen", today: "rain" });
  assert.deepEqual(seen, [["/today/Bergen", KEY]]);
  remote.close();
});

appTest(weatherApp({ WEATHER_API_KEY: KEY }))(
  "a test puts another service in its place",
  async ({ app, client }) => {
    using _ = serverOf(app).override(weather, { today: async () => "sunshine" });
    assert.equal((await client.get("/weather/Bergen")).json.today, "sunshine");
  },
);

test("without a key there is no app", () => {
  assert.throws(() => weatherApp({}), { code: "CONFIG_INVALID", message: /WEATHER_API_KEY/ });
});
