// Errors of an application: a code that stays, a status, a message with what was wrong and the way out.
import { app, module } from "quintet/app";
import { defineError } from "quintet/core";
import { errorMapper, http, post, problem } from "quintet/http";
import { int } from "quintet/schema";

export const OUT_OF_STOCK = defineError(
  "SHOP_OUT_OF_STOCK",
  409,
  (sku: string, wanted: number, left: number) =>
    `${wanted} of ${sku} are wanted, ${left} are left.`,
  "Order fewer, or wait for the next delivery.",
);

/** Thrown by code that knows nothing of HTTP; a mapper says what it means there. */
export class PaymentDeclined extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(`The bank declined: ${reason}`);
    this.reason = reason;
  }
}

const shelf = new Map([["tea", { left: 3, cents: 450 }]]);

const buy = post("/buy/:sku", { body: { quantity: int({ min: 1 }) } }, ({ params, body }) => {
  const { sku } = params;
  const { quantity } = body;
  // A fault: nobody has thought of what was never on the shelf.
  const { left, cents } = shelf.get(sku)!;
  if (quantity > left) throw OUT_OF_STOCK(sku, quantity, left);
  charge(quantity * cents);
  return { sku, quantity };
});

function charge(cents: number): void {
  if (cents > 1000) throw new PaymentDeclined("limit reached");
}

const declined = errorMapper(PaymentDeclined, ({ reason }) =>
  problem({ status: 402, code: "SHOP_PAYMENT_DECLINED", detail: "Try another card.", reason }),
);

export default app({
  modules: [http(), module("shop", { routes: [buy], errorMappers: [declined] })],
});
