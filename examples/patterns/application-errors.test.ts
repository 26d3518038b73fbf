import assert from "node:assert/strict";
import { appTest } from "quintet/testing";
import app, { OUT_OF_STOCK } from "./application-errors.ts";

const test = appTest(app);

test("errors are told by their codes, and faults by the id of the request alone", async ({
  client,
}) => {
  const buy = (sku: string, quantity: number) => client.post(`/buy/${sku}`, { json: { quantity } });
  assert.deepEqual((await buy("tea", 2)).json, { sku: "tea", quantity: 2 });

  const sold = await buy("tea", 7);
  assert.deepEqual([sold.status, sold.json.code], [409, OUT_OF_STOCK.code]);
  assert.match(sold.json.detail, /7 of tea are wanted, 3 are left/);

  const { status, json } = await buy("tea", 3);
  assert.deepEqual(
    [status, json.code, json.reason],
    [402, "SHOP_PAYMENT_DECLINED", "limit reached"],
  );

  const fault = await buy("coffee", 1);
  assert.deepEqual([fault.status, fault.json.code], [500, "HTTP_INTERNAL_ERROR"]);
  assert.equal(fault.json.request_id, fault.headers.get("x-request-id"));
  assert.doesNotMatch(fault.text, /destructure|undefined/);
});
